"""Who goes where, who waits, where the line was, and why, in a sentence for each student."""

from dataclasses import dataclass, field
from typing import Any

from portal.selection.allocation.claims import Claims
from portal.selection.allocation.envy import envious
from portal.selection.allocation.reserves import Rule
from portal.selection.record import Record, make_record
from portal.words import Sentence, say

OPEN = ""


@dataclass(frozen=True)
class Explanation:
    """Why a student has this place: one sentence in all, and one for each host that they wished for more."""

    sentence: Sentence
    refusals: dict[str, Sentence]


@dataclass(frozen=True)
class Allocation:
    """A stable allocation, with for each host the worst place in its order that got a seat of each kind.

    A student who stands behind the cut-off of every kind of seat that is open to them could not come; so the
    cut-offs alone explain every refusal.
    """

    matching: dict[str, str | None]
    waiting_lists: dict[str, list[str]]
    cutoffs: dict[str, dict[str, int]]
    explanations: dict[str, Explanation]
    seats: dict[str, dict[str, str]]  # of each host: student → kind of seat
    figures: dict[str, float]
    rule: Rule
    seed: int
    inputs: dict[str, Any] = field(repr=False)
    claims: Claims = field(repr=False)

    def record(self) -> Record:
        """All that is needed to compute this allocation again."""
        results = {"matching": self.matching, "waiting_lists": self.waiting_lists, "cutoffs": self.cutoffs,
                   "figures": self.figures}  # fmt: skip
        return make_record(
            "allocation.allocate",
            inputs=self.inputs,
            parameters={"rule": self.rule},
            seed=self.seed,
            results=results,
        )


def describe(
    claims: Claims, held: dict[str, dict[str, str]], *, rule: Rule, seed: int, inputs: dict[str, Any]
) -> Allocation:
    """The allocation with everything that is said about it."""
    matching: dict[str, str | None] = dict.fromkeys(claims.wishes)
    matching.update({student: host for host, students in held.items() for student in students})
    cutoffs = {host: _cutoffs(claims, host, students) for host, students in held.items()}
    waiting = _waiting_lists(claims, matching)
    envy = sum(len(names) for names in envious(claims, held, waiting, rule).values())
    return Allocation(
        matching,
        waiting_lists=waiting,
        cutoffs=cutoffs,
        explanations={name: _explain(claims, held, matching, cutoffs, name) for name in claims.wishes},
        seats=held,
        figures={**_figures(claims, held, matching), "justified_envy": float(envy)},
        rule=rule, seed=seed, inputs=inputs, claims=claims,
    )  # fmt: skip


def _cutoffs(claims: Claims, host: str, students: dict[str, str]) -> dict[str, int]:
    """The worst place in the host's order for each kind of seat; hosts with free seats have none."""
    if len(students) < claims.capacity[host]:
        return {}
    worst: dict[str, int] = {}
    for student, kind in students.items():
        worst[kind] = max(worst.get(kind, 0), claims.place[host][student])
    return worst


def wished_more(claims: Claims, matching: dict[str, str | None], student: str) -> tuple[str, ...]:
    """The hosts that a student prefers to what they have; none for those who are settled."""
    if student in claims.settled:
        return ()
    wishes, has = claims.wishes[student], matching[student]
    return wishes if has is None else wishes[: wishes.index(has)]


def _waiting_lists(claims: Claims, matching: dict[str, str | None]) -> dict[str, list[str]]:
    """For each host those who would rather be there and may come, in its order."""
    waiting: dict[str, list[str]] = {host: [] for host in claims.capacity}
    for student in claims.wishes:
        for host in wished_more(claims, matching, student):
            if student in claims.place[host]:
                waiting[host].append(student)
    return {host: sorted(names, key=claims.place[host].__getitem__) for host, names in waiting.items()}


def _explain(
    claims: Claims,
    held: dict[str, dict[str, str]],
    matching: dict[str, str | None],
    cutoffs: dict[str, dict[str, int]],
    student: str,
) -> Explanation:
    refusals = {
        host: _refusal(claims, cutoffs[host], host, student)
        for host in wished_more(claims, matching, student)
    }
    return Explanation(_summary(claims, held, matching[student], student), refusals)


def _summary(claims: Claims, held: dict[str, dict[str, str]], host: str | None, student: str) -> Sentence:
    if host is None:
        return say("None of the hosts that you named had a place left for you.")
    wish = claims.wishes[student].index(host) + 1
    if kind := held[host][student]:
        return say("You have your wish number {wish}, {host}, on a place reserved for {reserve}.",
                   wish=wish, host=host, reserve=kind)  # fmt: skip
    return say("You have your wish number {wish}, {host}.", wish=wish, host=host)


def _refusal(claims: Claims, cutoff: dict[str, int], host: str, student: str) -> Sentence:
    place = claims.place[host].get(student)
    if place is None:
        return say("{host} could not take you into its order.", host=host)
    if claims.capacity[host] == 0:
        return say("{host} has no places.", host=host)
    if OPEN in cutoff:
        return say("{host}: the last open place went to number {cutoff} of its list; you are number {place}.",
                   host=host, cutoff=cutoff[OPEN], place=place)  # fmt: skip
    return say("{host}: all places were reserved and taken, and you are number {place} of its order.",
               host=host, place=place)  # fmt: skip


def _figures(
    claims: Claims, held: dict[str, dict[str, str]], matching: dict[str, str | None]
) -> dict[str, float]:
    """What a chair asks first: how many have a place, how many their first wish, how many seats stay free."""
    wishes = [claims.wishes[name].index(host) + 1 for name, host in matching.items() if host is not None]
    number = len(matching)
    return {
        "matched": len(wishes) / number,
        "first_wish": wishes.count(1) / number,
        "mean_wish": sum(wishes) / len(wishes) if wishes else 0.0,
        "free_seats": float(sum(claims.capacity.values()) - len(wishes)),
        "reserved_seats_used": float(sum(kind != OPEN for seats in held.values() for kind in seats.values())),
    }
