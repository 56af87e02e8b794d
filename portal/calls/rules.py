"""When a call may be published, opened, copied and closed, and what its numbers and dates mean."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from portal.calls.states import CallState
from portal.cities.states import CityStatus
from portal.local_time import Shift, is_ambiguous, local
from portal.questionnaire import Questionnaire, check_design
from portal.words import Money, Sentence, say
from portal.workdays import day_off

LANGUAGES = ("de", "en", "tr")
# Without these no call is published; a text that lacks another language is shown in one of them.
NEEDED_LANGUAGES = ("de", "en")
DIRECTIONS: dict[str, Sentence] = {
    "inbound": say("From the partner city to Berlin"),
    "outbound": say("From Berlin to the partner city"),
}
FULL_WEIGHT = 100
SECTIONS: dict[str, Sentence] = {
    "offer": say("What we offer"),
    "eligibility": say("Who can apply"),
    "documents": say("What you need"),
    "selection": say("How the selection works"),
    "contact": say("Questions and support"),
}
NEEDED_SECTIONS = ("offer", "eligibility", "selection")
LANGUAGE_NAMES = {"de": say("German"), "en": say("English"), "tr": say("Turkish")}
YEARS = re.compile(r"\b(20\d\d)(?:/(\d\d))?\b")
DAYS_A_MONTH = 30.44
MOST_YEARS = 100
STAY = {"start": say("First day of the stay"), "end": say("Last day of the stay")}


RESTING: dict[str, Sentence] = {
    CityStatus.DORMANT: say("This partnership is dormant. No new call can be opened for it."),
    CityStatus.ENDED: say("This partnership has ended. No new call can be opened for it."),
}


def new_call_refused(city_status: str) -> Sentence | None:
    """Why no new call can be opened for a city; None where it can."""
    return RESTING.get(city_status)


@dataclass(frozen=True, kw_only=True)
class CallFacts:
    """What the office has decided about a call, as plain values."""

    title: Mapping[str, str]
    summary: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]]
    provisions: Mapping[str, Sequence[str]]
    rubric: Sequence[Mapping[str, Any]]
    periods: Sequence[Mapping[str, str]]
    places: int
    months: int
    monthly_rate_cents: int
    budget_cents: int
    opens_at: datetime
    deadline_at: datetime
    deadline_zone: str
    results_on: date | None
    city_status: str
    questionnaire: Questionnaire
    is_lump: bool = False


def publishable(facts: CallFacts, at: datetime) -> list[Sentence]:
    """Everything that must be mended before the call may be published; nothing when it is sound."""
    refusal = new_call_refused(facts.city_status)
    return [
        *([refusal] if refusal else []),
        *_missing_texts(facts),
        *rubric_problems(facts.rubric),
        *_money_problems(facts),
        *_date_problems(facts, at),
        *check_design(facts.questionnaire),
    ]


def _missing_texts(facts: CallFacts) -> Iterator[Sentence]:
    for language in NEEDED_LANGUAGES:
        name = LANGUAGE_NAMES[language]
        if not facts.title.get(language):
            yield say("The title is missing in {language}.", language=name)
        if not facts.summary.get(language):
            yield say("The summary is missing in {language}.", language=name)
        for key in NEEDED_SECTIONS:
            if not facts.texts.get(key, {}).get(language):
                yield say(
                    "The section “{section}” is missing in {language}.", section=SECTIONS[key], language=name
                )
    counts = {language: len(facts.provisions.get(language, ())) for language in LANGUAGES}
    for language, count in counts.items():
        name, de = LANGUAGE_NAMES[language], counts["de"]
        if count != de and (count or language in NEEDED_LANGUAGES):
            yield say("Each of the {de} provisions is needed in {language} too.", de=de, language=name)


def weight_sum(rubric: Sequence[Mapping[str, Any]]) -> int:
    """The sum of all weights."""
    return sum(int(criterion["weight"]) for criterion in rubric)


def rubric_problems(rubric: Sequence[Mapping[str, Any]]) -> list[Sentence]:
    """What a jury could stumble over in the criteria."""
    found = [problem for criterion in rubric for problem in _criterion_problems(criterion)]
    keys = [criterion["key"] for criterion in rubric]
    if not rubric:
        found.append(say("The call has no criterion by which the jury judges."))
    elif weight_sum(rubric) != FULL_WEIGHT:
        found.append(say("The weights add up to {sum}; they must add up to 100.", sum=weight_sum(rubric)))
    if len(set(keys)) < len(keys):
        found.append(say("Two criteria have the same name."))
    return found


def _criterion_problems(criterion: Mapping[str, Any]) -> Iterator[Sentence]:
    for language in NEEDED_LANGUAGES:
        if not criterion["title"].get(language):
            yield say(
                "The criterion {key} has no title in {language}.",
                key=criterion["key"],
                language=LANGUAGE_NAMES[language],
            )
    if not 0 < criterion["weight"] <= FULL_WEIGHT:
        yield say("The weight of the criterion {key} must be between 1 and 100.", key=criterion["key"])
    if any(not criterion["low"] <= int(point) <= criterion["high"] for point in criterion["anchors"]):
        yield say(
            "The criterion {key} explains a point that nobody can give.",
            key=criterion["key"],
        )


def cost_cents(places: int, months: int, monthly_rate_cents: int) -> int:
    """What all places cost together."""
    return places * months * monthly_rate_cents


def _money_problems(facts: CallFacts) -> Iterator[Sentence]:
    if facts.places < 1:
        yield say("The call has no place to award.")
    if facts.months < 1:
        yield say("The call does not say how many months a place lasts.")
    cost = cost_cents(facts.places, facts.months, facts.monthly_rate_cents)
    if cost > facts.budget_cents:
        yield say(
            "All places together cost {cost}, but the budget is {budget}.",
            cost=Money(cost),
            budget=Money(facts.budget_cents),
        )


def _date_problems(facts: CallFacts, at: datetime) -> Iterator[Sentence]:
    refusal = dates_refused(facts.opens_at, facts.deadline_at)
    if refusal:
        yield refusal
    if facts.deadline_at <= at:
        yield say("The deadline has already passed.")
    if is_ambiguous(facts.deadline_at, facts.deadline_zone):
        yield say("At the deadline the clocks are set back, so its time comes twice. Please choose another.")
    if not facts.periods:
        yield say("The call names no period of stay.")
    last_day = local(facts.deadline_at, facts.deadline_zone).date()
    if facts.results_on and facts.results_on <= last_day:
        yield say("The results are announced before the deadline.")
    for period in facts.periods:
        yield from _period_problems(period, last_day)


def _period_problems(period: Mapping[str, str], last_day: date) -> Iterator[Sentence]:
    start, end = date.fromisoformat(period["start"]), date.fromisoformat(period["end"])
    if end <= start:
        yield say("The period that begins on {start} ends before it begins.", start=start.isoformat())
    if start <= last_day:
        yield say("The period that begins on {start} begins before the deadline.", start=start.isoformat())


def doubts(facts: CallFacts) -> list[Sentence]:
    """What the office should look at once more, though it does not prevent publishing."""
    last = local(facts.deadline_at, facts.deadline_zone)
    found = []
    if last.time() == time(0, 0):
        found.append(
            say("A deadline at midnight is easily read as the day after. 23:59 or 18:00 would be clearer.")
        )
    closed = deadline_day_off(facts.deadline_at, facts.deadline_zone)
    if closed:
        found.append(closed)
    if not facts.is_lump and any(_months_of(period) != facts.months for period in facts.periods):
        found.append(say("A period is not as long as the months that are paid."))
    if facts.results_on is None:
        found.append(say("Applicants are not told when to expect results."))
    return found


def deadline_day_off(deadline_at: datetime, zone: str) -> Sentence | None:
    """What the office is told of a deadline on a day on which nobody answers questions."""
    day = day_off(local(deadline_at, zone).date())
    return say("The deadline falls on {day}, when nobody answers questions.", day=day) if day else None


def _months_of(period: Mapping[str, str]) -> int:
    days = date.fromisoformat(period["end"]) - date.fromisoformat(period["start"])
    return round((days.days + 1) / DAYS_A_MONTH)


def dates_refused(opens_at: datetime, deadline_at: datetime) -> Sentence | None:
    """Why a call can't run from one moment to the other; None where it can."""
    return None if opens_at < deadline_at else say("The deadline must come after the opening.")


