"""A killed service loses nothing and does nothing twice."""

import pytest

from tests.campaigns.kills import VISITORS, run

pytestmark = pytest.mark.campaign


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_twenty_kills(store: str) -> None:
    outcome = run(store, kills=20, seed=20)

    print(outcome.table(store))
    assert outcome.wrong == []
    assert outcome.tally.registered > VISITORS
