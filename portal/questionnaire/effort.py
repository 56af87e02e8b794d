"""How long a questionnaire takes, so that applicants can plan their evening."""

import math

from portal.questionnaire.kinds import KINDS
from portal.questionnaire.shape import Question, Questionnaire

# Writing, reading again and shortening: a guess that errs on the long side.
_WORDS_A_MINUTE = 15
_ROUNDED_TO = 5
# Nobody plans an evening in two hundred minutes.
_MOST_MINUTES = 90


def estimated_minutes(questionnaire: Questionnaire) -> int:
    """The minutes that a careful applicant needs, rounded up to five."""
    minutes = sum(_minutes(question) for question in questionnaire.questions())
    return math.ceil(minutes / _ROUNDED_TO) * _ROUNDED_TO


def estimated_hours(questionnaire: Questionnaire) -> float | None:
    """The same in hours and half hours, or none where minutes say it better."""
    minutes = estimated_minutes(questionnaire)
    return round(minutes / 30) / 2 if minutes > _MOST_MINUTES else None


def _minutes(question: Question) -> float:
    if question.limits.max_words:
        return question.limits.max_words / _WORDS_A_MINUTE
    return KINDS[question.kind].minutes
