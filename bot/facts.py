"""What the public pages may know, read from the store."""

from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from models.store import Store
from services import opportunities, spotlights
from web.pages import CountryPage, OpportunityLine, SpotlightLine

_MOST = 12


class StoredFacts:
    """The facts of country pages, through the same services as the chat."""

    def __init__(self, store: Store, *, demo: bool) -> None:
        self._store, self._demo = store, demo

    async def country(self, code: str, language: str) -> CountryPage:
        """What is open and told for a country; a portrait in the reader's language, else in one it has."""
        return await self._store.read(partial(_country, code=code, language=language))

    async def is_demo(self) -> bool:
        """Whether the community is invented; a store that is marked so is so for ever."""
        return self._demo


def _country(session: Session, code: str, language: str) -> CountryPage:
    offers = opportunities.list_open(session, None, countries=[code], limit=_MOST)
    portraits = spotlights.list_approved(session, code)
    return CountryPage(
        tuple(_opportunity(each) for each in offers), tuple(_spotlight(each, language) for each in portraits)
    )


def _opportunity(card: opportunities.Card) -> OpportunityLine:
    deadline = date.fromisoformat(card["deadline"]) if card["deadline"] else None
    return OpportunityLine(card["kind"], card["title"], card["source"], card["url"], deadline, card["language"])


def _spotlight(card: spotlights.Portrait, language: str) -> SpotlightLine:
    return SpotlightLine(card["name"], _best(card["headline"], language), _best(card["story"], language))


def _best(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")
