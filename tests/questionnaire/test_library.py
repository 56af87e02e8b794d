import pytest

from portal.questionnaire import check_design, load
from portal.questionnaire.library import names


@pytest.mark.parametrize("name", names())
def test_every_questionnaire_of_the_library_may_be_published_as_it_is(name: str) -> None:
    assert check_design(load(name)) == []


def test_the_residency_asks_what_the_programme_needs() -> None:
    residency = load("residency")
    assert [section.key for section in residency.sections] == [
        "about_you",
        "project",
        "work_samples",
        "documents",
        "budget",
        "access_needs",
        "declarations",
    ]
    discipline = residency.question("discipline")
    assert discipline is not None
    assert len(discipline.options) == 12


def test_access_needs_are_health_data_that_no_juror_sees_and_nobody_must_give() -> None:
    question = load("residency").question("access_needs")
    assert question is not None
    assert (question.field_class, question.jurors_see, question.required) == ("health", False, False)


@pytest.mark.parametrize("name", ["nothing", "../residency", "residency.yaml", ""])
def test_a_questionnaire_that_the_library_does_not_hold_is_an_error_of_the_caller(name: str) -> None:
    with pytest.raises(KeyError):
        load(name)
