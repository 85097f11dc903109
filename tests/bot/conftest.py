"""The whole service on a store of the test's own, on each database in turn."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from tests.bot.house import House, open_house
from tests.conftest import SECRET
from tests.databases import sqlite_url
from tests.engines import warm_store
from tests.serving import Serving


@pytest.fixture
async def house(store_url: str) -> AsyncIterator[House]:
    store = warm_store(store_url, SECRET)
    try:
        async with open_house(store) as house:
            yield house
    finally:
        await store.close()


@pytest.fixture
async def embedded(sqlite_url: str) -> AsyncIterator[House]:
    """On SQLite alone, for what no database could change."""
    store = warm_store(sqlite_url, SECRET)
    try:
        async with open_house(store) as house:
            yield house
    finally:
        await store.close()


@pytest.fixture
async def browser(embedded: House) -> AsyncIterator[httpx2.AsyncClient]:
    async with embedded.browser() as browser:
        yield browser


@pytest.fixture
async def serving(tmp_path: Path) -> AsyncIterator[Serving]:
    served = Serving(sqlite_url(tmp_path / "data" / "passerelle.db"), tmp_path, METRICS_TOKEN="a token")
    await served.start()
    try:
        await served.is_ready()
        yield served
    finally:
        await served.process.kill()
