"""Who searches by phone number cannot tell whether anybody is there."""

from models.store import Store
from tests.campaigns.blindness import distance, run
from tests.clock import FakeClock


async def test_those_who_are_here_and_nobody_look_the_same(store: Store, clock: FakeClock) -> None:
    outcome = await run(store, clock, each=4, watched=4, seed=7)

    assert outcome.told[True] == outcome.told[False]
    assert outcome.rows[True] == outcome.rows[False]
    assert len(outcome.told[True]) == 1


def test_distance_tells_what_is_apart() -> None:
    assert distance([1, 2, 3], [1, 2, 3]) == 0
    assert distance([1, 2, 3], [4, 5, 6]) == 1
