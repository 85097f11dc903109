"""The running program: the parts of the house wired together, by role."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any, Literal, Self

import structlog

from bot.exits import PULLED, Exits
from bot.holds import Holds
from bot.inbox import Inbox
from bot.introducing import introductions
from bot.lanes import Lanes
from bot.listening import Listening
from bot.outbox import release_all
from bot.pulled import Pulled
from bot.schedule import Schedule
from bot.sender import Sender
from bot.sweeps import DEMO_SWEEPS, SWEEPS
from bot.turns import Answered
from channels.channel import Channel, Wire
from handlers import routes
from models.engines import empty_log, is_sqlite
from models.store import Store
from models.trouble import name_of

log = structlog.get_logger()

Role = Literal["all", "web", "turns", "sender", "schedule"]
_CATCH_UP_SECONDS = 1.0
_FAREWELL_SECONDS = 5.0
_LOG_KEPT_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Part:
    """A loop of the service, and the role that runs it."""

    role: Role
    run: Callable[[], Coroutine[Any, Any, None]]


class Service:
    """One process of Passerelle. As a context it runs its loops, and on leaving lets what is under way finish."""

    def __init__(
        self,
        store: Store,
        *,
        role: Role = "all",
        channels: Mapping[str, Channel] | None = None,
        wires: Mapping[str, Wire] | None = None,
        demo: bool = False,
        only: int | None = None,
    ) -> None:
        self.store, self._role = store, role
        self.wires = wires or {}
        sends = {**(channels or {}), **self.wires} if self._plays("sender") else {}
        holds = Holds()
        self.pulled = Pulled(store)
        self.sender = Sender(store, sends, only, holds=holds)
        self.lanes = Lanes(store, routes.ROUTER, Exits(PULLED, sends, holds), self._answered)
        self.schedule = Schedule(store, routes.ROUTER, SWEEPS | (DEMO_SWEEPS if demo else {}), pulled=PULLED)
        self.inbox = Inbox(store, self.lanes.wake if self._plays("turns") else _nobody)
        self.listening = Listening(store, self.wires.values(), self.inbox.receive, introductions(), holds)
        self._loops: list[asyncio.Task[None]] = []

    def _plays(self, role: Role) -> bool:
        return self._role in ("all", role)

    async def __aenter__(self) -> Self:
        await self.sender.begin()
        if is_sqlite(self.store.url) and self.wires:  # nobody else serves an embedded store
            await self.store.write(partial(release_all, channels=tuple(self.wires)))
        await self.listening.learn_holds()
        parts = (
            Part("web", self.listening.run),
            Part("turns", self._catch_up),
            Part("sender", self.sender.run),
            Part("schedule", self.schedule.run),
            Part("schedule", self._empty_log),
        )
        self._loops = [asyncio.create_task(part.run()) for part in parts if self._plays(part.role)]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        await self._finish()
        if self._plays("schedule"):
            await self._leave(self.schedule.leave)
        if self._plays("web"):
            await self._leave(self.listening.leave)

    async def _finish(self) -> None:
        """Let turns and sending come to their end, if the store is there for them; else they are taken again."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_FAREWELL_SECONDS):
                await self.lanes.rest()
                await self.sender.rest()
        await self.lanes.stop()

    async def _leave(self, lease: Callable[[], Awaitable[None]]) -> None:
        try:
            await lease()
        except Exception as trouble:  # noqa: BLE001  (the lease runs out by itself)
            log.warning("a lease could not be left", error=type(trouble).__name__)

    async def _answered(self, answered: Answered) -> None:
        await self.sender.hand_on(answered)
        await self.pulled.answered(answered)

    async def _empty_log(self) -> None:
        """What was erased is still in an embedded store's log for a while: not for long."""
        while is_sqlite(self.store.url):
            await asyncio.sleep(_LOG_KEPT_SECONDS)
            try:
                await asyncio.to_thread(empty_log, self.store.url)
            except sqlite3.Error as trouble:
                log.warning("the log of the store was not emptied", error=name_of(trouble))

    async def _catch_up(self) -> None:
        await _every(_CATCH_UP_SECONDS, self.lanes.catch_up)


async def _every(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await work()
        except Exception as fault:  # noqa: BLE001  (a store that is full or away now is tried again)
            log.error("a loop stumbled", error=type(fault).__name__)
        await asyncio.sleep(seconds)


def _nobody(person: int) -> None:
    """Another process takes the turns."""
