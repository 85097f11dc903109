"""A killed service loses nothing of what vendors bring, and repeats only what it may not have known to be taken."""

import pytest

from tests.campaigns.wire_kills import run

pytestmark = pytest.mark.campaign


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_twenty_kills_on_wires_lose_nothing_and_double_nothing(store: str) -> None:
    outcome = run(store, kills=20, seed=20, pairs=10)

    print(outcome.table())
    assert outcome.wrong == []
    assert outcome.effects.registered
    assert outcome.retries
