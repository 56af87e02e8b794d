"""Which letters are found by whom, and from what a letter's text is made."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from portal import db
from portal.accounts.models import User
from portal.applications.queries import find_application
from portal.applications.states import ApplicationState
from portal.audit import case_of, record
from portal.audit.models import ReadEvent
from portal.calls.models import Call
from portal.decisions.models import Decision
from portal.decisions.queries import find_decision
from portal.decisions.states import DecisionKind, DecisionState
from portal.letters import queries
from portal.letters.models import Letter
from portal.letters.states import LetterState
from tests.factories import World
from tests.pages import counted

AT = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
ON = date(2026, 12, 1)
S = LetterState


def decided(
    world: World,
    call: Call,
    applicant: User | None = None,
    kind: DecisionKind = DecisionKind.AWARD,
    **facts: Any,
) -> Decision:
    """A decision about a case, released if nothing else is said."""
    case = world.application(call, applicant, **facts.pop("case", {}))
    given = {"state": DecisionState.RELEASED, "proposed_by": world.user(), "approved_by": world.user()}
    return world.decision(case, kind, **(given | facts))


def ids(letters: Sequence[Letter]) -> list[int]:
    """Which letters these are."""
    return [letter.id for letter in letters]


def test_a_letter_comes_with_everything_that_its_page_and_its_text_need(world: World) -> None:
    letter = world.letter(decided(world, world.call(), world.user("Işıl")))
    with world.read(), counted(db.engine()) as statements:
        found = queries.find_letter(letter.public_id)
        assert found
        assert found.file
        assert found.decision.application.applicant.name == "Işıl"
        assert (found.call.programme.authority.file_prefix, found.call.city.name_en) == (
            "IV B 12",
            "Istanbul",
        )
        assert len([one for one in statements if one != "BEGIN"]) == 1
        assert queries.find_letter("unknown") is None


@pytest.mark.parametrize(
    ("state", "facts", "known"),
    [
        (S.ISSUED, {}, True),
        (S.WITHDRAWN, {}, True),
        (S.REPLACED, {}, True),
        (S.QUEUED, {}, False),
        (S.ATTENTION, {}, False),
        (S.ISSUED, {"released_at": None, "state": DecisionState.APPROVED}, False),
    ],
)
def test_a_letter_is_known_outside_once_it_has_left_the_house(
    world: World, state: LetterState, facts: dict[str, Any], known: bool
) -> None:
    isil = world.user("Işıl")
    letter = world.letter(decided(world, world.call(), isil, **facts), state=state)
    with world.read():
        found = [queries.find_letter_of_code(letter.code), queries.find_letter_of_bytes(letter.sha256 or "x")]
        assert [one and one.id for one in found] == [letter.id if known else None] * 2
        assert ids(queries.list_of_applicant(isil)) == [letter.id] * known
        assert queries.list_of_applicant(world.user()) == []


def test_letters_that_replace_each_other_find_each_other(world: World) -> None:
    decision = decided(world, world.call())
    old = world.letter(decision, state=S.REPLACED)
    new = world.letter(decision, replaces_id=old.id)
    with world.read():
        successor, predecessor = queries.find_successor(old), queries.find_predecessor(new)
        assert successor
        assert predecessor
        assert (successor.id, predecessor.id) == (new.id, old.id)
        assert (queries.find_successor(new), queries.find_predecessor(old)) == (None, None)


def test_a_letter_that_is_still_made_replaces_nothing_yet(world: World) -> None:
    decision = decided(world, world.call())
    old = world.letter(decision, state=S.REPLACED)
    world.letter(decision, state=S.QUEUED, replaces_id=old.id)
    with world.read():
        assert queries.find_successor(old) is None


def test_a_case_counts_every_letter_and_shows_the_one_that_holds(world: World) -> None:
    decision = decided(world, world.call())
    states = (S.WITHDRAWN, S.REPLACED, S.ISSUED)
    letters = [world.letter(decision, state=state) for state in states]
    world.letter(decided(world, world.call()))
    with world.read():
        found = find_decision(decision.public_id)
        assert found
        issued = queries.find_issued_of(found.application)
        assert (queries.count_of(found.application), issued and issued.id) == (3, letters[2].id)
        other = find_application(world.application(world.call()).public_id)
        assert other
        assert (queries.count_of(other), queries.find_issued_of(other)) == (0, None)


def test_the_letters_of_a_call_stand_by_their_numbers_and_are_counted_by_state(world: World) -> None:
    call, other = world.call(), world.call()
    made = {
        number: world.letter(decided(world, call), state=state, number=number)
        for number, state in (("3", S.QUEUED), ("1", S.ISSUED), ("2", S.QUEUED))
    }
    elsewhere = world.letter(decided(world, other))
    with world.read():
        assert [one.number for one in queries.list_for_call(call)] == ["1", "2", "3"]
        assert [one.number for one in queries.list_for_call(call, "queued")] == ["2", "3"]
        assert list(queries.list_queued(call.public_id)) == [made["3"].public_id, made["2"].public_id]
        assert queries.count_by_state([call.id]) == {(call.id, "queued"): 2, (call.id, "issued"): 1}
        assert queries.count_by_state([other.id, call.id])[other.id, "issued"] == 1
        assert ids(queries.list_newest(9)) == [elsewhere.id, made["1"].id]
        assert ids(queries.list_newest(1)) == [elsewhere.id]


def test_the_first_opening_is_that_of_the_person_to_whom_the_letter_goes(world: World) -> None:
    isil = world.user("Işıl")
    letter, unread = (world.letter(decided(world, world.call(), isil)) for _ in range(2))
    for hours, reader in ((1, world.user()), (3, isil), (2, isil)):
        at = AT + timedelta(hours=hours)
        world.add(ReadEvent(case=f"letter:{letter.public_id}", at=at, actor_id=reader.id, verb="letter.read"))
    with world.read():
        found = [queries.find_letter(one.public_id) for one in (letter, unread)]
        assert queries.first_openings([one for one in found if one]) == {
            letter.public_id: AT + timedelta(hours=2)
        }


def test_the_history_of_a_letter_leaves_out_what_else_happened_to_its_case(world: World) -> None:
    decision = decided(world, world.call())
    letter = world.letter(decision)
    with world.act():
        found = queries.find_letter(letter.public_id)
        assert found
        case = case_of(found.decision.application)
        for verb, facts in (
            ("application.submit", {}),
            ("letter.queue", {"letter": letter.public_id}),
            ("letter.issue", {"letter": "another"}),
            ("letter.withdraw", {"letter": letter.public_id}),
        ):
            record(case, verb, by=None, at=AT, **facts)
        assert [event.verb for event in queries.list_history(found)] == ["letter.queue", "letter.withdraw"]


def facts_of(world: World, letter: Letter) -> queries.LetterFacts:
    """The facts from which the letter's text would be made."""
    with world.read():
        found = queries.find_letter(letter.public_id)
        assert found
        return queries.facts_of(found, base_url="https://exchange.example", on=ON)


