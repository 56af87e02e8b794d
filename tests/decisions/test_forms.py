"""What is entered about a decision, in full or in the sheet of all cases, and what is approved."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from portal.decisions.forms import (
    ApprovalForm,
    DecisionForm,
    SendBackForm,
    entered,
    form_data,
    sheet_of,
)
from portal.decisions.rules import Content
from portal.words import say
from tests.decisions.stage import END, START, content, pool
from tests.forms import sent, told

LATER = (date(2027, 7, 15), date(2027, 12, 15))
POOL = pool(periods=((START, END), LATER))
EVERYTHING = {
    "amount_cents": "9.500,50",
    "period": "1",
    "answer_by": "2026-12-15",
    "reserve_rank": "2",
    "reserve_until": "14.01.2027",
    "reason": "Ein Satz.",
    "reason_translation": "A sentence.",
    "reason_turkish": "Bir cümle.",
}
REASONS = {"reason": "Ein Satz.", "reason_translation": "A sentence.", "reason_turkish": "Bir cümle."}
AWARD = Content(
    kind="award", amount_cents=950_050, months=5, period_start=LATER[0], period_end=LATER[1],
    answer_by=date(2026, 12, 15), **REASONS,
)  # fmt: skip


def decision(one_app: Flask, typed: dict[str, str]) -> Any:
    def form(meta: Any) -> DecisionForm:
        made = DecisionForm(meta=meta)
        made.offer(POOL)
        return made

    return sent(one_app, form, typed)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("award", AWARD),
        ("award_partial", replace(AWARD, kind="award_partial")),
        ("reserve", Content(kind="reserve", reserve_rank=2, reserve_until=date(2027, 1, 14), **REASONS)),
        ("rejection", Content(kind="rejection", **REASONS)),
    ],
)
def test_only_what_belongs_to_the_kind_is_taken_over(one_app: Flask, kind: str, wanted: Content) -> None:
    with decision(one_app, EVERYTHING | {"kind": kind}) as form:
        assert form.validate()
        assert form.content(POOL) == wanted


@pytest.mark.parametrize(
    ("typed", "complaints"),
    [
        ({"kind": ""}, {"kind": ["Please choose: “Decision”"]}),
        ({"kind": "gift"}, {"kind": ["Please choose one of the options shown."]}),
        ({"period": "2"}, {"period": ["Please choose one of the options shown."]}),
        ({"amount_cents": "a lot"}, {"amount_cents": ["Please enter an amount, like 1,234.56."]}),
        ({"reason": "x" * 2_001}, {"reason": ["Too long by 1: there is room for 2000 characters."]}),
    ],
)
def test_what_can_not_be_read_is_refused_at_its_field(
    one_app: Flask, typed: dict[str, str], complaints: dict[str, list[str]]
) -> None:
    with decision(one_app, EVERYTHING | {"kind": "award"} | typed) as form:
        form.validate()
        assert told(form) == complaints


def test_the_problems_of_the_rules_stand_at_their_fields_and_others_above_them(one_app: Flask) -> None:
    with decision(one_app, EVERYTHING) as form:
        form.show([("amount", say("Too much.")), ("reserve_until", say("Too late.")), ("pool", say("Full."))])
        assert told(form) == {"": ["Full."], "amount_cents": ["Too much."], "reserve_until": ["Too late."]}


@pytest.mark.parametrize("kind", ["award", "award_partial", "reserve", "rejection"])
def test_a_decision_is_shown_as_it_would_be_entered_again(one_app: Flask, kind: str) -> None:
    wanted = content(kind)
    shown = form_data(wanted, POOL)
    typed = {name: "" if value is None else str(value) for name, value in shown.items()}
    typed["amount_cents"] = f"{wanted.amount_cents / 100:.2f}"
    with decision(one_app, typed) as form:
        assert form.content(POOL) == wanted


def test_a_stay_in_a_period_that_the_call_does_not_have_is_shown_as_the_first(one_app: Flask) -> None:
    shown = [form_data(content("award", period_start=start), POOL)["period"] for start in (START, END)]
    assert shown == ["0", "0"]
    assert form_data(AWARD, POOL)["period"] == "1"


# The sheet

USUAL = {kind: content(kind) for kind in ("award", "award_partial", "reserve", "rejection")}
WRITTEN = content("rejection", reason="Ein eigener Satz.")
RESERVE = content("reserve", reason="Ein eigener Satz.", reserve_rank=2)


@pytest.mark.parametrize(
    ("before", "kind", "amount", "rank", "wanted"),
    [
        (None, "", "", "", None),
        (WRITTEN, "", "", "", WRITTEN),
        (None, "award", "", "", USUAL["award"]),
        (None, "award", "9000", "7", content("award", amount_cents=900_000)),
        (WRITTEN, "rejection", "9000", "7", WRITTEN),
        (WRITTEN, "reserve", "9000", "3", content("reserve", reserve_rank=3)),
        (RESERVE, "reserve", "", "", RESERVE),
        (RESERVE, "reserve", "", "1", replace(RESERVE, reserve_rank=1)),
        (RESERVE, "award_partial", "1.000,00", "1", content("award_partial", amount_cents=100_000)),
    ],
)
def test_the_sheet_changes_kind_amount_and_rank_and_keeps_the_rest(
    one_app: Flask, before: Content | None, kind: str, amount: str, rank: str, wanted: Content | None
) -> None:
    typed = {"kind_c1": kind, "amount_c1": amount, "rank_c1": rank}
    with sent(one_app, lambda meta: sheet_of([("c1", "IST-1", before)], meta=meta), typed) as sheet:
        assert sheet.validate()
        assert entered(sheet, "c1", before, USUAL) == wanted


def test_the_sheet_names_each_case_in_its_complaints(one_app: Flask) -> None:
    cases = [("c1", "IST-1", None), ("c2", "IST-2", RESERVE)]
    with sent(
        one_app, lambda meta: sheet_of(cases, meta=meta), {"kind_c1": "gift", "rank_c2": "one"}
    ) as sheet:
        sheet.validate()
        assert told(sheet) == {
            "kind_c1": ["Please choose one of the options shown."],
            "rank_c2": ["Please enter a whole number, like 12."],
        }
        labels = [str(sheet[name].label.text) for name in ("kind_c1", "amount_c1", "rank_c2")]
    assert labels == ["Decision on IST-1", "Amount for IST-1", "Rank of IST-2"]


# The second person


@pytest.mark.parametrize(
    ("chosen", "count", "complaints"),
    [
        (["d1.seen", "d2.seen"], "2", {}),
        (["d1.seen"], "", {"count": ["Please fill in “Number of decisions that you approve”."]}),
        (["d1.changed"], "1", {"decisions": ["Please choose one of the options shown."]}),
        (["d1"], "1", {"decisions": ["Please choose one of the options shown."]}),
    ],
)
def test_a_decision_is_approved_as_it_was_shown_or_not_at_all(
    one_app: Flask, chosen: list[str], count: str, complaints: dict[str, list[str]]
) -> None:
    with sent(one_app, ApprovalForm, {"decisions": chosen, "count": count}) as form:
        form.offer([("d1", "seen"), ("d2", "seen")])
        form.validate()
        assert told(form) == complaints


@pytest.mark.parametrize(("why", "taken"), [("Too much.", True), ("  ", False), ("x" * 2_001, False)])
def test_what_is_sent_back_says_what_to_change(one_app: Flask, why: str, taken: bool) -> None:
    with sent(one_app, SendBackForm, {"why": why}) as form:
        assert form.validate() is taken
