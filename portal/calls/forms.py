"""What the office is asked about a call, part by part, and what visitors filter by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from portal import local_time
from portal.calls import rules
from portal.calls.models import Call
from portal.calls.states import KINDS
from portal.web.checks import AtMost, Between, required
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
    TextField,
)
from portal.web.times import TimeField
from portal.words import Sentence, say

HOME_ZONE = "Europe/Berlin"
PERIODS = 4
SPARE_CRITERIA = 2


def _no(sentence: Sentence) -> ValidationError:
    return ValidationError(sentence)  # type: ignore[arg-type]  # sentences stay sentences until they are shown


class NamedForm(PortalForm):
    """How a call is named: title, address, code."""

    title_en = TextField(_l("Title in English"), [required(), AtMost(150)], lang="en")
    title_de = TextField(_l("Title in German"), [required(), AtMost(150)], lang="de")
    title_tr = TextField(_l("Title in Turkish"), [AtMost(150)], lang="tr")
    slug = TextField(
        _l("Address"),
        [required(), AtMost(80)],
        hint=_l("Small letters, digits and hyphens, like istanbul-berlin-2027. It stands in every link."),
        attributes={"autocapitalize": "none", "dir": "ltr"},
    )
    code = TextField(
        _l("Short code"),
        [required(), AtMost(6)],
        hint=_l("Begins the number of every application, like IST."),
        attributes={"autocapitalize": "characters", "dir": "ltr"},
    )

    def validate_slug(self, field: TextField) -> None:
        """Refuse an address that no link can hold."""
        if field.data and not rules.is_slug(field.data):
            raise _no(say("Please use only small letters, digits and single hyphens."))

    def validate_code(self, field: TextField) -> None:
        """Refuse a code that can't begin a number."""
        if field.data and not rules.is_code(field.data):
            raise _no(say("Please use two to six capital letters without accents, like IST."))

    @property
    def title_words(self) -> dict[str, str]:
        """The title per language."""
        return {code: self[f"title_{code}"].data or "" for code in rules.LANGUAGES}


class MomentsForm(PortalForm):
    """When a call opens and when it ends, by the clocks of its zone."""

    opens_on = DateField(_l("Opens on"), [required()])
    opens_time = TimeField(_l("Opens at"), [required()])
    deadline_on = DateField(_l("Deadline on"), [required()])
    deadline_time = TimeField(_l("Deadline at"), [required()])
    deadline_zone = SelectField(_l("By the clocks of"), [required()])

    def offer_zones(self, *zones: str) -> None:
        """Let the office choose between Berlin's clocks and those of the partner city."""
        offered = dict.fromkeys((HOME_ZONE, *zones))
        self.deadline_zone.choices = [(zone, zone.split("/")[-1].replace("_", " ")) for zone in offered]

    def validate_opens_time(self, field: Any) -> None:
        """Refuse an opening that the clocks never or twice show."""
        self.opens_at = self._moment(self.opens_on.data, field.data)

    def validate_deadline_time(self, field: Any) -> None:
        """Refuse a deadline that the clocks never or twice show."""
        self.deadline_at = self._moment(self.deadline_on.data, field.data)

    def _moment(self, on: date | None, clock: time | None) -> datetime | None:
        if on is None or not isinstance(clock, time):
            return None
        zone = self.deadline_zone.data
        known = {str(choice[0]) for choice in self.deadline_zone.choices or ()}
        moment = local_time.local_to_utc(on, clock, zone if zone in known else HOME_ZONE)
        if isinstance(moment, Sentence):
            raise _no(moment)
        return moment


def moments_shown(opens_at: datetime, deadline_at: datetime, zone: str) -> dict[str, Any]:
    """Opening and deadline as the form shows them."""
    opens, ends = opens_at.astimezone(ZoneInfo(zone)), deadline_at.astimezone(ZoneInfo(zone))
    return {
        "opens_on": opens.date(),
        "opens_time": opens.time(),
        "deadline_on": ends.date(),
        "deadline_time": ends.time(),
        "deadline_zone": zone,
    }


class NewCallForm(NamedForm, MomentsForm):
    """A new call: how it is named and when it runs."""


class PartForm(PortalForm):
    """One part of a call's editing; it knows the version that the office was looking at."""

    version = HiddenField()

    def is_behind(self, call: Call) -> bool:
        """Whether somebody changed the call since this page was opened."""
        return self.version.data != str(call.version)


def _with(form: type[PartForm], fields: Mapping[str, Any]) -> type[PartForm]:
    return type(form.__name__, (form,), dict(fields))


