"""Names: those of the lists, in all the spellings that people use, and made ones, which no list has."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from benchmarks.directory.tables import table

Script = Literal["latin", "arabic", "ethiopic"]
LISTS: Final = ("names", "held_apart")
_JOINTS: Final = re.compile("['’‘`ʼ-]")


@dataclass(frozen=True, slots=True)
class Name:
    """One name; all its spellings have one `group`, those of the held-apart list are `apart`."""

    group: str
    latin: tuple[str, ...]
    arabic: str = ""
    ethiopic: str = ""
    apart: bool = False

    def in_script(self, script: Script) -> str:
        return {"latin": self.latin[0], "arabic": self.arabic, "ethiopic": self.ethiopic}[script]


def plain(text: str) -> str:
    """Without case, accents, apostrophes and hyphens: how the benchmark compares what is written."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = (sign for sign in letters if sign.isalnum() or sign.isspace())
    return " ".join("".join(kept).split())


def plain_words(name: str) -> str:
    """The words of a name as they are compared, those that a hyphen or an apostrophe joins also by themselves."""
    return f"{plain(name)} {plain(_JOINTS.sub(' ', name))}"


def unaccented(text: str) -> str:
    letters = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(sign for sign in letters if not "\u0300" <= sign <= "\u036f"))


def is_joined(text: str) -> bool:
    """Whether an apostrophe or a hyphen stands in it."""
    return _JOINTS.search(text) is not None


@cache
def pool(people: str, role: str) -> tuple[Name, ...]:
    """The names of a people's list that are given (g) or inherited (f), the commonest first."""
    return tuple(name for name, its_people, roles in _listed() if its_people == people and role in roles)


@cache
def group_of(latin: str) -> str:
    """The group a spelling belongs to: its own, where no list has it."""
    return _groups().get(plain(latin), plain(latin))


@cache
def _listed() -> tuple[tuple[Name, str, str], ...]:
    return tuple(_read())


def _read() -> Iterator[tuple[Name, str, str]]:
    for source in LISTS:
        for row in table(source):
            latin = tuple(row["latin"].split("|"))
            name = Name(group_of(latin[0]), latin, row["arabic"], row["ethiopic"], apart=source == "held_apart")
            yield name, row["people"], "gf" if row["role"] == "b" else row["role"]


@cache
def _groups() -> dict[str, str]:
    """Every spelling of the lists with the group it is of; rows that share a spelling are one group."""
    rows = [[plain(each) for each in row["latin"].split("|")] for source in LISTS for row in table(source)]
    met: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for spelling in row:
            met[spelling].update(row)
    groups: dict[str, str] = {}
    for spelling in met:
        if spelling not in groups:
            groups |= dict.fromkeys(_reached(spelling, met), spelling)
    return groups


def _reached(spelling: str, met: dict[str, set[str]]) -> set[str]:
    reached, waiting = {spelling}, [spelling]
    while waiting:
        new = met[waiting.pop()] - reached
        reached |= new
        waiting += new
    return reached