def test_the_facts_are_those_of_the_decision_and_only_submitted_cases_are_counted(world: World) -> None:
    call = world.call(direction="outbound")
    world.application(call, state=ApplicationState.DRAFT)
    letter = world.letter(decided(world, call, world.user("Işıl", town="İzmir", country_code="TR")))
    facts = facts_of(world, letter)
    assert (facts.recipient.town_upper, facts.recipient.country_upper) == ("İZMİR", "TÜRKEI")
    assert (facts.host_city["tr"], facts.verify_url) == (
        "İstanbul",
        f"https://exchange.example/verify/{letter.code}",
    )
    assert (facts.grounds.applications, facts.monthly_rate_cents, facts.next_call) == (1, 200_000, None)
    assert (facts.amount_cents, facts.requested_cents, facts.issued_on) == (1_000_000, 1_000_000, ON)


@pytest.mark.parametrize(
    ("kind", "decision", "case", "wanted"),
    [
        (DecisionKind.AWARD_PARTIAL, {"amount_cents": 999_999}, {}, (0, 2, 1, False)),
        (DecisionKind.REJECTION, {}, {}, (200_000, 2, 1, True)),
        (DecisionKind.REJECTION, {}, {"exclusion_code": "late"}, (200_000, 0, 0, True)),
    ],
)
def test_uneven_money_names_no_rate_and_a_formal_reason_speaks_of_no_competition(
    world: World, kind: DecisionKind, decision: dict[str, Any], case: dict[str, Any], wanted: tuple[Any, ...]
) -> None:
    letter = world.letter(decided(world, world.call(), kind=kind, case=case, **decision))
    facts = facts_of(world, letter)
    grounds = facts.grounds
    assert (
        facts.monthly_rate_cents,
        len(grounds.criteria),
        grounds.applications,
        facts.next_call is not None,
    ) == wanted


