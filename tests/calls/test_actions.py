"""Making, copying, editing, publishing and closing calls."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from portal.access import Role
from portal.accounts.models import User
from portal.audit import case_of, verify
from portal.audit.queries import list_events
from portal.calls import actions, queries
from portal.calls.models import Call, Frozen
from portal.calls.states import CallState
from portal.cities.actions import seed_cities
from portal.cities.models import City
from portal.cities.queries import find_city
from portal.errors import Refused
from portal.questionnaire import content_hash, digest, parse_questionnaire
from tests.factories import World

OPENS = datetime(2026, 9, 15, 7, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
READY: dict[str, Any] = {
    "periods": [{"start": "2027-07-15", "end": "2027-12-15"}, {"start": "2028-01-15", "end": "2028-06-15"}],
    "results_on": date(2027, 2, 26),
}


@pytest.fixture
def officer(world: World) -> User:
    """A programme officer."""
    with world.act():
        seed_cities()
        actions.seed_programmes()
    return world.user(roles=(Role.OFFICER,))


def _city(slug: str) -> City:
    found = find_city(slug)
    assert found is not None
    return found


def _call(slug: str) -> Call:
    found = queries.find_call(slug)
    assert found is not None
    return found


def _make(officer: User, *, template: str = "residency-berlin", city: str = "istanbul", **facts: Any) -> Call:
    programme = queries.find_programme(template)
    assert programme is not None
    values = {"slug": "istanbul-berlin-2027", "code": "IST", "opens_at": OPENS, "deadline_at": DEADLINE}
    return actions.create_from_template(
        programme, city=_city(city), by=officer, at=NOW, **(values | READY | facts)
    )


def _verbs(call: Call) -> list[str]:
    return [event.verb for event in list_events(case_of(call))]


def test_programmes_are_seeded_once_with_their_authority(world: World, officer: User) -> None:
    with world.act():
        assert actions.seed_programmes() == []
    with world.read():
        assert [(one.slug, one.authority.remedy_kind) for one in queries.list_programmes()] == [
            ("residency-abroad", "klage"),
            ("residency-berlin", "klage"),
            ("study-abroad", "klage"),
            ("youth-exchange", "klage"),
        ]


def test_a_call_made_from_a_template_is_a_sound_draft(world: World, officer: User) -> None:
    with world.act():
        _make(officer)
    with world.read():
        call = _call("istanbul-berlin-2027")
        assert (call.state, call.direction, call.places, call.months, call.budget_cents) == (
            CallState.DRAFT, "inbound", 2, 5, 2000000,
        )  # fmt: skip
        assert call.title["de"] == "Atelierstipendium in Berlin für Künstlerinnen und Künstler aus Istanbul"
        assert actions.facts_of(call).questionnaire.key == "residency"
        assert _verbs(call) == ["call.create"]


def test_facts_given_replace_what_the_template_says(world: World, officer: User) -> None:
    with world.act():
        _make(officer, places=1, reserves=1, budget_cents=1000000, title={"en": "Studio", "de": "Atelier"})
    with world.read():
        call = _call("istanbul-berlin-2027")
        assert (call.places, call.reserves, call.budget_cents, call.title["en"]) == (1, 1, 1000000, "Studio")


def test_a_fact_that_no_call_has_is_a_bug(world: World, officer: User) -> None:
    with pytest.raises(TypeError), world.act():
        _make(officer, state=CallState.PUBLISHED.value)


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("a dormant city", {"city": "moscow"}, "This partnership is dormant. No new call can be opened for it."),
    ("a deadline before the opening", {"deadline_at": OPENS}, "The deadline must come after the opening."),
]


@pytest.mark.parametrize(("case", "facts", "sentence"), REFUSED)
def test_a_call_is_not_made_for(
    case: str, facts: dict[str, Any], sentence: str, world: World, officer: User
) -> None:
    with pytest.raises(Refused) as refused, world.act():
        _make(officer, **facts)
    assert str(refused.value.sentence) == sentence


def test_an_address_is_given_once(world: World, officer: User) -> None:
    with world.act():
        _make(officer)
    with pytest.raises(actions.SlugTaken), world.act():
        _make(officer)


def test_a_copy_is_a_draft_a_year_later_by_the_clocks_of_its_zone(world: World, officer: User) -> None:
    with world.act():
        made = _make(officer, title={"en": "Istanbul → Berlin 2027", "de": "Istanbul → Berlin 2027"})
        actions.publish(made, by=officer, at=NOW)
    with world.act():
        actions.copy(_call("istanbul-berlin-2027"), slug="istanbul-berlin-2028", by=officer, at=DEADLINE)
    with world.read():
        first, copied = _call("istanbul-berlin-2027"), _call("istanbul-berlin-2028")
        assert {name: getattr(copied, name) for name in actions.COPIED} == {
            name: getattr(first, name) for name in actions.COPIED
        }
        assert (copied.state, copied.rubric_hash, copied.published_at) == (CallState.DRAFT, "", None)
        assert (copied.title["en"], copied.opens_at, copied.deadline_at, copied.results_on) == (
            "Istanbul → Berlin 2028",
            OPENS.replace(year=2027),
            DEADLINE.replace(year=2027),
            date(2028, 2, 26),
        )
        assert copied.periods == [
            {"start": "2028-07-15", "end": "2028-12-15"},
            {"start": "2029-01-15", "end": "2029-06-15"},
        ]
        assert copied.copied_from_id == first.id
        assert copied.questionnaire_id != first.questionnaire_id
        assert copied.questionnaire.frozen_at is None


def test_a_call_of_a_city_that_became_dormant_is_not_copied(world: World, officer: User) -> None:
    with world.act():
        made = _make(officer)
        made.city.status = "dormant"
    with pytest.raises(Refused), world.act():
        actions.copy(_call("istanbul-berlin-2027"), slug="again", by=officer, at=NOW)


def test_a_draft_is_edited_and_the_log_names_what_changed(world: World, officer: User) -> None:
    with world.act():
        _make(officer)
    with world.act():
        actions.edit(_call("istanbul-berlin-2027"), by=officer, at=NOW, places=1, months=5, notes="Ask IV B.")
    with world.read():
        call = _call("istanbul-berlin-2027")
        assert (call.places, call.notes) == (1, "Ask IV B.")
        assert [event.facts for event in list_events(case_of(call))][1:] == [{"changed": ["notes", "places"]}]
        assert verify() == []


def test_an_edit_that_changes_nothing_leaves_no_event(world: World, officer: User) -> None:
    with world.act():
        _make(officer)
    with world.act():
        actions.edit(_call("istanbul-berlin-2027"), by=officer, at=NOW, places=2)
    with world.read():
        assert _verbs(_call("istanbul-berlin-2027")) == ["call.create"]


def test_publishing_freezes_the_questions_and_the_criteria(world: World, officer: User) -> None:
    with world.act():
        actions.publish(_make(officer), by=officer, at=NOW)
    with world.read():
        call = _call("istanbul-berlin-2027")
        asked = parse_questionnaire(call.questionnaire.content)
        assert (call.state, call.published_at, call.questionnaire.frozen_at) == (
            CallState.PUBLISHED,
            NOW,
            NOW,
        )
        assert (call.questionnaire.hash, call.rubric_hash) == (content_hash(asked), digest(call.rubric))
        assert _verbs(call) == ["call.create", "call.publish"]


def test_a_call_with_one_period_freezes_questions_that_do_not_ask_which(world: World, officer: User) -> None:
    with world.act():
        actions.publish(_make(officer, periods=READY["periods"][:1]), by=officer, at=NOW)
    with world.read():
        asked = parse_questionnaire(_call("istanbul-berlin-2027").questionnaire.content)
        assert asked.question("preferred_period") is None


def test_a_flawed_draft_is_not_published_and_all_its_flaws_are_named(world: World, officer: User) -> None:
    with world.act():
        _make(officer, places=3, results_on=date(2026, 12, 1))
    with pytest.raises(actions.NotPublishable) as refused, world.act():
        actions.publish(_call("istanbul-berlin-2027"), by=officer, at=NOW)
    assert len(refused.value.problems) == 2
    with world.read():
        assert _call("istanbul-berlin-2027").state == CallState.DRAFT


def test_what_a_published_call_says_is_not_edited(world: World, officer: User) -> None:
    with world.act():
        actions.publish(_make(officer), by=officer, at=NOW)
    with pytest.raises(Refused) as refused, world.act():
        actions.edit(_call("istanbul-berlin-2027"), by=officer, at=NOW, places=1)
    assert "Copy it" in str(refused.value.sentence)


def _other_rubric(call: Call) -> None:
    call.rubric = call.rubric[:1]


def _other_questions(call: Call) -> None:
    call.questionnaire.content = call.questionnaire.content | {"key": "other"}


def _thaw(call: Call) -> None:
    call.questionnaire.frozen_at, call.questionnaire.content = None, {}


@pytest.mark.parametrize("change", [_other_rubric, _other_questions, _thaw])
def test_no_code_changes_what_was_frozen(change: Callable[[Call], None], world: World, officer: User) -> None:
    with world.act():
        actions.publish(_make(officer), by=officer, at=NOW)
    with pytest.raises(Frozen), world.act():
        change(_call("istanbul-berlin-2027"))


def test_a_call_lives_through_its_states_in_order(world: World, officer: User) -> None:
    after = DEADLINE + timedelta(seconds=1)
    with world.act():
        call = _make(officer)
        actions.publish(call, by=officer, at=NOW)
        actions.close(call, by=officer, at=after)
        actions.start_review(call, by=officer, at=after)
        actions.decide(call, by=officer, at=after)
        actions.archive(call, by=officer, at=after)
    with world.read():
        assert _verbs(_call("istanbul-berlin-2027")) == [
            "call.create", "call.publish", "call.close", "call.start_review", "call.decide", "call.archive",
        ]  # fmt: skip


def test_a_call_is_not_closed_before_its_deadline(world: World, officer: User) -> None:
    with world.act():
        actions.publish(_make(officer), by=officer, at=NOW)
    with pytest.raises(Refused), world.act():
        actions.close(_call("istanbul-berlin-2027"), by=officer, at=DEADLINE)


def test_the_demo_lets_the_deadline_pass_and_the_log_says_so(world: World, officer: User) -> None:
    with world.act():
        call = _make(officer)
        actions.publish(call, by=officer, at=NOW)
        actions.close(call, by=officer, at=NOW, early=True)
    with world.read():
        closed = _call("istanbul-berlin-2027")
        assert closed.state == CallState.CLOSED
        assert list_events(case_of(closed))[-1].facts == {"early": True}


def test_a_draft_is_neither_closed_nor_reviewed(world: World, officer: User) -> None:
    with world.act():
        _make(officer)
    for act in (actions.start_review, actions.decide, actions.archive):
        with pytest.raises(Refused), world.act():
            act(_call("istanbul-berlin-2027"), by=officer, at=NOW)
