"""The questionnaire engine: what a call asks, read from a form, judged, stored, shown; no web, no database.

A `Questionnaire` has sections, a section has questions, a question is of a kind (`KINDS`, one row each).
Answers are always one plain JSON-able dict, question key → value, stored as a revision just as it is.

Design      parse_questionnaire · dump_questionnaire · check_design · questions_that_need · content_hash ·
            estimated_minutes · estimated_hours · load
Form        read_section (form → values, problems, warnings) · Reading.onto ·
            fill_section (answers → form) · field_names
Submission  missing_and_wrong · section_state · asked · asked_answers
Display     answer_sheet · shown · spoken · limits_in_words
Text        tidy · count_words · count_characters: the browser’s counter does exactly the same
Hash        canonical_json · digest

Two levels of judgement. Reading keeps every value that can be stored, however long or incomplete, because a
draft must never lose what was typed; only what can’t be understood is a problem at once. `missing_and_wrong`
is the strict one and decides whether an application can be submitted.

A question is read when one of its form fields was sent and stays untouched otherwise, so that saving one
field and saving the page are the same call. Fields are named `<key>`, for days also `<key>-day`,
`<key>-month`, `<key>-year`, for work samples `<key>-<index>-<part>`.

Conditions are true, false or not yet known. A question whose condition is false is not asked: its answer is
neither required nor shown nor submitted, but stays in the draft in case the applicant changes their mind.
"""

from portal.questionnaire.amounts import money_text, read_cents
from portal.questionnaire.answers import Files, Problem
from portal.questionnaire.bounds import limits_in_words
from portal.questionnaire.canonical import canonical_json, content_hash, digest
from portal.questionnaire.checking import (
    SectionState,
    asked,
    asked_answers,
    missing_and_wrong,
    section_state,
)
from portal.questionnaire.conditions import Condition, holds, is_answered, is_unread
from portal.questionnaire.effort import estimated_hours, estimated_minutes
from portal.questionnaire.kinds import KINDS, Kind
from portal.questionnaire.library import load
from portal.questionnaire.reading import Reading, field_names, fill_section, read_section
from portal.questionnaire.shape import (
    FIELD_CLASSES,
    FileFacts,
    Limits,
    Option,
    Question,
    Questionnaire,
    Section,
    Spoken,
    Words,
    spoken,
)
from portal.questionnaire.sheet import SheetRow, SheetSection, answer_sheet, everything, shown
from portal.questionnaire.soundness import check_design, questions_that_need
from portal.questionnaire.text import count_characters, count_words, tidy
from portal.questionnaire.wire import MalformedQuestionnaire, dump_questionnaire, parse_questionnaire
from portal.questionnaire.work_samples import PARTS, WORK_SAMPLE_PARTS, Part

__all__ = [
    "FIELD_CLASSES",
    "KINDS",
    "PARTS",
    "WORK_SAMPLE_PARTS",
    "Condition",
    "FileFacts",
    "Files",
    "Kind",
    "Limits",
    "MalformedQuestionnaire",
    "Option",
    "Part",
    "Problem",
    "Question",
    "Questionnaire",
    "Reading",
    "Section",
    "SectionState",
    "SheetRow",
    "SheetSection",
    "Spoken",
    "Words",
    "answer_sheet",
    "asked",
    "asked_answers",
    "canonical_json",
    "check_design",
    "content_hash",
    "count_characters",
    "count_words",
    "digest",
    "dump_questionnaire",
    "estimated_hours",
    "estimated_minutes",
    "everything",
    "field_names",
    "fill_section",
    "holds",
    "is_answered",
    "is_unread",
    "limits_in_words",
    "load",
    "missing_and_wrong",
    "money_text",
    "parse_questionnaire",
    "questions_that_need",
    "read_cents",
    "read_section",
    "section_state",
    "shown",
    "spoken",
    "tidy",
]
