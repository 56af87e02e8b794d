"""Places, money, four eyes and the release as tables of plain values."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portal.decisions import rules
from portal.decisions.rules import Content, Ranked, Standing, Totals
from portal.words import Sentence
from tests.decisions.stage import content, pool

ON = date(2026, 11, 20)


def told(*found: Sentence | None) -> list[str]:
    return [str(one) for one in found if one is not None]


@pytest.mark.parametrize(
    ("totals", "wanted"),
    [
        (Totals(), []),
        (Totals(awards=1, reserves=1, rejections=58, amount_cents=1_000_000), []),
        (Totals(awards=1, partial_awards=1), ["These would be 2 awards, but the call has 1 places."]),
        (
            Totals(awards=1, amount_cents=1_000_001),
            [
                "The awards would cost 10,000.01\u00a0EUR together, but the budget is 10,000.00\u00a0EUR.",
            ],
        ),
        (
            Totals(reserves=2),
            ["These would be 2 on the reserve list, but the call has 1 reserve places."],
        ),
    ],
)
def test_a_call_gives_no_more_than_it_has(totals: Totals, wanted: list[str]) -> None:
    assert told(rules.pool_refused(totals, pool())) == wanted


@pytest.mark.parametrize(
    ("ranks", "is_fine"),
    [([], True), ([1], True), ([2, 1], True), ([2], False), ([1, 1], False), ([1, 3], False)],
)
def test_the_reserve_list_counts_without_gap_or_double(ranks: list[int], is_fine: bool) -> None:
    assert (rules.ranks_refused(ranks) is None) == is_fine


@pytest.mark.parametrize(
    ("wanted", "fields"),
    [
        (content("award"), []),
        (content("award_partial"), []),
        (content("reserve"), []),
        (content("rejection"), []),
        (content("gift"), ["kind"]),
        (content("award", amount_cents=0), ["amount"]),
        (content("award", amount_cents=1_000_001), ["amount"]),
        (content("award", period_start=None), ["period"]),
        (content("award", period_end=date(2027, 1, 1)), ["period"]),
        (content("award", answer_by=None), ["answer_by"]),
        (content("award", answer_by=date(2027, 2, 1)), ["answer_by"]),
        (content("award_partial", amount_cents=1_000_000), ["amount"]),
        (content("award_partial", reason=" "), ["reason"]),
        (content("reserve", reserve_rank=None), ["reserve_rank"]),
        (content("reserve", reserve_rank=0), ["reserve_rank"]),
        (content("reserve", reserve_rank=10**40), ["reserve_rank"]),
        (content("reserve", reserve_until=None), ["reserve_until"]),
        (content("rejection", reason=""), ["reason"]),
        (content("rejection", reason="x" * 2_001), ["reason"]),
        (content("rejection", amount_cents=1), ["amount"]),
    ],
)
def test_each_kind_needs_its_own_facts(wanted: Content, fields: list[str]) -> None:
    assert [field for field, _ in rules.content_problems(wanted, pool())] == fields


@pytest.mark.parametrize(
    ("facts", "is_fine"),
    [
        ({}, True),
        ({"application_state": "excluded"}, True),
        ({"application_state": "submitted"}, False),
        ({"application_state": "withdrawn"}, False),
        ({"public_state": "reserve"}, False),
        ({"hands": frozenset({7})}, False),
        ({"hands": frozenset({1, 7})}, False),
    ],
)
def test_who_may_prepare_a_decision(facts: dict[str, Any], is_fine: bool) -> None:
    known: dict[str, Any] = {
        "applicant_id": 7,
        "hands": frozenset({1}),
        "application_state": "admitted",
        "public_state": "pending",
    }
    assert (rules.proposal_refused(**(known | facts)) is None) == is_fine


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({}, []),
        ({"by_id": 1}, ["You prepared this decision yourself. A second person has to approve it."]),
        (
            {"for_ids": frozenset({1})},
            ["The person for whom you act prepared this decision. Somebody else has to approve it."],
        ),
        (
            {"preparers": frozenset({1, 3}), "by_id": 3},
            ["You prepared this decision yourself. A second person has to approve it."],
        ),
        (
            {"preparers": frozenset({1, 3}), "for_ids": frozenset({3})},
            ["The person for whom you act prepared this decision. Somebody else has to approve it."],
        ),
        ({"by_id": 7}, ["This is your own application. Somebody else has to approve its decision."]),
        (
            {"for_ids": frozenset({7})},
            ["This is your own application. Somebody else has to approve its decision."],
        ),
        (
            {"is_as_seen": False},
            ["This decision was changed after the page was opened. Please look at it again."],
        ),
    ],
)
def test_a_second_person_approves_the_very_same_content(facts: dict[str, Any], wanted: list[str]) -> None:
    known: dict[str, Any] = {
        "preparers": frozenset({1}),
        "by_id": 2,
        "for_ids": frozenset(),
        "applicant_id": 7,
        "is_as_seen": True,
    }
    assert told(rules.approval_refused(**(known | facts))) == wanted


def test_a_decision_without_a_turkish_text_keeps_the_hash_under_which_it_was_approved() -> None:
    kept = "ad17867107335eb181cbe9277967b87f6255d21773736f3682316652b706b71b"
    assert rules.content_hash(content("rejection"), "c") == kept


def test_every_change_of_content_changes_its_hash() -> None:
    base = content("award")
    changed = {
        "kind": "award_partial",
        "amount_cents": 1,
        "currency": "USD",
        "months": 1,
        "period_start": ON,
        "period_end": ON,
        "reserve_rank": 1,
        "reserve_until": ON,
        "answer_by": ON,
        "reason": "x",
        "reason_translation": "x",
        "reason_turkish": "x",
    }
    others = {
        rules.content_hash(content("award", **{name: value}), "c")
        for name, value in changed.items()
        if name != "kind"
    }
    others.add(rules.content_hash(Content(kind="award_partial"), "c"))
    assert set(changed) == set(Content.__dataclass_fields__)
    assert len(others | {rules.content_hash(base, "c"), rules.content_hash(base, "d")}) == len(changed) + 2


def standing(
    state: str | None = "approved", kind: str = "rejection", application: str = "admitted", **facts: Any
) -> Standing:
    return Standing("IST-1", application, state, content(kind, **facts) if state else None)


@pytest.mark.parametrize(
    ("cases", "wanted"),
    [
        ([standing()], []),
        ([standing(kind="award"), standing(kind="reserve")], []),
        ([], ["There is nothing to release."]),
        ([standing(), standing(None)], ["There is no decision yet for: IST-1."]),
        ([standing("proposed")], ["The second person has not approved: IST-1."]),
        ([standing(), standing(None, application="submitted")], ["The formal check is not done for: IST-1."]),
        ([standing(kind="award", answer_by=ON)], ["The last day to accept is over or today for: IST-1."]),
        (
            [standing(kind="reserve", reserve_rank=2)],
            ["The reserve list must count 1, 2, 3 without a gap or a double; now it is 2."],
        ),
        (
            [standing(kind="award"), standing(kind="award")],
            ["These would be 2 awards, but the call has 1 places."],
        ),
    ],
)
def test_what_keeps_outcomes_from_being_released(cases: list[Standing], wanted: list[str]) -> None:
    totals = rules.totals_of(case.content for case in cases if case.content)
    assert (
        told(*rules.release_problems(cases, totals, pool(places=1, budget_cents=9_000_000), on=ON)) == wanted
    )


def ranked(key: str, *figures: str) -> Ranked[str]:
    return Ranked(key, *(Decimal(figure) for figure in figures)) if figures else Ranked(key, None)


@pytest.mark.parametrize(
    ("cases", "kinds", "tied", "unscored"),
    [
        (
            [ranked("a", "7"), ranked("b", "9"), ranked("c", "8"), ranked("d")],
            {"b": ("award", 1), "c": ("reserve", 1), "a": ("rejection", 1)},
            (),
            ("d",),
        ),
        # The first criterion parts a tie, then the median; the order of arrival never does.
        (
            [ranked("a", "8", "7"), ranked("b", "8", "9")],
            {"b": ("award", 1), "a": ("reserve", 1)},
            (),
            (),
        ),
        (
            [ranked("a", "8", "7", "6"), ranked("b", "8", "7", "6"), ranked("c", "5")],
            {"c": ("rejection", 1)},
            ("a", "b"),
            (),
        ),
        (
            [ranked("a", "9"), ranked("b", "5", "5", "5"), ranked("c", "5", "5", "5")],
            {"a": ("award", 1)},
            ("b", "c"),
            (),
        ),
        # A tie below every edge changes nothing.
        (
            [ranked("a", "9"), ranked("b", "8"), ranked("c", "5", "5"), ranked("d", "5", "5")],
            {"a": ("award", 1), "b": ("reserve", 1), "c": ("rejection", 1), "d": ("rejection", 2)},
            (),
            (),
        ),
    ],
)
def test_the_ranking_proposes_and_leaves_ties_over_an_edge_open(
    cases: list[Ranked[str]], kinds: dict[str, Any], tied: tuple[str, ...], unscored: tuple[str, ...]
) -> None:
    assert rules.by_ranking(cases, pool()) == rules.Draft(kinds, tied, unscored)


def test_the_ranking_gives_no_more_places_than_the_budget_pays() -> None:
    cases = [ranked("a", "9"), ranked("b", "8"), ranked("c", "7")]
    draft = rules.by_ranking(cases, pool(places=3, reserves=0, budget_cents=2_500_000))
    assert draft.kinds == {"a": ("award", 1), "b": ("award", 2), "c": ("rejection", 1)}


@pytest.mark.parametrize("kind", ["award", "reserve", "rejection"])
def test_the_usual_content_of_a_kind_needs_nothing_more(kind: str) -> None:
    usual = rules.usual_content(kind, pool(), number=1, on=ON)
    assert rules.content_problems(usual, pool()) == []


def test_awards_take_the_periods_of_the_call_in_turn() -> None:
    summer = (date(2027, 7, 15), date(2027, 12, 15))
    two = pool(periods=(*pool().periods, summer))
    starts = [rules.usual_content("award", two, number=n, on=ON).period_start for n in (1, 2, 3)]
    assert starts == [date(2027, 1, 15), date(2027, 7, 15), date(2027, 1, 15)]


def test_a_formal_exclusion_is_reasoned_by_what_was_wrong_and_not_by_the_jury() -> None:
    usual = rules.usual_content("rejection", pool(), number=1, on=ON, exclusion="late")
    assert (usual.reason, usual.reason_translation, usual.reason_turkish) == (
        (
            "Ihr Antrag konnte aus formalen Gründen nicht berücksichtigt werden: "
            "Er ging nach Ablauf der Frist ein."
        ),
        "Your application could not be considered for formal reasons: It arrived after the deadline.",
        "Başvurunuz biçimsel nedenlerle değerlendirmeye alınamadı: Son başvuru anından sonra ulaştı.",
    )


@pytest.mark.parametrize(("typed", "is_fine"), [(14, True), (13, False), (None, False), (-14, False)])
def test_an_outward_act_needs_the_number_typed(typed: int | None, is_fine: bool) -> None:
    assert (rules.typed_count_refused(typed, 14) is None) == is_fine


@pytest.mark.parametrize(
    ("on", "wanted"), [(date(2026, 11, 1), "2026-12-14"), (date(2026, 12, 5), "2026-12-19")]
)
def test_the_days_to_answer_count_from_the_announced_results_or_from_today(on: date, wanted: str) -> None:
    assert str(rules.answer_day(pool(), on=on)) == wanted