def apply_refused(state: str, opens_at: datetime, deadline_at: datetime, at: datetime) -> Sentence | None:
    """Why nobody can begin an application now; None while the call is open."""
    if state == CallState.DRAFT:
        return say("This call is not published yet.")
    if state != CallState.PUBLISHED or at > deadline_at:
        return say("This call is closed. New applications are not taken any more.")
    return say("This call is not open yet.") if at < opens_at else None


def close_refused(deadline_at: datetime, at: datetime, *, early: bool) -> Sentence | None:
    """Why the call can't be closed now; None where it can."""
    if at > deadline_at or early:
        return None
    return say("The deadline has not passed yet. Until then everybody may apply.")


def usual_shift(deadline_at: datetime, zone: str, at: datetime) -> Shift:
    """How far a copy is moved: until its deadline is to come, to another day only where nobody works."""
    same_date = next(
        shift for shift in map(Shift, range(1, MOST_YEARS)) if shift.moment(deadline_at, zone) > at
    )
    same_weekday = Shift(same_date.years, keeps_weekday=True)
    by_date, by_weekday = (
        day_off(local(shift.moment(deadline_at, zone), zone).date()) for shift in (same_date, same_weekday)
    )
    return same_weekday if by_date and not by_weekday else same_date


@dataclass(frozen=True)
class Move:
    """A date of a call and of its copy; moments have a zone, days have none."""

    what: Sentence
    before: datetime | date
    after: datetime | date
    zone: str = ""
    note: Sentence | None = None


