"""The forms of decisions: one case in full, all cases in one sheet, and the second person’s answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.decisions.rules import Content, Pool
from portal.decisions.states import GRANTING, KINDS, REASONS, DecisionKind
from portal.web.checks import AtMost, required
from portal.web.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    HiddenField,
    LongTextField,
    MoneyField,
    NumberField,
    PortalForm,
    SelectField,
)
from portal.web.filters import day
from portal.web.say import translate

FIELD_OF = {
    "kind": "kind",
    "amount": "amount_cents",
    "period": "period",
    "reserve_rank": "reserve_rank",
    "reserve_until": "reserve_until",
    "answer_by": "answer_by",
    "reason": "reason",
}


class DecisionForm(PortalForm):
    """Everything that is decided about one case."""

    kind = ChoiceField(_l("Decision"), validators=[required()])
    amount_cents = MoneyField(_l("Amount"), hint=_l("For an award."), depends=True)
    period = SelectField(_l("Period"), hint=_l("For an award."), depends=True)
    answer_by = DateField(_l("Last day to accept"), hint=_l("For an award."), depends=True)
    reserve_rank = NumberField(
        _l("Rank on the reserve list"), hint=_l("For a reserve: 1 moves up first."), depends=True
    )
    reserve_until = DateField(_l("Reserve list valid until"), hint=_l("For a reserve."), depends=True)
    reason = LongTextField(
        _l("Reasons on this application, in German"),
        validators=[AtMost(2_000)],
        rows=4,
        hint=_l("One to three sentences; they stand in the letter. Never ranks or other people’s names."),
        lang="de",
    )
    reason_translation = LongTextField(
        _l("The same in English"), validators=[AtMost(2_000)], rows=4, lang="en"
    )
    reason_turkish = LongTextField(_l("The same in Turkish"), validators=[AtMost(2_000)], rows=4, lang="tr")

    def offer(self, pool: Pool) -> None:
        """Show the kinds of decisions and the periods of the call."""
        self.kind.choices = [(kind.value, translate(words)) for kind, words in KINDS.items()]
        self.period.choices = [
            (str(n), _("%(start)s to %(end)s", start=day(start), end=day(end)))
            for n, (start, end) in enumerate(pool.periods)
        ]

    def content(self, pool: Pool) -> Content:
        """What was entered, without what does not belong to the kind."""
        base = Content(
            kind=self.kind.data or "",
            currency=pool.currency,
            reason=self.reason.data or "",
            reason_translation=self.reason_translation.data or "",
            reason_turkish=self.reason_turkish.data or "",
        )
        if base.kind in GRANTING:
            start, end = pool.periods[int(self.period.data or 0)]
            return replace(
                base,
                amount_cents=self.amount_cents.data or 0,
                months=pool.months,
                period_start=start,
                period_end=end,
                answer_by=self.answer_by.data,
            )
        if base.kind == DecisionKind.RESERVE:
            return replace(base, reserve_rank=self.reserve_rank.data, reserve_until=self.reserve_until.data)
        return base

    def show(self, problems: Sequence[tuple[str, Any]]) -> None:
        """Put each problem at its field."""
        for field, sentence in problems:
            self.refuse(FIELD_OF.get(field), sentence)


def form_data(content: Content, pool: Pool) -> dict[str, Any]:
    """What the form shows of a content."""
    period = (content.period_start, content.period_end)
    place = next((n for n, one in enumerate(pool.periods) if one == period), 0)
    names = "kind amount_cents answer_by reserve_rank reserve_until".split()
    return {"period": str(place), **{name: getattr(content, name) for name in (*names, *REASONS)}}


# All cases in one sheet


class ShownForm(PortalForm):
    """Which cases of a long list are shown, and in which order."""

    show = SelectField(_l("Decision"))
    sort = SelectField(_l("Order"))

    def offer(self) -> None:
        """Show the kinds in the reader’s language."""
        kinds = [(kind.value, translate(words)) for kind, words in KINDS.items()]
        self.show.choices = [("", _("All")), ("open", _("Open")), *kinds]
        self.sort.choices = [("", _("By rank")), ("code", _("By number"))]


class SheetForm(PortalForm):
    """Kind, amount and rank of the cases on one page that are still open."""


def sheet_of(cases: Sequence[tuple[str, str, Content | None]], **sent: Any) -> Any:
    """The sheet for these cases: public id, short code, and what is proposed so far."""
    fields: dict[str, Any] = {}
    kinds = [("", _("Open")), *((kind.value, translate(words)) for kind, words in KINDS.items())]
    for case_id, code, content in cases:
        fields[f"kind_{case_id}"] = SelectField(
            _("Decision on %(code)s", code=code), choices=kinds, default=content.kind if content else ""
        )
        fields[f"amount_{case_id}"] = MoneyField(
            _("Amount for %(code)s", code=code),
            default=content.amount_cents if content and content.grants else None,
        )
        fields[f"rank_{case_id}"] = NumberField(
            _("Rank of %(code)s", code=code), default=content.reserve_rank if content else None
        )
    return type("Sheet", (SheetForm,), fields)(**sent)


def entered(form: Any, case_id: str, before: Content | None, usual: Mapping[str, Content]) -> Content | None:
    """What the sheet says about one case now; the rest is kept, or as usual for a new kind."""
    kind = form[f"kind_{case_id}"].data
    if not kind:
        return before
    content = before if before is not None and before.kind == kind else usual[kind]
    amount, rank = form[f"amount_{case_id}"].data, form[f"rank_{case_id}"].data
    if kind in GRANTING and amount is not None:
        return replace(content, amount_cents=amount)
    if kind == DecisionKind.RESERVE and rank is not None:
        return replace(content, reserve_rank=rank)
    return content


# The second person


class ApprovalForm(PortalForm):
    """Which decisions are approved, exactly as they were shown, and their number typed by hand."""

    decisions = ChoicesField(_l("Decisions"))
    count = NumberField(
        _l("Number of decisions that you approve"),
        validators=[required()],
        attributes={"inputmode": "numeric", "autocomplete": "off"},
    )

    def offer(self, shown: Sequence[tuple[str, str]]) -> None:
        """Take these decisions, each as its id and the hash of what was shown."""
        self.decisions.choices = [(f"{decision_id}.{seen}", decision_id) for decision_id, seen in shown]


class SeenForm(PortalForm):
    """An approval of one decision, exactly as it was shown."""

    seen = HiddenField()


class SendBackForm(PortalForm):
    """What shall be changed."""

    why = LongTextField(_l("What should be changed?"), validators=[required(), AtMost(2_000)], rows=3)
