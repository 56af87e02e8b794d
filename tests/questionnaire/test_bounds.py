"""What an answer may be at most, in words."""

from dataclasses import replace
from datetime import date

from portal.questionnaire import limits_in_words, load
from portal.words import Money, say


def test_the_limits_of_a_question_are_told_in_words() -> None:
    questions = {question.key: question for question in load("residency").questions()}
    told = {
        key: [str(limit) for limit in limits_in_words(questions[key])]
        for key in ("project_description", "artistic_cv", "samples", "discipline")
    }
    assert told == {
        "project_description": ["At most 800 words."],
        "artistic_cv": ["One file.", "At most 4 pages.", "At most 10 MB.", "Files: PDF."],
        "samples": [
            "At least one work.",
            "At most 8 works.",
            "At most 20 pages each.",
            "At most 20 MB each.",
            "Files: PDF, JPEG, PNG.",
        ],
        "discipline": [],
    }


def test_the_least_amount_of_money_is_money_too() -> None:
    question = next(one for one in load("residency").questions() if one.key == "travel_costs")
    limits = replace(question.limits, min_cents=1, max_cents=None)
    assert limits_in_words(replace(question, limits=limits)) == [say("At least {limit}.", limit=Money(1))]


def test_amounts_and_days_stay_facts_so_that_each_language_writes_them_in_its_own_way() -> None:
    question = next(one for one in load("residency").questions() if one.key == "travel_costs")
    limits = replace(question.limits, earliest="2027-01-15", latest="2027-02-01")
    assert [limit.facts for limit in limits_in_words(replace(question, limits=limits))] == [
        {"limit": Money(1_000_000)},
        {"limit": date(2027, 1, 15)},
        {"limit": date(2027, 2, 1)},
    ]