def moves(facts: Mapping[str, Any], shift: Shift) -> Iterator[Move]:
    """What becomes of each date when a call is copied; stays keep their dates, so that months stay whole."""
    zone, results_on = facts["deadline_zone"], facts["results_on"]
    for what, at in ((say("Opens"), facts["opens_at"]), (say("Deadline"), facts["deadline_at"])):
        after = shift.moment(at, zone)
        yield Move(what, at, after, zone, day_off(local(after, zone).date()))
    if results_on:
        yield Move(
            say("Results expected"), results_on, shift.day(results_on), "", day_off(shift.day(results_on))
        )
    for period in facts["periods"]:
        for name, what in STAY.items():
            day = date.fromisoformat(period[name])
            yield Move(what, day, Shift(shift.years).day(day))


def periods_later(periods: Sequence[Mapping[str, str]], years: int) -> list[dict[str, str]]:
    """The same periods some years later."""
    return [
        {name: Shift(years).day(date.fromisoformat(on)).isoformat() for name, on in period.items()}
        for period in periods
    ]


def years_later(text: str, years: int) -> str:
    """A title or name with each year in it moved on: 2026/27 becomes 2027/28."""

    def moved(match: re.Match[str]) -> str:
        short = f"/{(int(match[2]) + years) % 100:02d}" if match[2] else ""
        return f"{int(match[1]) + years}{short}"

    return YEARS.sub(moved, text)


def is_slug(text: str) -> bool:
    """Whether a text can stand in an address."""
    return re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) is not None


def is_code(text: str) -> bool:
    """Whether a text can begin the numbers of applications."""
    return re.fullmatch(r"[A-Z]{2,6}", text) is not None


def suggested_names(city: str, direction: str, year: int) -> dict[str, str]:
    """The address and the short code that a new call could have."""
    way = (city, "berlin") if direction == "inbound" else ("berlin", city)
    return {"slug": "-".join((*way, str(year))), "code": city[:3].upper()}


def key_of(title: str) -> str:
    """The key by which a new criterion is known for ever."""
    return re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")[:40] or "criterion"


def read_anchors(text: str) -> dict[str, str] | Sentence:
    """What single points mean, from lines like “10: Outstanding.”, or which line is none."""
    found = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        match = re.fullmatch(r"(\d{1,3})\s*[:–-]\s*(.+)", line, re.ASCII)
        if match is None:
            return say("This line does not begin with a point and a colon: “{line}”.", line=line)
        found[str(int(match[1]))] = match[2]
    return found


def write_anchors(anchors: Mapping[str, Mapping[str, str]], language: str) -> str:
    """The meanings of points as lines, the lowest first."""
    points = sorted(anchors, key=int)
    return "\n".join(
        f"{point}: {anchors[point][language]}" for point in points if anchors[point].get(language)
    )


def join_anchors(anchors: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """The meanings of points by point, from those by language."""
    points = sorted({point for known in anchors.values() for point in known}, key=int)
    return {
        point: {code: known[point] for code, known in anchors.items() if point in known} for point in points
    }


def parts_of(text: str) -> list[str]:
    """The parts of a text that an empty line divides."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


@dataclass(frozen=True)
class Block:
    """A paragraph of a text, or a list of its points."""

    is_list: bool
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """A text as paragraphs and lists: parts are divided by an empty line, points begin with a hyphen."""
    return [_block(part) for part in parts_of(text)]


def _block(part: str) -> Block:
    lines = tuple(line.strip() for line in part.splitlines())
    if all(line.startswith("- ") for line in lines):
        return Block(True, tuple(line[2:].strip() for line in lines))
    return Block(False, lines)


def named(text: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """A template's texts with {city} replaced by the city's name in the language of each text."""
    return {key: _named(value, names, key) for key, value in text.items()}


def _named(value: Any, names: Mapping[str, str], language: str) -> Any:
    if isinstance(value, str):
        return value.replace("{city}", names.get(language, names["en"]))
    return named(value, names)


def disciplines_in(content: Mapping[str, Any]) -> list[tuple[str, Mapping[str, str]]]:
    """The disciplines that a questionnaire knows, with their names per language."""
    questions = (one for section in content["sections"] for one in section["questions"])
    return [
        (option["key"], option["label"])
        for question in questions
        if question["key"] == "discipline"
        for option in question.get("options", [])
    ]


def fitted(content: Mapping[str, Any], *, periods: int, disciplines: Sequence[str]) -> dict[str, Any]:
    """A questionnaire that asks only what the call leaves open: periods and disciplines of its own."""
    sections = [
        {**section, "questions": [_narrowed(question, disciplines) for question in section["questions"]
                                  if question["key"] != "preferred_period" or periods > 1]}
        for section in content["sections"]
    ]  # fmt: skip
    return {**content, "sections": sections}


def _narrowed(question: Mapping[str, Any], disciplines: Sequence[str]) -> dict[str, Any]:
    if question["key"] != "discipline" or len(disciplines) < 2:
        return dict(question)
    return {**question, "options": [one for one in question["options"] if one["key"] in disciplines]}
