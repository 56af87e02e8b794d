"""People to whom the tests write."""

from dataclasses import dataclass


@dataclass
class Reader:
    """A person with an address, a name and a language."""

    email: str = "isil@demo.example"
    name: str = "Işıl Şahin"
    language: str = "de"
