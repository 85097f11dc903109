"""Risks: from which countries people are followed abroad, by which source, and what is safer to show then."""

from dataclasses import dataclass
from typing import Final

from world.tables import table


@dataclass(frozen=True, slots=True)
class Risk:
    """A default for the answers of people from a country: `field` is one of a card's, or `card` for the whole.

    `why` is a code that has a sentence; `title`, `year` and `url` are the source's; `since` is a day.
    """

    country: str
    field: str
    audience: str
    why: str
    title: str
    year: str
    url: str
    since: str


RISKS: Final = tuple(Risk(**row) for row in table("risks"))
