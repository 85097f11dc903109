"""What the tests of rules share."""

import pytest

from models.store import Store
from tests.clock import FakeClock
from tests.services.house import House


@pytest.fixture
def house(store: Store, clock: FakeClock) -> House:
    return House(store, clock)
