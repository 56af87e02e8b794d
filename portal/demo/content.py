"""The people and words of the demo world, read from the files beside this one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "content"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Somebody who applies: a name with all its difficulties, a life in numbers, a project in own words."""

    key: str
    name: str
    born: str
    year: int
    since: int
    discipline: str
    lang: str
    title: str
    text: str
    given: str = ""
    family: str = ""
    latin: str = ""
    native: str = ""
    native_lang: str = ""
    family_first: bool = False
    address: str = "neutral"
    residence: str = ""
    reachable: bool = True
    legible: bool = True

    def dice(self, what: str) -> Random:
        """Dice that fall the same way whenever the demo world is made."""
        return Random(f"{self.key}:{what}")

    @property
    def email(self) -> str:
        """The address of the account."""
        return f"{self.key}@demo.example"


@cache
def read(name: str) -> Any:
    """What one file of the demo world holds."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def figures(*files: str) -> list[Figure]:
    """The people of some files, in their order."""
    return [_figure(row) for name in files for row in read(name)]


def _figure(row: Mapping[str, Any]) -> Figure:
    if "family" in row:
        return Figure(**row)
    given, _, family = row["name"].rpartition(" ")
    return Figure(**row, given=given, family=family)


def words(what: str) -> Any:
    """One of the stores of words from which lives are told."""
    return read("lives")[what]


def craft(discipline: str) -> Any:
    """What people of a discipline say, learn and show."""
    return read("disciplines")[discipline]
