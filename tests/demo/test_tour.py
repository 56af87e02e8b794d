"""The steps of the tour: when each is done, and where it leads."""

import pytest

from portal.demo.tour import Progress, steps_of, target_of

RUNNING = Progress(unchecked=3)
APPLIED = Progress(applied=True, unchecked=4)
CLOSED = Progress(applied=True, call_state="closed", unchecked=4)
CHECKED = Progress(applied=True, call_state="closed", checked=4)
STARTED = Progress(applied=True, call_state="in_review", checked=4)
HANDED_OUT = Progress(applied=True, call_state="in_review", checked=4, to_score=4)
SCORED = Progress(applied=True, call_state="in_review", checked=4, scored=4)
PREPARED = Progress(applied=True, call_state="in_review", checked=4, scored=4, decided=4)
RELEASED = Progress(applied=True, call_state="decided", checked=4, scored=4, decided=4)
READ = Progress(applied=True, call_state="decided", checked=4, scored=4, decided=4, opened=True)


@pytest.mark.parametrize(
    ("progress", "done"),
    [
        (RUNNING, []),
        (APPLIED, [1]),
        (CLOSED, [1]),
        (CHECKED, [1]),
        (STARTED, [1]),
        (HANDED_OUT, [1, 2]),
        (SCORED, [1, 2, 3]),
        (PREPARED, [1, 2, 3, 4]),
        (RELEASED, [1, 2, 3, 4, 5]),
        (READ, [1, 2, 3, 4, 5, 6]),
    ],
)
def test_a_step_is_done_when_the_data_say_so(progress: Progress, done: list[int]) -> None:
    assert [step.number for step in steps_of(progress) if step.is_done] == done


@pytest.mark.parametrize(
    ("number", "progress", "page"),
    [
        (1, RUNNING, "calls.page"),
        (2, APPLIED, "calls.edit"),
        (2, CLOSED, "formal_checks.table"),
        (2, CHECKED, "calls.edit"),
        (2, STARTED, "reviews.assignment"),
        (3, HANDED_OUT, "reviews.index"),
        (4, SCORED, "decisions.desk"),
        (5, SCORED, "desk.pipeline"),
        (5, PREPARED, "decisions.approvals"),
        (6, PREPARED, "calls.page"),
        (6, RELEASED, "mine.home"),
    ],
)
def test_a_step_leads_to_the_page_where_it_is_taken_now(number: int, progress: Progress, page: str) -> None:
    assert target_of(number, progress).page == page


def test_the_juror_is_led_to_the_next_case_of_the_tours_own_call() -> None:
    target = target_of(3, HANDED_OUT, review="r")
    assert (target.page, target.values) == ("reviews.conflict", {"review_id": "r"})


def test_the_applicant_is_led_to_the_own_draft_and_at_the_end_to_the_letter() -> None:
    assert target_of(1, RUNNING, application="a").page == "applications.task_list"
    assert target_of(6, RELEASED, application="a", letter="b").page == "letters.page"
