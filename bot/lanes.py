"""Lanes: the events of one person one after another, of different people side by side."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import structlog

from bot.exits import Exits
from bot.logs import place_of
from bot.metrics import TURN_SECONDS, TURNS
from bot.reach import OnItsWay
from bot.turns import Answered, LookNeeded, count_attempt, follow, set_aside, take_turn, waiting_people
from conversation.standing import Router
from models.refusal import Refusal
from models.store import Store
from models.trouble import is_passing, name_of

log = structlog.get_logger()

MOST_ATTEMPTS = 3
_PAUSE_WHEN_BUSY = 0.2
_MOST_LOOKS = 40
_MOST_WAITS, _WAIT_SECONDS = 10, 0.05
"""How long a number waits for the end of the sending of the screen it may answer."""


class Lanes:
    """Takes the waiting events of the people it is woken for, and hands each answer on."""

    def __init__(
        self,
        store: Store,
        router: Router,
        exits: Exits,
        hand_on: Callable[[Answered], Awaitable[None]],
    ) -> None:
        self._store, self._router, self._exits, self._hand_on = store, router, exits, hand_on
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._events: Counter[int] = Counter()

    def wake(self, person: int) -> None:
        """There is one more event of a person."""
        self._events[person] += 1
        if person not in self._lanes:
            self._lanes[person] = asyncio.create_task(self._work(person))

    async def catch_up(self) -> None:
        """Wake everyone who has an event that is not done: after a start, and now and then."""
        for person, events in await self._store.read(waiting_people):
            for _event in range(events if person not in self._lanes else 0):
                self.wake(person)

    async def rest(self) -> None:
        """Return when no lane is at work."""
        while self._lanes:
            await asyncio.gather(*self._lanes.values(), return_exceptions=True)

    async def stop(self) -> None:
        """Leave the lanes where they are; what is not committed is taken again."""
        left = list(self._lanes.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        self._lanes.clear()  # one that had not begun does not take itself out

    async def _work(self, person: int) -> None:
        try:
            while self._events[person]:
                self._events[person] -= 1
                await self._one(person)
        finally:
            del self._lanes[person], self._events[person]

    async def _one(self, person: int) -> None:
        """Take one event, if it is still there."""
        try:
            answered = await self._take_or_count(person)
        except Exception as trouble:  # noqa: BLE001  (the store is full or away: that passes, and counts against nobody)
            log.warning("the store did not take a turn", error=name_of(trouble))
            TURNS.labels("again").inc()
            await asyncio.sleep(_PAUSE_WHEN_BUSY)
            self._events[person] += 1
            return
        if answered is not None:
            await self._hand_on(answered)

    async def _take_or_count(self, person: int) -> Answered | None:
        try:
            return await self._take(person)
        except Exception as fault:
            if is_passing(fault):
                raise
            # its text may hold what they wrote: only its type is logged
            log.error("a turn failed", error=type(fault).__name__, where=place_of(fault))
            return await self._count_or_set_aside(person)

    async def _take(self, person: int) -> Answered | None:
        looked: dict[str, Any] = {}
        waited = 0
        for _again in range(_MOST_LOOKS):
            try:
                work = partial(take_turn, person=person, router=self._router, exits=self._exits, looked=looked)
                answered = await self._store.write(partial(work, patient=waited < _MOST_WAITS), lane=person)
            except OnItsWay:
                waited += 1
                await asyncio.sleep(_WAIT_SECONDS)
            except LookNeeded as needed:
                if needed.moved:
                    await self._store.write(partial(follow, person=person), lane=person)
                looked[needed.look.slot] = await self._look(person, needed)
            else:
                self._count(answered)
                return answered
        msg = "a turn looks again and again"
        raise RuntimeError(msg)

    async def _look(self, person: int, needed: LookNeeded) -> Any:
        look = needed.look
        try:
            return await self._store.read(lambda session: look.fn(session, person, *look.args_, **look.kwargs))
        except Refusal as refusal:
            return refusal

    async def _count_or_set_aside(self, person: int) -> Answered | None:
        counted = await self._store.write(partial(count_attempt, person=person), lane=person)
        if counted is None:
            return None
        inbound, attempts = counted
        TURNS.labels("failed").inc()
        if attempts < MOST_ATTEMPTS:
            self._events[person] += 1
            return None
        log.error("an event is set aside", inbound=inbound)
        return await self._store.write(
            partial(set_aside, person=person, inbound=inbound, exits=self._exits), lane=person
        )

    def _count(self, answered: Answered | None) -> None:
        if answered is None:
            return
        TURNS.labels("done").inc()
        TURN_SECONDS.observe(max(0.0, (answered.post.at - answered.received_at).total_seconds()))
