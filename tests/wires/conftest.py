"""The town is opened anew for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.wires.town import Town, open_town


@pytest.fixture
async def town(sqlite_url: str) -> AsyncIterator[Town]:
    async with open_town(sqlite_url) as opened:
        yield opened
