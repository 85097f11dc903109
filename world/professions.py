"""Professions and their sectors, keyed by ISCO-08 unit groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from world.finding import find
from world.folding import fold
from world.kinds import Kind
from world.reader import Reader
from world.tables import several, table


@dataclass(frozen=True, slots=True)
class Sector:
    code: str

    @property
    def is_a_field(self) -> bool:
        """Students and pensioners share no field of work: they are only what is in no other sector."""
        return self.code != "other"

    def say(self, language: Reader) -> str:
        return _label("sectors", self.code, language)


@dataclass(frozen=True, slots=True)
class Profession:
    """A profession, by its ISCO-08 unit group ("2222") or our part of one ("2212.1"); a few have a word for a code."""

    code: str

    @property
    def sector(self) -> Sector:
        return Sector(_rows("professions")[self.code]["sector"])

    def say(self, language: Reader) -> str:
        """Its plain name, which supposes no gender; in English where the language has no table."""
        return _label("professions", self.code, language)


SECTORS = tuple(Sector(row["code"]) for row in table("sectors"))


def profession(code: str) -> Profession | None:
    return Profession(code) if code in _rows("professions") else None


def sector(code: str) -> Sector | None:
    return Sector(code) if code in _rows("sectors") else None


def find_professions(text: str, limit: int = 3) -> list[Profession]:
    """What the words may name, labels before synonyms."""
    return [Profession(hit.ref) for hit in find(text, Kind.PROFESSION)][:limit]


def find_sectors(text: str, limit: int = 3) -> list[Sector]:
    return [Sector(hit.ref) for hit in find(text, Kind.SECTOR)][:limit]


def told_apart(codes: Iterable[str]) -> list[Profession]:
    """Of several that one word may mean the likeliest, once: a doctor is every kind of doctor, but no midwife."""
    kept: dict[str, frozenset[str]] = {}
    for code in codes:
        if code in _rows("professions") and all(_written(code).isdisjoint(names) for names in kept.values()):
            kept[code] = _written(code)
    return [Profession(code) for code in kept]


@cache
def _written(code: str) -> frozenset[str]:
    """Every way to write a profession that stands in the table."""
    row = _rows("professions")[code]
    labels = (value for name, value in row.items() if name not in ("code", "sector", "synonyms"))
    return frozenset(map(fold, (*labels, *several(row["synonyms"]))))


def _label(name: str, code: str, language: Reader) -> str:
    row = _rows(name)[code]
    return row.get(language.code) or row["en"]


@cache
def _rows(name: str) -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in table(name)}
