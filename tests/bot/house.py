"""The whole service on a store, and browsers that reach it without a network in between."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random

import httpx2
from starlette.types import ASGIApp

from bot.public import public_site
from bot.service import Service
from bot.settings import Settings
from models.store import Store
from tests.campaigns.visitors import Tally, Visitor, Way

SITE = "http://passerelle.test"


@dataclass(slots=True)
class House:
    """A running service; `tally` is what its visitors count."""

    service: Service
    app: ASGIApp
    tally: Tally

    @property
    def store(self) -> Store:
        return self.service.store

    def browser(self, **headers: str) -> httpx2.AsyncClient:
        """A browser without a cookie yet; a fault of ours is its 500 page, as over a network."""
        transport = httpx2.ASGITransport(self.app, raise_app_exceptions=False)
        return httpx2.AsyncClient(transport=transport, base_url=SITE, headers=headers)

    def visitor(self, number: int, way: Way = "fetch") -> Visitor:
        """Somebody who counts what they say and are told, and does not stop to think."""
        return Visitor(f"visitor {number}", way, self.browser(), Random(number), self.tally, thinks=0)


@asynccontextmanager
async def open_house(store: Store, settings: Settings | None = None) -> AsyncIterator[House]:
    settings = settings or Settings(database_url=str(store.url), public_url=SITE)
    async with Service(store) as service:
        yield House(service, public_site(settings, service, demo=False), Tally())
