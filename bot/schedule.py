"""The schedule: work that waits is a row with a due time, and is done in chunks by whoever holds the lease."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import structlog
from sqlalchemy.orm import Session

from bot.lease import drop_lease, take_lease
from bot.logs import place_of
from bot.metrics import SWEPT
from bot.telling import due_notices, postpone, tell
from conversation.standing import Router
from models.store import Store
from models.trouble import is_passing, name_of

log = structlog.get_logger()

Sweep = Callable[[Session, int], int]
"""Does at most so many due rows and says how many; run twice or cut in the middle it does no harm."""

_LEASE, _SPAN = "schedule", timedelta(seconds=10)
_CHUNK = 100
_PAUSE_AFTER_A_FAULT = 60.0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A sweep and how often it looks, in seconds."""

    sweep: Sweep
    seconds: float


class Schedule:
    """Tells notices as they fall due and runs the sweeps, while it holds the lease."""

    def __init__(
        self,
        store: Store,
        router: Router,
        sweeps: Mapping[str, Rhythm],
        *,
        pulled: frozenset[str] = frozenset(),
        glance: float = 0.25,
    ) -> None:
        self._store, self._router, self._sweeps, self._glance = store, router, sweeps, glance
        self._pulled = pulled
        self._holder = secrets.token_hex(8)
        self._next = dict.fromkeys(sweeps, 0.0)

    async def run(self) -> None:
        """Sweep for ever; trouble with the store is waited out."""
        while True:
            try:
                busy = await self.once()
            except Exception as trouble:  # noqa: BLE001  (a store that is full or away is asked again)
                log.warning("the store took no sweep", error=name_of(trouble))
                busy = False
                await asyncio.sleep(1)
            if not busy:
                await asyncio.sleep(self._glance)

    async def once(self) -> bool:
        """One round over what is due now; whether there may be more at once."""
        if not await self._store.write(partial(take_lease, name=_LEASE, holder=self._holder, span=_SPAN)):
            return False
        told = await self.tell_due()
        return any([told, *[await self._sweep(name) for name in self._sweeps]])

    async def leave(self) -> None:
        """Let another process take over at once."""
        await self._store.write(partial(drop_lease, name=_LEASE, holder=self._holder))

    async def tell_due(self, person: int | None = None) -> int:
        """Tell the notices that are due, each in its person's lane; how many."""
        due = await self._store.read(partial(due_notices, limit=_CHUNK, person=person))
        return sum([await self._tell(notice, recipient) for notice, recipient in due])

    async def _tell(self, notice: int, person: int) -> bool:
        """Tell one notice; what breaks on it is logged, and does not stop the others."""
        telling = partial(tell, router=self._router, pulled=self._pulled, notice=notice, person=person)
        try:
            return await self._store.write(telling, lane=person)
        except Exception as fault:
            if is_passing(fault):
                raise
            log.error("a notice could not be told", notice=notice, error=name_of(fault), where=place_of(fault))
            await self._store.write(partial(postpone, notice=notice), lane=person)
            return False

    async def _sweep(self, name: str) -> bool:
        rhythm, at = self._sweeps[name], asyncio.get_running_loop().time()
        if at < self._next[name]:
            return False
        try:
            done = await self._store.write(lambda session: rhythm.sweep(session, _CHUNK))
        except Exception as fault:
            if is_passing(fault):
                raise
            log.error("a sweep failed", sweep=name, error=name_of(fault), where=place_of(fault))
            self._next[name] = at + _PAUSE_AFTER_A_FAULT
            return False
        SWEPT.labels(name).inc(done)
        self._next[name] = at + (0 if done >= _CHUNK else rhythm.seconds)
        return done >= _CHUNK
