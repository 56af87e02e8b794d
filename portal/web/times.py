"""A field for a time of day."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from portal.local_time import read_time
from portal.web.fields import TextField
from portal.words import Sentence


class TimeField(TextField):
    """A time of day."""

    data: Any

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the time as people write it; 24:00 is none."""
        text = str(valuelist[0]).strip() if valuelist else ""
        found = read_time(text) if text else None
        if isinstance(found, Sentence):
            self.data = text
            raise ValueError(found)
        self.data = found

    def _value(self) -> str:
        if self.raw_data:
            return "".join(filter(str.isprintable, self.raw_data[0]))
        return self.data.strftime("%H:%M") if isinstance(self.data, time) else ""
