"""The store itself is tested on engines of its own, as the service opens them."""

from collections.abc import AsyncIterator

import pytest

from models.store import Store
from tests.clock import FakeClock
from tests.conftest import SECRET


@pytest.fixture
async def store(store_url: str, clock: FakeClock) -> AsyncIterator[Store]:
    """The store at the URL, open; its clock stands until it is moved."""
    store = Store(store_url, SECRET, clock=clock)
    yield store
    await store.close()
