"""Of who is erased nothing is left but the receipt."""

from random import Random

import pytest

from models.store import Store
from tests.campaigns.erased import Outcome, lead_lives, run
from tests.clock import FakeClock


async def test_nothing_is_left_of_ten_random_lives_but_their_receipts(store: Store, clock: FakeClock) -> None:
    outcome = Outcome()

    await lead_lives(store, clock, lives=10, picks=Random(10), outcome=outcome)

    assert outcome.left == []
    assert outcome.seen_before > outcome.planted // 2


@pytest.mark.campaign
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_nothing_is_left_of_thirty_random_lives(kind: str) -> None:
    outcome = run(kind, lives=30, seed=100)

    assert outcome.left == []
    assert outcome.lives == 30