@pytest.mark.parametrize(
    ("turkish", "wanted"),
    [
        (
            "Jüri ikna oldu.",
            {"de": "Die Jury hat überzeugt.", "en": "The jury was convinced.", "tr": "Jüri ikna oldu."},
        ),
        ("", {"de": "Die Jury hat überzeugt.", "en": "The jury was convinced."}),
    ],
)
def test_the_reasons_reach_the_letter_in_each_language_that_they_have(
    world: World, turkish: str, wanted: dict[str, str]
) -> None:
    rejected = decided(world, world.call(), kind=DecisionKind.REJECTION, reason_turkish=turkish)
    assert facts_of(world, world.letter(rejected)).grounds.finding == wanted


def test_a_corrected_address_counts_for_the_letter_and_not_for_the_person(world: World) -> None:
    letter = world.letter(
        decided(world, world.call(), world.user(address_extra="c/o old")),
        state=S.QUEUED,
        facts={"address": {"address_extra": "", "street": "Neue Straße 1"}},
    )
    recipient = facts_of(world, letter).recipient
    assert (recipient.street, recipient.town, recipient.extra_lines) == ("Neue Straße 1", "Berlin", ())


@pytest.mark.parametrize(("language", "courtesy"), [("tr", "tr"), ("en", "en"), ("de", "en"), ("fr", "en")])
def test_the_courtesy_page_is_in_a_language_that_is_offered(
    world: World, language: str, courtesy: str
) -> None:
    letter = world.letter(decided(world, world.call()), language=language)
    assert facts_of(world, letter).courtesy_language == courtesy


def test_an_award_after_a_place_on_the_reserve_list_replaces_no_decision(world: World) -> None:
    award = decided(world, world.call())
    old = world.letter(award, state=S.REPLACED)
    assert facts_of(world, world.letter(award, replaces_id=old.id)).replaces == old.number
    notice = world.letter(decided(world, world.call(), kind=DecisionKind.RESERVE))
    follows = world.letter(decided(world, world.call()), replaces_id=notice.id)
    assert facts_of(world, follows).replaces == ""


def test_what_would_stop_a_letter_is_foreseen_before_the_release(world: World) -> None:
    call = world.call()
    good = decided(world, call, state=DecisionState.APPROVED, released_at=None)
    bad = decided(
        world, call, world.user(name_latin="𓀀", street=""), state=DecisionState.APPROVED, released_at=None
    )
    with world.read():
        decisions = [find_decision(one.public_id) for one in (good, bad)]
        seen = queries.foresee([one for one in decisions if one], base_url="https://x.example", on=ON)
        assert [[str(one) for one in found.problems] for found in seen] == [
            [],
            ["The recipient’s address has no street.", "No font of the letters can draw: 𓀀"],
        ]
        assert queries.foresee([], base_url="https://x.example", on=ON) == []
