"""Delivers updates to a webhook: in order within a queue, many queues at once, again and again until it is taken."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import aiohttp

from tests.fakes.telegram import limits
from tests.fakes.telegram.pending import Entry, Pending, Queue
from tests.fakes.telegram.refusals import Json

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(frozen=True, slots=True)
class Target:
    """Where updates go. `url` is empty while there is no webhook."""

    url: str = ""
    secret: str = ""
    connections: int = limits.DEFAULT_CONNECTIONS


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt; `status` is 0 where no answer came."""

    update_id: int
    status: int


@dataclass(slots=True)
class Line:
    """One queue, and the task that empties it."""

    entries: deque[Entry] = field(default_factory=deque)
    task: asyncio.Task[None] | None = None


class Webhook:
    """`pace` is how long the vendor's second lasts here; `delay` how long an update is held back, to arrive late."""

    def __init__(self, pending: Pending, complain: Callable[[str, str], None], pace: float) -> None:
        self.pending = pending
        self.complain = complain
        self.pace = pace
        self.delay: Callable[[Json], float] = lambda _: 0.0
        self.target = Target()
        self.deliveries: list[Delivery] = []
        self.last_error: tuple[int, str] | None = None
        self._lines: dict[Queue, Line] = {}
        self._places = asyncio.Semaphore(limits.DEFAULT_CONNECTIONS)
        self._client: aiohttp.ClientSession | None = None

    async def point(self, target: Target) -> None:
        """Deliver there from now on; what was under way is stopped, and delivered anew if there is a target."""
        await self.stop()
        self.target = target
        if not target.url:
            return
        self._places = asyncio.Semaphore(target.connections)
        self._client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=limits.WEBHOOK_SECONDS))
        for entry in self.pending.sorted():
            self.push(entry)

    async def stop(self) -> None:
        tasks = [line.task for line in self._lines.values() if line.task is not None]
        self._lines.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._client is not None:
            await self._client.close()
        self._client = None

    async def settled(self) -> None:
        """Until everything that was pushed is taken, or too old."""
        while tasks := [line.task for line in self._lines.values() if line.task is not None]:
            await asyncio.gather(*tasks)

    def push(self, entry: Entry) -> None:
        if not self.target.url:
            return
        line = self._lines.setdefault(entry.queue, Line())
        line.entries.append(entry)
        if line.task is None:
            line.task = asyncio.create_task(self._empty(entry.queue, line))

    async def _empty(self, queue: Queue, line: Line) -> None:
        while line.entries:
            entry = line.entries.popleft()
            await self._deliver(entry)
            self.pending.drop(entry)
        self._lines.pop(queue, None)

    async def _deliver(self, entry: Entry) -> None:
        """Until it is taken or too old: the wait doubles, or is what the other side asked for."""
        wait = limits.REDELIVERY_SECONDS
        await asyncio.sleep(self.delay(entry.update))
        while not self.pending.is_expired(entry):
            async with self._places:
                taken, asked = await self._attempt(entry)
            if taken:
                return
            await asyncio.sleep((asked or wait) * self.pace)
            wait = min(2 * wait, limits.REDELIVERY_MOST)

    async def _attempt(self, entry: Entry) -> tuple[bool, float]:
        """Whether it was taken, and after how long to come again."""
        assert self._client is not None
        headers = {SECRET_HEADER: self.target.secret} if self.target.secret else {}
        try:
            async with self._client.post(self.target.url, json=entry.update, headers=headers) as response:
                body = await response.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            self._note(entry, 0, f"Connection failed: {type(error).__name__}")
            return False, 0.0
        self._note(entry, response.status, f"Wrong response from the webhook: {response.status}")
        self._read(body)
        return 200 <= response.status < 300, seconds(response.headers.get("Retry-After", ""))

    def _note(self, entry: Entry, status: int, error: str) -> None:
        self.deliveries.append(Delivery(entry.number, status))
        if not 200 <= status < 300:
            self.last_error = int(self.pending.clock().timestamp()), error

    def _read(self, body: bytes) -> None:
        """A method in the answer would be done, but nobody would ever know its result."""
        try:
            answer = json.loads(body or b"{}")
        except ValueError:
            return
        if isinstance(answer, dict) and "method" in answer:
            self.complain("webhook", "a method in the answer to a webhook")


def seconds(header: str) -> float:
    return min(float(header), limits.RETRY_AFTER_MOST) if header.isdecimal() else 0.0
