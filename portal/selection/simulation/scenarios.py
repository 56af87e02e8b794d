"""The scenarios of the table: which failures simple rules have.

The variances of A are those that N. D. Lawrence fitted to the NIPS 2014 experiment: quality 1.278, reviewers
0.240, the rest 1.268. Scores are rounded to whole numbers on the scale; a fifth of the applications is
selected, unless said. Where the published table keeps its parameters to itself (I, K and how much the groups
differ in quality) they were searched for until the published shares came out.
"""

from dataclasses import dataclass

QUALITY, SEVERITY, REST = 1.278**0.5, 0.240**0.5, 1.268**0.5


@dataclass(frozen=True)
class Scenario:
    """A kind of call; spreads are standard deviations, load is the number of reviews of a reviewer."""

    name: str
    applications: int = 300
    places: int = 60
    reviews: int = 3
    load: int = 20
    severity: float = SEVERITY
    rest: float = REST
    scale: tuple[float, float] = (1.0, 10.0)
    middle: float = 5.5
    scale_use: float = 0.0  # spread of the logarithm of how widely reviewers use the scale
    reliability: float = 0.0  # spread of the logarithm of the reviewers' own noise, one on average
    groups: int = 1
    group_quality: float = 0.0
    group_severity: float = 0.0
    crossing: float = 0.0  # share of reviews by another group's reviewers


SCENARIOS = (
    Scenario("A NIPS 2014 ratios"),
    Scenario("B no severity at all", severity=0.0),
    Scenario("C strong severity", severity=1.0),
    Scenario("D strong severity, load 5", severity=1.0, load=5),
    Scenario("E strong severity, 60 applications", 60, 12, load=12, severity=1.0),
    Scenario("F strong severity, 5 reviews", reviews=5, severity=1.0),
    Scenario("I scale use and unequal reliability", severity=0.65, scale_use=0.25, reliability=0.35),
    Scenario("J 2 reviews", reviews=2, severity=0.7),
    Scenario(  # the marks crowd below the best one, which hides who is lenient
        "K scale 1 to 6", 150, 45, load=10, severity=0.8, rest=1.2, scale=(1.0, 6.0), middle=5.2
    ),
)

_WORLDS = (
    ("groups differ in quality", 1.0, 0.0, 0.85),
    ("groups differ in severity", 0.6, 0.8, 0.0),
    ("both differ", 0.6, 0.5, 0.5),
    ("neither differs", SEVERITY, 0.0, 0.0),
)
GROUPED = tuple(
    Scenario(
        f"{world}, {crossing:.0%} across", severity=severity, groups=5,
        group_severity=of_juries, group_quality=of_groups, crossing=crossing,
    )
    for world, severity, of_juries, of_groups in _WORLDS
    for crossing in (0.0, 0.1, 0.2)
)  # fmt: skip
