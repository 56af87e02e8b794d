"""What crosses the pipe of a render process arrives as it was sent."""

import pickle

import pytest

from portal.pdf.order import Attachment, Order, RenderFailed
from portal.words import say


def test_a_refusal_crosses_the_pipe_with_its_sentence_and_its_detail() -> None:
    sent = RenderFailed(say("A letter of {kind} could not be laid out.", kind="award"), "KeyError: 'town'")
    came = pickle.loads(pickle.dumps(sent))
    assert (came.sentence, came.detail) == (sent.sentence, sent.detail)
    assert str(came) == "A letter of award could not be laid out. KeyError: 'town'"


def test_an_order_crosses_the_pipe_whole() -> None:
    order = Order("letters/award.de.html", {"town": "İzmir"}, (Attachment("facts.json", b"{}", "Facts"),))
    assert pickle.loads(pickle.dumps(order)) == order


@pytest.mark.parametrize(("detail", "said"), [("", "Stopped."), ("killed", "Stopped. killed")])
def test_a_refusal_without_a_detail_says_only_its_sentence(detail: str, said: str) -> None:
    assert str(RenderFailed(say("Stopped."), detail)) == said
