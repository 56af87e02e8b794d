"""When a call may be published, opened, copied and closed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from portal.calls import programmes, rules
from portal.calls.rules import Block
from portal.calls.states import CallState
from portal.cities.states import CityStatus
from portal.local_time import Shift
from portal.questionnaire import Questionnaire, dump_questionnaire, load, parse_questionnaire
from tests.calls.examples import BOTH, NOW, sound_facts

RUBRIC = programmes.load("residency-berlin")["rubric"]
OPENS = datetime(2026, 9, 15, 7, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_sound_call_may_be_published() -> None:
    assert rules.publishable(sound_facts(), NOW) == []


SPOILED = [
    ({"city_status": "dormant"}, "This partnership is dormant. No new call can be opened for it."),
    ({"city_status": "ended"}, "This partnership has ended. No new call can be opened for it."),
    ({"title": {"de": "Titel"}}, "The title is missing in English."),
    ({"summary": {"en": "Summary"}}, "The summary is missing in German."),
    (
        {"texts": {"offer": BOTH, "eligibility": BOTH, "selection": {"en": "So."}}},
        "The section “How the selection works” is missing in German.",
    ),
    (
        {"provisions": {"de": ["Eins.", "Zwei."], "en": ["One.", "Two."], "tr": ["Bir."]}},
        "Each of the 2 provisions is needed in Turkish too.",
    ),
    (
        {"provisions": {"de": ["Eins.", "Zwei."], "en": ["One."]}},
        "Each of the 2 provisions is needed in English too.",
    ),
    ({"rubric": []}, "The call has no criterion by which the jury judges."),
    ({"rubric": RUBRIC[:4]}, "The weights add up to 90; they must add up to 100."),
    ({"places": 0}, "The call has no place to award."),
    ({"months": 0}, "The call does not say how many months a place lasts."),
    (
        {"budget_cents": 1999999},
        "All places together cost 20,000.00\u00a0EUR, but the budget is 19,999.99\u00a0EUR.",
    ),
    ({"opens_at": DEADLINE}, "The deadline must come after the opening."),
    ({"periods": []}, "The call names no period of stay."),
    ({"results_on": date(2026, 10, 14)}, "The results are announced before the deadline."),
    (
        {"periods": [{"start": "2027-06-15", "end": "2027-01-15"}]},
        "The period that begins on 2027-06-15 ends before it begins.",
    ),
    (
        {"periods": [{"start": "2026-10-14", "end": "2027-01-15"}]},
        "The period that begins on 2026-10-14 begins before the deadline.",
    ),
    (
        {"deadline_at": datetime(2026, 10, 25, 0, 30, tzinfo=UTC)},
        "At the deadline the clocks are set back, so its time comes twice. Please choose another.",
    ),
    (
        {"questionnaire": Questionnaire(key="empty", sections=())},
        "The questionnaire has no section.",
    ),
]


@pytest.mark.parametrize(("changes", "sentence"), SPOILED)
def test_each_flaw_keeps_a_call_from_being_published_and_is_named(
    changes: dict[str, Any], sentence: str
) -> None:
    assert [str(one) for one in rules.publishable(sound_facts(**changes), NOW)] == [sentence]


def test_a_call_whose_deadline_has_passed_is_not_published() -> None:
    assert [str(one) for one in rules.publishable(sound_facts(), DEADLINE)] == [
        "The deadline has already passed."
    ]


def test_the_whole_budget_may_be_announced_to_the_cent() -> None:
    assert rules.cost_cents(2, 5, 200000) == 2000000
    assert rules.publishable(sound_facts(budget_cents=2000000), NOW) == []


DOUBTS = [
    ({"deadline_at": datetime(2026, 10, 13, 22, 0, tzinfo=UTC)}, "midnight"),
    ({"deadline_at": datetime(2026, 10, 17, 12, 0, tzinfo=UTC)}, "weekend"),
    ({"months": 3}, "not as long as the months"),
    ({"results_on": None}, "when to expect results"),
]


@pytest.mark.parametrize(("changes", "words"), DOUBTS)
def test_what_only_looks_odd_is_said_but_prevents_nothing(changes: dict[str, Any], words: str) -> None:
    facts = sound_facts(**changes)
    found = rules.doubts(facts)
    assert (len(found), words in str(found[0])) == (1, True)
    assert rules.publishable(facts, NOW) == []


def test_a_sound_call_raises_no_doubts() -> None:
    assert rules.doubts(sound_facts()) == []


def _rubric(**changes: Any) -> list[dict[str, Any]]:
    return [RUBRIC[0] | changes, *RUBRIC[1:]]


RUBRICS = [
    (_rubric(weight=41), ["The weights add up to 101; they must add up to 100."]),
    (_rubric(title={"de": "Qualität"}), ["The criterion artistic_quality has no title in English."]),
    (
        _rubric(anchors={"11": BOTH}),
        ["The criterion artistic_quality explains a point that nobody can give."],
    ),
    (_rubric(key="project"), ["Two criteria have the same name."]),
    (
        [_rubric(weight=0)[0], RUBRIC[1] | {"weight": 65}, *RUBRIC[2:]],
        ["The weight of the criterion artistic_quality must be between 1 and 100."],
    ),
    (RUBRIC, []),
]


@pytest.mark.parametrize(("rubric", "sentences"), RUBRICS)
def test_a_rubric_must_add_up_and_be_clear(rubric: list[dict[str, Any]], sentences: list[str]) -> None:
    assert [str(one) for one in rules.rubric_problems(rubric)] == sentences


# State, moment → why nobody can begin an application.
APPLYING = [
    (CallState.DRAFT, OPENS, "This call is not published yet."),
    (CallState.PUBLISHED, OPENS - MINUTE, "This call is not open yet."),
    (CallState.PUBLISHED, OPENS, None),
    (CallState.PUBLISHED, DEADLINE, None),
    (CallState.PUBLISHED, DEADLINE + MINUTE, "This call is closed. New applications are not taken any more."),
    (CallState.CLOSED, OPENS, "This call is closed. New applications are not taken any more."),
    (CallState.IN_REVIEW, OPENS, "This call is closed. New applications are not taken any more."),
    (CallState.DECIDED, OPENS, "This call is closed. New applications are not taken any more."),
]


@pytest.mark.parametrize(("state", "at", "sentence"), APPLYING)
def test_one_can_apply_from_the_opening_up_to_the_very_deadline(
    state: CallState, at: datetime, sentence: str | None
) -> None:
    found = rules.apply_refused(state, OPENS, DEADLINE, at)
    assert (found if found is None else str(found)) == sentence


CLOSING = [
    ("before the deadline", -MINUTE, False, False),
    ("at the very deadline", timedelta(0), False, False),
    ("after the deadline", MINUTE, False, True),
    ("before the deadline, in the demo", -MINUTE, True, True),
]


@pytest.mark.parametrize(("case", "shift", "early", "allowed"), CLOSING)
def test_a_call_is_closed_after_its_deadline_only(
    case: str, shift: timedelta, early: bool, allowed: bool
) -> None:
    assert (rules.close_refused(DEADLINE, DEADLINE + shift, early=early) is None) is allowed


@pytest.mark.parametrize(
    ("status", "allowed"), [(CityStatus.ACTIVE, True), (CityStatus.DORMANT, False), (CityStatus.ENDED, False)]
)
def test_calls_are_opened_for_living_partnerships_only(status: CityStatus, allowed: bool) -> None:
    assert (rules.new_call_refused(status) is None) is allowed


YEARS = [
    ("Istanbul → Berlin 2027", "Istanbul → Berlin 2028"),
    ("Residencies 2026/27", "Residencies 2027/28"),
    ("Residenzen 2099/00", "Residenzen 2100/01"),
    ("istanbul-berlin-2027", "istanbul-berlin-2028"),
    ("No year, room 12027", "No year, room 12027"),
]


@pytest.mark.parametrize(("text", "later"), YEARS)
def test_years_in_titles_and_addresses_move_on(text: str, later: str) -> None:
    assert rules.years_later(text, 1) == later


def test_periods_move_on_by_a_year() -> None:
    periods = [{"start": "2027-09-01", "end": "2028-02-29"}]
    assert rules.periods_later(periods, 1) == [{"start": "2028-09-01", "end": "2029-02-28"}]
    assert rules.periods_later(periods, 4) == [{"start": "2031-09-01", "end": "2032-02-29"}]


def test_years_move_on_by_as_many_as_the_dates() -> None:
    assert rules.years_later("Residencies 2026/27", 3) == "Residencies 2029/30"


def _noon(*day: int) -> datetime:
    return datetime(*day, 11, tzinfo=UTC)  # type: ignore[misc]  # year, month, day


# The deadline copied, when it is copied → how far it moves, and the day that it then is in Berlin.
SHIFTS = [
    ("the same date", _noon(2025, 10, 14), NOW, Shift(1), date(2026, 10, 14)),
    ("a Saturday", _noon(2025, 10, 31), NOW, Shift(1, keeps_weekday=True), date(2026, 10, 30)),
    ("Unity Day", _noon(2027, 10, 4), NOW, Shift(1), date(2028, 10, 4)),
    ("Women’s Day", _noon(2026, 3, 8), NOW, Shift(1), date(2027, 3, 8)),
    ("old calls until they are to come", _noon(2021, 6, 1), NOW, Shift(6), date(2027, 6, 1)),
    ("a leap day", _noon(2028, 2, 29), NOW, Shift(1), date(2029, 2, 28)),
    (
        "a leap day to the next",
        _noon(2028, 2, 29),
        _noon(2031, 3, 1),
        Shift(4, keeps_weekday=True),
        date(2032, 3, 2),
    ),
]


@pytest.mark.parametrize(("case", "deadline", "at", "shift", "falls"), SHIFTS)
def test_a_copy_moves_until_its_deadline_is_to_come_and_off_days_without_work(
    case: str, deadline: datetime, at: datetime, shift: Shift, falls: date
) -> None:
    found = rules.usual_shift(deadline, "Europe/Berlin", at)
    assert (found, found.moment(deadline, "Europe/Berlin").date()) == (shift, falls)


def test_every_date_of_a_copy_is_told_with_what_to_note() -> None:
    facts = {
        "opens_at": datetime(2026, 9, 15, 7, 0, tzinfo=UTC),
        "deadline_at": datetime(2026, 10, 3, 12, 0, tzinfo=UTC),
        "deadline_zone": "Europe/Berlin",
        "results_on": date(2026, 11, 27),
        "periods": [{"start": "2027-01-15", "end": "2027-06-15"}],
    }
    told = [
        (str(row.what), row.before, row.after, str(row.note or "")) for row in rules.moves(facts, Shift())
    ]
    assert told == [
        ("Opens", facts["opens_at"], datetime(2027, 9, 15, 7, 0, tzinfo=UTC), ""),
        (
            "Deadline",
            facts["deadline_at"],
            datetime(2027, 10, 3, 12, 0, tzinfo=UTC),
            "Tag der Deutschen Einheit, a public holiday in Berlin",
        ),
        ("Results expected", date(2026, 11, 27), date(2027, 11, 27), "a weekend"),
        ("First day of the stay", date(2027, 1, 15), date(2028, 1, 15), ""),
        ("Last day of the stay", date(2027, 6, 15), date(2028, 6, 15), ""),
    ]


def test_a_text_falls_into_paragraphs_and_lists() -> None:
    text = "You receive:\n\n- a flat,\n- a grant.\n\n\nYou pay\nthe rest."
    assert rules.blocks(text) == [
        Block(False, ("You receive:",)),
        Block(True, ("a flat,", "a grant.")),
        Block(False, ("You pay", "the rest.")),
    ]


def test_the_city_is_named_in_the_language_of_each_text() -> None:
    texts = {"title": {"en": "For {city}", "de": "Aus {city}", "tr": "{city}"}}
    names = {"en": "Warsaw", "de": "Warschau", "native": "Warszawa"}
    assert rules.named(texts, names) == {"title": {"en": "For Warsaw", "de": "Aus Warschau", "tr": "Warsaw"}}


def test_a_call_with_one_period_does_not_ask_which() -> None:
    content = dump_questionnaire(load("residency"))
    one, two = (_keys(rules.fitted(content, periods=count, disciplines=[])) for count in (1, 2))
    assert set(two) - set(one) == {"preferred_period"}


def test_a_call_for_some_disciplines_offers_only_these() -> None:
    content = dump_questionnaire(load("residency"))
    fitted = rules.fitted(content, periods=2, disciplines=["literature", "film"])
    assert [key for key, _ in rules.disciplines_in(fitted)] == ["literature", "film"]
    assert rules.fitted(fitted, periods=2, disciplines=["literature", "film"]) == fitted


def _keys(content: dict[str, Any]) -> list[str]:
    return [question.key for question in parse_questionnaire(content).questions()]


def test_anchors_are_read_as_they_are_written() -> None:
    anchors = {
        "10": {"en": "Outstanding: rare.", "de": "Herausragend."},
        "0": {"en": "Nothing.", "de": "Nichts."},
    }
    lines = {code: rules.write_anchors(anchors, code) for code in ("en", "de")}
    read = {code: rules.read_anchors(text) for code, text in lines.items()}
    assert lines["en"] == "0: Nothing.\n10: Outstanding: rare."
    assert rules.join_anchors(read) == anchors  # type: ignore[arg-type]  # no line is refused here


def test_a_line_that_names_no_point_is_refused_by_its_words() -> None:
    assert "“very good”" in str(rules.read_anchors("10: fine\nvery good"))


@pytest.mark.parametrize(
    ("text", "sound"),
    [("istanbul-berlin-2027", True), ("Istanbul", False), ("a--b", False), ("-a", False), ("", False)],
)
def test_an_address_holds_small_letters_digits_and_single_hyphens(text: str, sound: bool) -> None:
    assert rules.is_slug(text) is sound


@pytest.mark.parametrize(("text", "sound"), [("IST", True), ("I", False), ("İST", False), ("ISTANBU", False)])
def test_a_code_holds_two_to_six_plain_capitals(text: str, sound: bool) -> None:
    assert rules.is_code(text) is sound


@pytest.mark.parametrize("name", programmes.names())
def test_every_programme_template_has_sound_texts_and_criteria(name: str) -> None:
    template = programmes.load(name)
    facts = sound_facts(
        **template["call"],
        rubric=template["rubric"],
        provisions=template["provisions"],
        questionnaire=load(template["questionnaire"]),
    )
    assert rules.publishable(facts, NOW) == []
    assert set(template["call"]["texts"]) == set(rules.SECTIONS)


def test_an_unknown_template_is_no_file() -> None:
    for name in ("../residency", "rubrics", "nothing"):
        with pytest.raises(KeyError):
            programmes.load(name)
