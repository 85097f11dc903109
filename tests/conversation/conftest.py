"""The stage as fixtures."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from tests.clock import FakeClock
from tests.conftest import SECRET
from tests.conversation.furniture import furnish
from tests.conversation.stage import Guest, cleared
from tests.engines import warm_store

Arrives = Callable[..., Awaitable[Guest]]


@pytest.fixture
async def arrives(sqlite_url: str, clock: FakeClock) -> AsyncIterator[Arrives]:
    """One more person on a furnished stage: call it with their name and await it."""
    store = warm_store(sqlite_url, SECRET, clock=clock)

    async def arrive(name: str = "awa", *, noticed: bool = True, member: bool = False, language: str = "en") -> Guest:
        return await Guest(store, clock, name, language=language).arrives(noticed=noticed, member=member)

    with cleared():
        furnish()
        yield arrive
    await store.close()


@pytest.fixture
async def guest(arrives: Arrives) -> Guest:
    return await arrives()
