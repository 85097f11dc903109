"""A killed service loses nothing and does nothing twice."""

import pytest

from tests.campaigns.kills import run

pytestmark = pytest.mark.campaign


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_twenty_kills_lose_nothing_and_double_nothing(store: str) -> None:
    outcome = run(store, kills=20, seed=20)

    print(outcome.table())
    assert outcome.wrong == []
    assert outcome.effects.registered
