"""Towns: their names in the reader's language, and those people write."""

from dataclasses import dataclass

from world.reader import Reader


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
        return self.name


def place(id: int) -> Place | None:
    return None


def find_places(text: str, near: str | None = None, limit: int = 5) -> list[Place]:
    return []
