"""Who tries to copy the directory sees what the limits allow and no more, and is noticed."""

from models.store import Store
from tests.campaigns.scraper import WAYS, in_one_life, most_in, run
from tests.clock import FakeClock


async def test_no_way_shows_more_than_the_limits_allow_and_staff_hear_of_it(store: Store, clock: FakeClock) -> None:
    outcome = await run(store, clock, community=60, accounts=len(WAYS), days=5, seed=3)

    assert outcome.wrong == []
    assert max(len(each.seen) for each in outcome.accounts) > most_in(1)
    assert outcome.watches > 0
    assert outcome.told > 0


def test_the_most_that_may_be_seen_follows_from_the_table() -> None:
    assert in_one_life(1) == 10
    assert in_one_life(7) == 50
    assert in_one_life(30) <= 300
    assert most_in(30) >= in_one_life(30)
