"""By whose links people came."""

from tests.handlers.conftest import START, Guest, Newcomer
from tests.handlers.team import join


async def test_the_team_sees_how_many_came_by_which_link(guest: Guest, newcomer: Newcomer) -> None:
    for number in range(6):
        each = newcomer(f"guest {number}")
        await each.say("ref-rose" if number else "ref-lyon", "start")
        await each.tap(START)
    mariam = await join(guest, "Mariam", "reader", ["BJ"])

    said = await mariam.tap("Links people came by")

    assert said.splitlines() == ["How many people came by which link:", "rose: 5", "lyon: fewer than 5"]


async def test_where_nobody_came_by_a_link_it_is_said_how_to_make_one(guest: Guest) -> None:
    mariam = await join(guest, "Mariam", "reader")

    assert "ends in start=ref-lyon" in await mariam.tap("Links people came by")
