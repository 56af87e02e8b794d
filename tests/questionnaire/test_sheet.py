from dataclasses import replace

from portal.questionnaire import SheetRow, SheetSection, Spoken, answer_sheet, load, shown
from portal.words import say
from tests.questionnaire.examples import FILES, ask, only
from tests.questionnaire.test_checking import COMPLETE


def test_answers_are_shown_with_their_questions_in_the_reader_s_language() -> None:
    first, second = replace(ask("choice"), key="a"), replace(ask("text"), key="b")
    assert answer_sheet(only(first, second), {"a": "red"}, "de") == [
        SheetSection(
            "one",
            Spoken("Eins", "de"),
            [
                SheetRow(first, Spoken("Frage", "de"), ["Rot"], answered=True),
                SheetRow(second, Spoken("Frage", "de"), [], answered=False),
            ],
        )
    ]


def test_a_sheet_leaves_out_what_is_not_asked_and_what_the_reader_may_not_see() -> None:
    sheet = answer_sheet(load("residency"), COMPLETE, "en", FILES, only=lambda question: question.jurors_see)
    keys = [row.question.key for section in sheet for row in section.rows]
    assert keys == [
        "artistic_name",
        "discipline",
        "biography",
        "project_title",
        "project_description",
        "relation_to_city",
        "preferred_period",
        "time_plan",
        "samples",
        "artistic_cv",
        "motivation_letter",
        "travel_costs",
        "material_costs",
        "other_funding",
    ]
    assert [section.key for section in sheet] == [
        "about_you",
        "project",
        "work_samples",
        "documents",
        "budget",
    ]


def test_an_answer_that_can_not_be_read_says_so_instead_of_failing() -> None:
    assert shown(ask("choices"), 5, "de") == [say("This answer can’t be shown.")]
    assert shown(ask("choices"), None, "de") == []
