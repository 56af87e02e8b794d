"""Groups are ranked together only where reviewers tie them to each other."""

from tests.selection.calls import Score


def juries(crossing: int) -> tuple[list[Score], dict[str, str]]:
    """Two groups of twenty with juries of five; so many reviews of each are by the other jury."""
    scores: list[Score] = []
    for group, other in (("music", "film"), ("film", "music")):
        for one in range(20):
            for turn in range(3):
                home = other if turn == 0 and one < crossing else group
                who = f"{home}-{(one + turn * 2) % 5}"
                scores.append((f"{group}-{one:02d}", who, float(1 + (one * 7 + turn * 3 + len(home)) % 10)))
    return scores, {name: name.split("-")[0] for name, _, _ in scores}
