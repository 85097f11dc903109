"""Listening: a wire whose account is held is told to rest before it does anything."""

from functools import partial

from starlette.routing import BaseRoute

from bot.holds import keep_hold
from bot.service import Service
from channels.channel import PlainWire
from channels.wire import Post, Receive
from models.store import Store
from tests.clock import FakeClock


class Restful(PlainWire):
    """Notes for how long it is told to rest."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rests: list[float] = []

    def serves(self, account: str, address: str) -> bool:
        return True

    async def send(self, account: str, address: str, post: Post) -> None:
        """There is nothing to send."""

    def routes(self, receive: Receive) -> list[BaseRoute]:
        return []

    def rest(self, seconds: float) -> None:
        self.rests.append(seconds)


async def test_after_a_restart_a_wire_rests_for_what_is_left(store: Store, clock: FakeClock) -> None:
    await store.write(partial(keep_hold, account=("held", "main"), seconds=60))
    clock.move(seconds=20)
    held, free = Restful("held"), Restful("free")

    async with Service(store, role="web", wires={"held": held, "free": free}):
        assert held.rests == [40]

    assert free.rests == []
