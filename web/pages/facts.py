"""What a page asks of the rest of the house."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class OpportunityLine:
    """An open opportunity; `language` is the one it is written in, `deadline` its last day."""

    kind: str
    title: str
    source: str
    url: str | None
    deadline: date | None
    language: str


@dataclass(frozen=True, slots=True)
class SpotlightLine:
    """A portrait that its subject approved."""

    name: str
    headline: str
    story: str


@dataclass(frozen=True, slots=True)
class CountryPage:
    opportunities: tuple[OpportunityLine, ...] = ()
    spotlights: tuple[SpotlightLine, ...] = ()


class CountryFacts(Protocol):
    async def country(self, code: str, language: str) -> CountryPage:
        """What is open and told for a country (ISO 3166-1 alpha-2), spotlights in the reader's language if they can."""

    async def is_demo(self) -> bool:
        """Whether the community is invented, which every page then says."""
