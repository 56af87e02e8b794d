from portal.questionnaire import estimated_hours, estimated_minutes
from tests.questionnaire.examples import ask, only


def test_long_texts_take_the_time_to_write_them_and_the_sum_is_rounded_up_to_five_minutes() -> None:
    assert estimated_minutes(only(ask("text"))) == 5
    assert estimated_minutes(only(ask("long_text", max_words=150))) == 10
    assert estimated_minutes(only(ask("long_text", max_words=150), ask("date"))) == 15


def test_what_takes_longer_than_an_hour_and_a_half_is_told_in_half_hours() -> None:
    assert estimated_hours(only(ask("long_text", max_words=1350))) is None
    assert estimated_hours(only(ask("long_text", max_words=1425))) == 1.5
    assert estimated_hours(only(ask("long_text", max_words=3000))) == 3.5
