"""A field for a time of day."""

from datetime import time

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from portal.web.fields import PortalForm
from portal.web.times import TimeField


class MeetingForm(PortalForm):
    class Meta(PortalForm.Meta):
        csrf = False

    begins = TimeField("Begins at")


READ = [("14:00", time(14, 0), True), ("9.30", time(9, 30), True), ("", None, True), ("noon", "noon", False)]


@pytest.mark.parametrize(("typed", "read", "sound"), READ)
def test_a_time_is_read_and_what_is_none_stays_as_it_was_typed(
    typed: str, read: time | str | None, sound: bool, app: Flask
) -> None:
    with app.test_request_context(method="POST"):
        form = MeetingForm(MultiDict({"begins": typed}))
        assert (form.validate(), form.begins.data) == (sound, read)
        assert form.begins._value() == typed


def test_a_time_that_is_known_is_shown_with_its_minutes(app: Flask) -> None:
    with app.test_request_context():
        assert MeetingForm(data={"begins": time(9, 5)}).begins._value() == "09:05"
