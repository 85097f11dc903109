"""The next message may go when the row says so."""

from datetime import timedelta

from services.pace import reserve
from tests.services.house import House

SECOND = timedelta(seconds=1)


async def reserved(house: House, wanted: int, rate: int = 4) -> list[float]:
    """The moments given, in seconds from the test's first one."""
    slots = await house.store.write(lambda session: reserve(session, "bot", wanted, rate, SECOND))
    return [(slot - house.clock.at).total_seconds() for slot in slots]


async def test_moments_are_given_one_interval_apart(house: House) -> None:
    assert await reserved(house, 3) == [0, 0.25, 0.5]


async def test_no_more_than_a_second_is_given_ahead(house: House) -> None:
    assert len(await reserved(house, 100)) == 4
    assert await reserved(house, 100) == []


async def test_who_asks_later_continues_where_the_others_are(house: House) -> None:
    await reserved(house, 2)
    house.clock.move(seconds=0.25)

    assert await reserved(house, 1) == [0.25]


async def test_unused_time_is_not_saved_up(house: House) -> None:
    await reserved(house, 1)
    house.clock.move(hours=1)

    assert len(await reserved(house, 100)) == 4
