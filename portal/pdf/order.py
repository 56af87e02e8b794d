"""What is asked of the render processes, and the sentence they refuse with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.words import Sentence


@dataclass(frozen=True)
class Attachment:
    """A file that travels inside a PDF."""

    name: str
    content: bytes
    description: str
    relationship: str = "Data"


@dataclass(frozen=True)
class Order:
    """One document to print: a template, its facts, and what goes with it."""

    template: str
    facts: Mapping[str, Any]
    attachments: tuple[Attachment, ...] = ()
    variant: str = "pdf/a-3a"
    exact: bool = True
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """PNG pictures by the address at which the template asks for them, like bundle:logo."""


class RenderFailed(Exception):
    """A document could not be printed; the sentence tells the officer why, the detail is for the log."""

    def __init__(self, sentence: Sentence, detail: str = "") -> None:
        super().__init__(f"{sentence} {detail}".strip())
        self.sentence = sentence
        self.detail = detail

    def __reduce__(self) -> tuple[type["RenderFailed"], tuple[Sentence, str]]:
        """Rebuilt from its two parts when it crosses the pipe of a render process."""
        return RenderFailed, (self.sentence, self.detail)
