"""Listening: each wire is prepared, and those that must be asked for news are, by one process at a time."""

import asyncio
import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial

import structlog

from bot.holds import HOLDS_LEARNT_SECONDS, Holds, read_holds
from bot.lease import drop_lease, take_lease
from channels.channel import NotSent, Wire
from channels.wire import Introduction, Receive
from models.engines import is_sqlite
from models.store import Store
from models.trouble import name_of

log = structlog.get_logger()

_SPAN = timedelta(seconds=15)
_GLANCE_SECONDS = 4.0
_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 300.0


class Listening:
    """Attends to the wires of a process. An embedded store has one process: nobody else can hold its leases."""

    def __init__(
        self,
        store: Store,
        wires: Iterable[Wire],
        receive: Receive,
        introductions: Sequence[Introduction],
        holds: Holds,
    ) -> None:
        self._store, self._wires, self._receive, self._introductions = store, tuple(wires), receive, introductions
        self._accounts = holds
        self._holder = "the one" if is_sqlite(store.url) else secrets.token_hex(8)

    async def run(self) -> None:
        """Attend to every wire, for ever."""
        await asyncio.gather(self._keep_resting(), *(self._attend(wire) for wire in self._wires))

    async def learn_holds(self) -> None:
        """A wire rests while its account is held: before anything comes in at a start, and whoever was told so."""
        self._accounts.learn(await self._store.read(read_holds))
        at = self._store.clock()
        for channel, account in self._accounts.held(at):
            for wire in self._wires:
                if wire.name == channel:
                    wire.rest(self._accounts.seconds((channel, account), at))

    async def leave(self) -> None:
        """Let another process listen at once."""
        for wire in self._wires:
            if wire.polls:
                await self._store.write(partial(drop_lease, name=_lease(wire), holder=self._holder))

    async def _keep_resting(self) -> None:
        while True:
            await asyncio.sleep(HOLDS_LEARNT_SECONDS)
            try:
                await self.learn_holds()
            except Exception as trouble:  # noqa: BLE001  (a store that is away is asked again)
                log.warning("the store told no holds", error=name_of(trouble))

    async def _attend(self, wire: Wire) -> None:
        """What is said of the bot at its vendor's holds up nobody who writes to it."""
        await asyncio.gather(self._prepare(wire), self._keep_listening(wire))

    async def _keep_listening(self, wire: Wire) -> None:
        while wire.polls:
            if await self._holds(wire):
                await self._listen(wire)
            await asyncio.sleep(_GLANCE_SECONDS)

    async def _prepare(self, wire: Wire) -> None:
        """Try until it is done: a vendor that is away now is asked again, ever later."""
        pause = _FIRST_PAUSE
        while True:
            try:
                await wire.prepare(self._introductions)
            except NotSent as trouble:
                log.warning("a channel is not prepared yet", channel=wire.name, why=str(trouble))
            except Exception as fault:  # noqa: BLE001  (people are answered all the same)
                log.error("a channel could not be prepared", channel=wire.name, error=type(fault).__name__)
            else:
                return
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _listen(self, wire: Wire) -> None:
        """Listen while the lease is ours."""
        listening = asyncio.create_task(wire.listen(self._receive))
        try:
            while not listening.done() and await self._holds(wire):
                await asyncio.wait([listening], timeout=_GLANCE_SECONDS)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def _holds(self, wire: Wire) -> bool:
        try:
            return await self._store.write(partial(take_lease, name=_lease(wire), holder=self._holder, span=_SPAN))
        except Exception as trouble:  # noqa: BLE001  (a store that is away keeps no news either)
            log.warning("the store gave no lease", channel=wire.name, error=name_of(trouble))
            return False


def _lease(wire: Wire) -> str:
    return f"listening {wire.name}"
