"""How Meta's webhooks arrive: signed, in batches, at least once, in no certain order, until they get their 200."""

import asyncio
import hashlib
import hmac
import json
from collections import deque
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import aiohttp
from yarl import URL

from tests.fakes.whatsapp.errors import Payload

PATIENCE = 10
"""Seconds until a webhook without an answer is given up, and sent again."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to tell, in the field it belongs to."""

    field: str
    value: Payload


@dataclass(frozen=True, slots=True)
class Delivery:
    """One POST to the webhook and what came back; status 0 where nothing did."""

    body: bytes
    attempt: int
    status: int
    answer: str


@dataclass(frozen=True, slots=True)
class Habits:
    """How well the webhook behaves: up to `batch` changes in one POST, and for each of them the chance that it comes
    twice, the chance that it is overtaken, and for how many seconds at most. `lanes` POSTs are under way at once.
    """

    batch: int = 1
    twice: float = 0
    overtaken: float = 0
    late: float = 0.1
    lanes: int = 1


class Webhook:
    """Tells the business what happened. Without a URL, or while held, what is to be told waits."""

    def __init__(self, url: str, *, account: str, app_secret: str, verify_token: str, random: Random) -> None:
        self.url = url
        self.habits = Habits()
        self.pause = 0.02
        self.longest_pause = 2.0
        self.log: list[Delivery] = []
        self._account = account
        self._secret = app_secret.encode()
        self._verify_token = verify_token
        self._random = random
        self._held = False
        self._waiting: deque[Change] = deque()
        self._posts: deque[bytes] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._lanes = 0
        self._logged = asyncio.Event()
        self._session: aiohttp.ClientSession | None = None

    def tell(self, change: Change) -> None:
        self._waiting.append(change)
        self._work()

    def hold(self) -> None:
        """Keep what is to be told until `release`."""
        self._held = True

    def release(self, *, batch: int = 1, backwards: bool = False, twice: bool = False) -> None:
        """Tell what was kept: so many changes in one POST, the last first, each POST twice."""
        self._held = False
        changes = list(self._waiting)
        self._waiting.clear()
        posts = [self._bytes(changes[start : start + batch]) for start in range(0, len(changes), batch)]
        for post in reversed(posts) if backwards else posts:
            self._posts.extend([post] * (2 if twice else 1))
        self._work()

    def listen(self, url: str) -> None:
        """From now on the webhook is there."""
        self.url = url
        self._work()

    def send(self, body: Payload) -> None:
        """Tell a body of anyone's making, signed like every other."""
        self._posts.append(encode(body))
        self._work()

    async def settled(self) -> None:
        """Return once all that is not held was told, and got its 200."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def answered(self, posts: int) -> None:
        """Return once so many POSTs in all were answered, or were not."""
        while len(self.log) < posts:
            self._logged.clear()
            await self._logged.wait()

    def pause_before(self, attempt: int) -> float:
        """Seconds before what got no 200 is sent again: each time twice as long, up to `longest_pause`."""
        return min(self.pause * 2.0 ** (attempt - 2), self.longest_pause)

    async def subscribe(self) -> bool:
        """The handshake: whether the webhook gives the challenge back, to the right token."""
        challenge = str(self._random.randrange(10**9))
        query = {"hub.mode": "subscribe", "hub.verify_token": self._verify_token, "hub.challenge": challenge}
        async with self._client().get(URL(self.url).with_query(query)) as answer:
            return answer.status == 200 and await answer.text() == challenge

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def sign(self, body: bytes) -> str:
        return f"sha256={hmac.new(self._secret, body, hashlib.sha256).hexdigest()}"

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=PATIENCE)
            self._session = aiohttp.ClientSession(timeout=timeout, headers={"User-Agent": "facebookexternalua"})
        return self._session

    def _work(self) -> None:
        """Have as many lanes at work as there are things to tell."""
        ready = len(self._posts) + (0 if self._held else len(self._waiting))
        if self.url and self._lanes < min(self.habits.lanes, ready):
            self._lanes += 1
            self._spawn(self._lane())

    async def _lane(self) -> None:
        try:
            while body := self._next():
                await self._first(body)
        finally:
            self._lanes -= 1

    def _next(self) -> bytes | None:
        if self._posts:
            return self._posts.popleft()
        if self._held or not self._waiting:
            return None
        return self._bytes([self._waiting.popleft() for _ in range(min(self.habits.batch, len(self._waiting)))])

    async def _first(self, body: bytes) -> None:
        if self._random.random() < self.habits.twice:
            self._spawn(self._late(body))
        if self._random.random() < self.habits.overtaken:
            self._spawn(self._late(body))
        else:
            await self._post(body, 1)

    async def _late(self, body: bytes) -> None:
        await asyncio.sleep(self._random.uniform(0, self.habits.late))
        await self._post(body, 1)

    async def _again(self, body: bytes, attempt: int) -> None:
        await asyncio.sleep(self.pause_before(attempt))
        await self._post(body, attempt)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _post(self, body: bytes, attempt: int) -> None:
        status, answer = await self._answer(body)
        self.log.append(Delivery(body, attempt, status, answer))
        self._logged.set()
        if status != 200:
            self._spawn(self._again(body, attempt + 1))

    async def _answer(self, body: bytes) -> tuple[int, str]:
        headers = {"Content-Type": "application/json", "X-Hub-Signature-256": self.sign(body)}
        try:
            async with self._client().post(self.url, data=body, headers=headers, allow_redirects=False) as answer:
                return answer.status, await answer.text()
        except (aiohttp.ClientError, TimeoutError):
            return 0, ""

    def _bytes(self, changes: Sequence[Change]) -> bytes:
        return encode(envelope(self._account, changes))


def encode(body: Payload) -> bytes:
    """JSON as Meta signs it: every character beyond U+007F escaped, and slashes as its JSON writer has them."""
    return json.dumps(body, ensure_ascii=True, separators=(",", ":")).replace("/", r"\/").encode()


def envelope(account: str, changes: Sequence[Change]) -> Payload:
    """Neighbours of one kind share their change, and every two changes an entry."""
    merged: list[Payload] = []
    for change in changes:
        if merged and _is_alike(merged[-1], change):
            _merge(merged[-1]["value"], change.value)
        else:
            merged.append({"value": {**change.value}, "field": change.field})
    pairs = [merged[start : start + 2] for start in range(0, len(merged), 2)]
    return {"object": "whatsapp_business_account", "entry": [{"id": account, "changes": pair} for pair in pairs]}


def _is_alike(last: Payload, change: Change) -> bool:
    lists = {key for key, value in last["value"].items() if isinstance(value, list)}
    kinds = lists - {"contacts"}
    return change.field == "messages" == last["field"] and bool(kinds) and kinds <= change.value.keys()


def _merge(value: Payload, other: Payload) -> None:
    for key, more in other.items():
        if isinstance(more, list):
            value[key] = [*value.get(key, ()), *more]
