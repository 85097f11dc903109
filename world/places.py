"""Towns: their names in the reader's language, and those people write."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from world.atlas import Hit, atlas
from world.countries import country_named
from world.cues import bare
from world.finding import find_exactly, find_nearly
from world.folding import fold
from world.kinds import Kind
from world.reader import Reader
from world.spelling import key

# A town in the country one is known to be near counts as much as one so many times its size.
_NEARBY = 50
_LONGEST = 80
_SHORTEST_BEGINNING = 3
_PARTS = re.compile(r"[,،;:()\n]+")
_POSTCODE = re.compile(r"\b\w*\d\w*\b")


@dataclass(frozen=True, slots=True)
class Place:
    """A town of GeoNames, by its GeoNames id; `country` is ISO 3166-1, `zone` an IANA time zone."""

    id: int
    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    zone: str

    def say(self, language: Reader) -> str:
        names = _names(self.id)
        return names.get(language.code) or names.get("en") or self.name


@lru_cache(maxsize=1024)
def place(identity: int) -> Place | None:
    rows = atlas().places([identity])
    return Place(*rows[0]) if rows else None


def find_places(text: str, near: str | None = None, limit: int = 5) -> list[Place]:
    """The towns that a text may name, by how many people live there, those in the country `near` before others.

    "Lyon, France", "75018 Paris", "London SE15" and "Accra Ghana" are understood; so is the beginning of a name
    ("Aix") where nothing else is. A country is no misspelt town, nor is a town of another country than the one named.
    """
    said = text[:_LONGEST]
    for written, country in _readings(said):
        hits = find_exactly(written, Kind.PLACE)
        if hits:
            return ranked(hits, country or near)[:limit]
    if country_named(said):
        return []
    for written, country in _readings(said):
        towns = ranked(find_nearly(written, Kind.PLACE), country or near)
        meant = [town for town in towns if country in (None, town.country)]
        if meant:
            return meant[:limit]
    return ranked(_beginning(said), near)[:limit]


def ranked(hits: Sequence[Hit], near: str | None) -> list[Place]:
    """The towns of some hits, the likeliest first."""
    weights = {int(hit.ref): hit.weight for hit in reversed(hits)}
    towns = (Place(*row) for row in atlas().places(weights))
    return sorted(towns, key=lambda town: (-weights[town.id] * (_NEARBY if town.country == near else 1), town.id))


def _readings(text: str) -> Iterator[tuple[str, str | None]]:
    """A town's name and the country it says it is in, from the plainest reading to the boldest."""
    yield text, None
    plain = _POSTCODE.sub(" ", text)
    parts = [part for part in _PARTS.split(plain) if fold(part)]
    if len(parts) > 1:
        yield parts[0], _country(parts[-1])
    words = _PARTS.sub(" ", plain).split()
    for end in range(len(words) - 1, 0, -1):
        country = _country(" ".join(words[end:]))
        if country:
            yield " ".join(words[:end]), country
    if words and plain != text:
        yield " ".join(words), None


def _country(text: str) -> str | None:
    hits = atlas().exact([key(text)], Kind.COUNTRY)
    return max(hits, key=lambda hit: hit.weight).ref if hits else None


def _beginning(text: str) -> list[Hit]:
    word = key(bare(text))
    return atlas().beginning(word, Kind.PLACE, limit=20) if len(word) >= _SHORTEST_BEGINNING else []


@lru_cache(maxsize=1024)
def _names(identity: int) -> dict[str, str]:
    return atlas().place_names(identity)