class FrameForm(NamedForm, PartForm):
    """What the call is: names, summary, direction, disciplines, periods."""

    summary_en = LongTextField(_l("Summary in English"), [AtMost(300)], characters=300, rows=3, lang="en")
    summary_de = LongTextField(_l("Summary in German"), [AtMost(300)], characters=300, rows=3, lang="de")
    summary_tr = LongTextField(_l("Summary in Turkish"), [AtMost(300)], characters=300, rows=3, lang="tr")
    direction = SelectField(_l("Direction"), [required()], choices=list(rules.DIRECTIONS.items()))
    disciplines = ChoicesField(_l("Disciplines"), hint=_l("Choose none to admit all."))
    notes = LongTextField(_l("Notes"), rows=3, hint=_l("Only the office sees them."))

    @property
    def periods(self) -> list[tuple[Any, Any]]:
        """The fields of the periods, first and last day side by side."""
        return [(self[f"start_{row}"], self[f"end_{row}"]) for row in range(PERIODS)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse half a period as well."""
        sound = bool(super().validate(extra_validators))
        halves = [pair for pair in self.periods if bool(pair[0].data) != bool(pair[1].data)]
        for start, end in halves:
            if not start.errors and not end.errors:
                open_end = end if start.data else start
                self.refuse(open_end.short_name, say("A period needs its first and its last day."))
        return sound and not halves


def _build_frame(call: Call) -> type[PartForm]:
    days = {f"start_{row}": DateField(_l("First day")) for row in range(PERIODS)}
    days |= {f"end_{row}": DateField(_l("Last day")) for row in range(PERIODS)}
    return _with(FrameForm, days)


FRAME = ("slug", "code", "direction", "disciplines", "notes")


def _shown_frame(call: Call) -> dict[str, Any]:
    given: dict[str, Any] = {name: getattr(call, name) for name in FRAME}
    for code in rules.LANGUAGES:
        given |= {f"title_{code}": call.title.get(code), f"summary_{code}": call.summary.get(code)}
    for row, period in enumerate(call.periods[:PERIODS]):
        given |= {f"{name}_{row}": date.fromisoformat(on) for name, on in period.items()}
    return given


def _changed_frame(form: Any, call: Call) -> dict[str, Any]:
    periods = sorted((start.data, end.data) for start, end in form.periods if start.data)
    return {name: form[name].data for name in FRAME} | {
        "title": form.title_words,
        "summary": {code: form[f"summary_{code}"].data for code in rules.LANGUAGES},
        "periods": [{"start": start.isoformat(), "end": end.isoformat()} for start, end in periods],
    }


class DatesForm(MomentsForm, PartForm):
    """When the call opens and ends, when results come, how long an offer stands."""

    results_on = DateField(_l("Results expected on"))
    answer_days = NumberField(_l("Days to accept an offer"), [required(), Between(1, 90)])


def _shown_dates(call: Call) -> dict[str, Any]:
    moments = moments_shown(call.opens_at, call.deadline_at, call.deadline_zone)
    return moments | {"results_on": call.results_on, "answer_days": call.answer_days}


def _changed_dates(form: Any, call: Call) -> dict[str, Any]:
    given = {name: form[name].data for name in ("deadline_zone", "results_on", "answer_days")}
    return given | {"opens_at": form.opens_at, "deadline_at": form.deadline_at}


class MoneyForm(PartForm):
    """How many places, for how long, for how much."""

    places = NumberField(_l("Places"), [required(), Between(1, 500)])
    reserves = NumberField(_l("Places on the reserve list"), [Between(0, 500)])
    months = NumberField(_l("Months a place lasts"), [required(), Between(1, 36)])
    monthly_rate_cents = MoneyField(_l("Scholarship a month"), [required(), Between(0, 10**12)])
    budget_cents = MoneyField(_l("Budget for all places"), [required(), Between(0, 10**12)])


# An exchange is paid as one sum, however long it lasts.
LUMP = {
    "places": NumberField(_l("Exchanges"), [required(), Between(1, 500)]),
    "months": None,
    "monthly_rate_cents": MoneyField(_l("Grant for each exchange"), [required(), Between(0, 10**12)]),
}


def _build_money(call: Call) -> type[PartForm]:
    return _with(MoneyForm, LUMP) if call.programme.spoken.is_lump else MoneyForm


MONEY = ("places", "reserves", "months", "monthly_rate_cents", "budget_cents")


def _shown_money(call: Call) -> dict[str, Any]:
    return {name: getattr(call, name) for name in MONEY}


def _changed_money(form: Any, call: Call) -> dict[str, Any]:
    return {name: form[name].data or 0 for name in MONEY if name in form}


def _build_texts(call: Call) -> type[PartForm]:
    return _with(
        PartForm,
        {
            f"{key}_{code}": LongTextField(LANGUAGE_LABELS[code], [AtMost(6000)], lang=code)
            for key in TEXTS
            for code in rules.LANGUAGES
        },
    )


LANGUAGE_LABELS = {"de": _l("German"), "en": _l("English"), "tr": _l("Turkish")}
PROVISIONS = "provisions"
TEXTS: dict[str, Sentence] = {**rules.SECTIONS, PROVISIONS: say("Provisions of every award")}


def _shown_texts(call: Call) -> dict[str, Any]:
    given = {
        f"{key}_{code}": call.texts.get(key, {}).get(code, "") for key in TEXTS for code in rules.LANGUAGES
    }
    parts = {f"{PROVISIONS}_{code}": call.provisions.get(code, []) for code in rules.LANGUAGES}
    return given | {name: "\n\n".join(one) for name, one in parts.items()}


def _changed_texts(form: Any, call: Call) -> dict[str, Any]:
    typed = {key: {code: form[f"{key}_{code}"].data or "" for code in rules.LANGUAGES} for key in TEXTS}
    provisions = {code: rules.parts_of(text) for code, text in typed.pop(PROVISIONS).items()}
    return {
        "texts": {key: text for key, text in typed.items() if any(text.values())},
        "provisions": provisions,
    }


class AnchorsField(LongTextField):
    """What single points mean, a line a point."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read lines like “10: Outstanding.”."""
        super().process_formdata(valuelist)
        found = rules.read_anchors(self.data or "")
        if isinstance(found, Sentence):
            raise ValueError(found)
        self.anchors: dict[str, str] = found


def _build_rubric(call: Call) -> type[PartForm]:
    rows = range(len(call.rubric) + SPARE_CRITERIA)
    fields: dict[str, Any] = {f"weight_{row}": NumberField(_l("Weight"), [Between(1, 100)]) for row in rows}
    for row in rows:
        for code in rules.LANGUAGES:
            fields |= _criterion_fields(row, code, LANGUAGE_LABELS[code])
    return _with(RubricForm, fields)


def _criterion_fields(row: int, code: str, name: Any) -> dict[str, Any]:
    label = _l("What points mean, in %(name)s, a line a point, like 10: outstanding.", name=name)
    return {
        f"title_{code}_{row}": TextField(_l("Criterion in %(name)s", name=name), [AtMost(120)], lang=code),
        f"help_{code}_{row}": TextField(_l("Explained in %(name)s", name=name), [AtMost(400)], lang=code),
        f"anchors_{code}_{row}": AnchorsField(label, [AtMost(1500)], rows=5, lang=code),
    }


class RubricForm(PartForm):
    """The criteria; a row without a title is none."""

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of each criterion."""
        count = sum(field.short_name.startswith("weight_") for field in self)
        names = (
            "weight",
            *(f"{name}_{code}" for code in rules.LANGUAGES for name in ("title", "help", "anchors")),
        )
        return [{name: self[f"{name}_{row}"] for name in names} for row in range(count)]


def _shown_rubric(call: Call) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for row, criterion in enumerate(call.rubric):
        given[f"weight_{row}"] = criterion["weight"]
        for code in rules.LANGUAGES:
            given[f"title_{code}_{row}"] = criterion["title"].get(code, "")
            given[f"help_{code}_{row}"] = criterion["help"].get(code, "")
            given[f"anchors_{code}_{row}"] = rules.write_anchors(criterion["anchors"], code)
    return given


def _changed_rubric(form: Any, call: Call) -> dict[str, Any]:
    known = [*call.rubric, *({"low": 0, "high": 10} for _ in range(SPARE_CRITERIA))]
    found = (_criterion(row, before) for row, before in zip(form.rows, known, strict=True))
    named = [one for one in found if any(one["title"][code] for code in rules.NEEDED_LANGUAGES)]
    return {"rubric": named}


def _criterion(row: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    title = {code: row[f"title_{code}"].data or "" for code in rules.LANGUAGES}
    return {
        "key": before.get("key") or rules.key_of(title["en"] or title["de"]),
        "title": title,
        "help": {code: row[f"help_{code}"].data or "" for code in rules.LANGUAGES},
        "weight": row["weight"].data or 0,
        "low": before["low"],
        "high": before["high"],
        "anchors": rules.join_anchors({code: row[f"anchors_{code}"].anchors for code in rules.LANGUAGES}),
    }


@dataclass(frozen=True)
class Part:
    """One part of editing: how it is called, its form, what it shows and what it changes."""

    key: str
    name: Sentence
    build: Callable[[Call], type[PartForm]]
    shown: Callable[[Call], dict[str, Any]]
    changed: Callable[[Any, Call], dict[str, Any]]


PARTS: dict[str, Part] = {
    part.key: part
    for part in (
        Part("frame", say("The call"), _build_frame, _shown_frame, _changed_frame),
        Part("dates", say("Dates"), lambda call: DatesForm, _shown_dates, _changed_dates),
        Part("money", say("Places and money"), _build_money, _shown_money, _changed_money),
        Part("texts", say("Texts"), _build_texts, _shown_texts, _changed_texts),
        Part("rubric", say("Criteria"), _build_rubric, _shown_rubric, _changed_rubric),
    )
}


class AskingForm(PortalForm):
    """Only asks what to show."""

    class Meta(PortalForm.Meta):
        """What changes nothing needs no proof of origin."""

        csrf = False


class SourceForm(AskingForm):
    """From which template and for which city a call is made."""

    source = ChoiceField(_l("Template"), [required()], name="from")
    city = SelectField(_l("Partner city"), [required()])


AUDIENCES = [(key, kind.audience) for key, kind in KINDS.items()]


class FilterForm(AskingForm):
    """Which calls a visitor wants to see."""

    kind = SelectField(
        _l("For whom"),
        choices=[("", _l("Everybody")), *((key, kind.audience) for key, kind in KINDS.items())],
    )
    city = SelectField(_l("City"))
    direction = SelectField(_l("Direction"), choices=[("", _l("Both directions")), *rules.DIRECTIONS.items()])
