from portal.questionnaire import estimated_minutes
from tests.questionnaire.examples import ask, only


def test_long_texts_take_the_time_to_write_them_and_the_sum_is_rounded_up_to_five_minutes() -> None:
    assert estimated_minutes(only(ask("text"))) == 5
    assert estimated_minutes(only(ask("long_text", max_words=150))) == 10
    assert estimated_minutes(only(ask("long_text", max_words=150), ask("date"))) == 15
