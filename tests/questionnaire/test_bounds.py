"""What an answer may be at most, in words."""

from portal.questionnaire import limits_in_words, load


def test_the_limits_of_a_question_are_told_in_words() -> None:
    questions = {question.key: question for question in load("residency").questions()}
    told = {
        key: [str(limit) for limit in limits_in_words(questions[key])]
        for key in ("project_description", "artistic_cv", "samples", "discipline")
    }
    assert told == {
        "project_description": ["At most 800 words."],
        "artistic_cv": ["One file.", "At most 4 pages each.", "At most 10 MB each.", "Files: PDF."],
        "samples": [
            "At least one work.",
            "At most 8 works.",
            "At most 20 pages each.",
            "At most 20 MB each.",
            "Files: PDF, JPEG, PNG.",
        ],
        "discipline": [],
    }
