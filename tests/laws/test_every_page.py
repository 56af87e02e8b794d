"""Every page for everybody: it opens well or refuses well, reads only, costs no more at more rows."""

from tests.laws.walk import OPENED, Seen, Visit

GOOD = {200, 301, 302, 303, 400, 403, 404, 409, 410}
BEHIND_A_MAIL = {
    "accounts.confirm",
    "accounts.reset",
    "addresses.undo",
}  # open only through a link in a mail; tests/accounts goes there
MOST_STATEMENTS = 12


def test_everybody_gets_a_page_or_a_refusal(seen: Seen) -> None:
    assert {visit for visit in seen.one + seen.three if visit.status not in GOOD} == set()


def test_reading_writes_nothing(seen: Seen) -> None:
    assert seen.written == set()


def test_every_page_opens_for_somebody(seen: Seen) -> None:
    opened = {visit.endpoint for visit in seen.one if visit.status in (OPENED, 302, 303)}
    asked = {visit.endpoint for visit in seen.one}
    assert asked - opened == BEHIND_A_MAIL


def test_nobody_without_an_account_comes_far(seen: Seen) -> None:
    inner = ("/desk", "/reviews", "/applications", "/admin", "/offers", "/jobs", "/profile")
    strays = {
        visit
        for visit in seen.one
        if visit.who == "nobody" and visit.status == OPENED and visit.url.startswith(inner)
    }
    assert strays == set()


def test_a_page_asks_the_same_of_the_database_at_one_and_at_three_rows(seen: Seen) -> None:
    one, three = _most(seen.one), _most(seen.three)
    assert {
        page: (one[page], count) for page, count in three.items() if page in one and count > one[page]
    } == {}
    assert {page: count for page, count in three.items() if count > MOST_STATEMENTS} == {}


def _most(visits: list[Visit]) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for visit in visits:
        if visit.status == OPENED:
            key = (visit.who, visit.endpoint)
            counts[key] = max(counts.get(key, 0), visit.statements)
    return counts
