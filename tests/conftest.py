"""What the tests share: a settable clock, and a store on each database at hand."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import models  # noqa: F401  (its tables)
from models.base import Base
from models.store import Store
from tests.clock import FakeClock

SECRET = "a secret that only the tests know and use"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def store(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Store]:
    store = Store(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}", SECRET, clock=clock)
    await store.write(lambda session: Base.metadata.create_all(session.connection()))
    yield store
    await store.close()
