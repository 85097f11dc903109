"""Towns: their names in the reader's language, and those people write."""

from dataclasses import dataclass
from functools import lru_cache

from world.atlas import Hit, atlas
from world.kinds import Kind
from world.reader import Reader
from world.spelling import key

_NEARBY = 50


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
        return atlas().place_name(self.id, language.code) or atlas().place_name(self.id, "en") or self.name


@lru_cache(maxsize=512)
def place(id: int) -> Place | None:
    rows = atlas().places([id])
    return Place(*rows[0]) if rows else None


def find_places(text: str, near: str | None = None, limit: int = 5) -> list[Place]:
    word = key(text)
    hits = atlas().exact([word], Kind.PLACE) or atlas().similar(word, Kind.PLACE) or (atlas().beginning(word, Kind.PLACE, 50) if len(word)>2 else [])
    return ranked(hits, near)[:limit]


def ranked(hits: list[Hit], near: str | None) -> list[Place]:
    weights = {}
    for hit in hits:
        weights[hit.ref] = max(hit.weight, weights.get(hit.ref, 0))
    towns = [Place(*row) for row in atlas().places(weights)]
    return sorted(towns, key=lambda t: (-weights[t.id] * (_NEARBY if t.country == near else 1), t.id))
