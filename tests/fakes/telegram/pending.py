"""Updates that the bot has not confirmed, and the long poll that fetches them."""

import asyncio
from dataclasses import dataclass

from tests.fakes.telegram import limits
from tests.fakes.telegram.account import Clock
from tests.fakes.telegram.refusals import Json, conflict

Queue = tuple[str, int]
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(slots=True, eq=False)
class Entry:
    """An update that waits. One that is `again` was confirmed before, and stays until it was handed out once more."""

    update: Json
    queue: Queue
    until: float
    again: bool = False

    @property
    def number(self) -> int:
        return int(self.update["update_id"])


class Pending:
    def __init__(self, clock: Clock, first: int) -> None:
        self.clock = clock
        self.next_number = first
        self.entries: dict[Entry, None] = {}
        self.polls = 0
        self._news = asyncio.Event()

    def take_number(self) -> int:
        self.next_number += 1
        return self.next_number - 1

    def add(self, update: Json, queue: Queue, *, again: bool = False) -> Entry:
        seconds = limits.CALLBACK_SECONDS if "callback_query" in update else limits.MESSAGE_SECONDS
        entry = Entry(update, queue, self.clock().timestamp() + seconds, again)
        self.entries[entry] = None
        self._news.set()
        return entry

    def drop(self, entry: Entry) -> None:
        self.entries.pop(entry, None)

    def clear(self) -> None:
        self.entries.clear()

    def is_expired(self, entry: Entry) -> bool:
        return self.clock().timestamp() > entry.until

    def confirm(self, offset: int) -> None:
        """Everything below the offset is done with; a negative one keeps only so many of the last."""
        waiting = self.sorted()
        if offset < 0:
            offset = waiting[offset:][0].number if waiting else 0
        for entry in waiting:
            if self.is_expired(entry) or (entry.number < offset and not entry.again):
                self.drop(entry)

    def sorted(self) -> list[Entry]:
        return sorted(self.entries, key=lambda entry: entry.number)

    def batch(self, limit: int) -> list[Json]:
        batch = self.sorted()[:limit]
        for entry in batch:
            entry.again = False
        return [entry.update for entry in batch]

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Waits until there is something. A second poller ends the first one's wait with a conflict."""
        self.end_poll()
        mine = self.polls
        self.confirm(offset)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not self.entries and loop.time() < deadline:
            await self._wait(deadline - loop.time())
            if self.polls != mine:
                raise conflict(OTHER_POLLER)
        return self.batch(limit)

    def end_poll(self) -> None:
        """Who waits is sent away."""
        self.polls += 1
        self._news.set()

    async def _wait(self, seconds: float) -> None:
        self._news.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return
