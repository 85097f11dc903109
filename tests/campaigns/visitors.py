"""Visitors of the web chat over real HTTP: they say one thing after another, and count what comes back."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from time import monotonic
from typing import Literal

import httpx2

from tests.campaigns.posts import SeenPost, read_posts

Way = Literal["page", "fetch", "stream"]
"""How screens come: with scripts off by loading the page; by asking for what is newer; by the event stream."""

_PAUSE = 0.2
_BETWEEN_LOOKS = 0.15
_JSON = {"accept": "application/json"}


@dataclass(slots=True)
class Tally:
    """What all visitors of a run counted."""

    visitors: int = 0
    accepted: int = 0
    repeated: int = 0
    refused: int = 0
    pushes: int = 0
    streams: int = 0
    duplicates: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
    recoveries: list[float] = field(default_factory=list)
    """Seconds from a kill to the next message that was taken."""
    _killed_at: float | None = None

    def accept(self) -> None:
        """The service said that it has a message."""
        self.accepted += 1
        if self._killed_at is not None:
            self.recoveries.append(monotonic() - self._killed_at)
            self._killed_at = None

    def kill(self) -> None:
        """The service was killed just now."""
        self._killed_at = monotonic()


class Visitor:
    """One browser. What is said is sent again under the same nonce until the service has taken it."""

    has_number = False

    def __init__(
        self, name: str, way: Way, client: httpx2.AsyncClient, picks: Random, tally: Tally, *, thinks: float = 0.3
    ) -> None:
        self.name, self.way = name, way
        self._client, self._picks, self._tally, self._thinks = client, picks, tally, thinks
        self._said: list[str] = []
        self._posts: dict[int, SeenPost] = {}
        self._replies: deque[SeenPost] = deque()
        self._pushes: deque[SeenPost] = deque()
        self._came = asyncio.Event()
        self._after = 0
        self.screen: SeenPost | None = None

    async def arrive(self) -> None:
        """Open the page; it gives the cookie that keeps the conversation."""
        await self._get("/chat")

    async def say(self, text: str, expected: str) -> None:
        """Write something, and be answered with what follows."""
        await self._send({"text": text}, text)
        await self._answered(text, expected)

    async def press(self, wanted: str, expected: str) -> None:
        """Press a choice of the screen on show, found by a part of its label or of its token."""
        assert self.screen is not None
        label, token = self.screen.choice(wanted)
        await self._send({"choice": token}, label)
        await self._answered(label, expected)

    async def number(self, number: int, expected: str) -> None:
        """Write the number of a choice of the screen on show."""
        assert self.screen is not None
        label, _token = self.screen.choices[number - 1]
        await self._send({"text": str(number)}, label)
        await self._answered(label, expected)

    async def say_at_once(self, texts: list[str]) -> None:
        """Write several things without waiting; each is answered, in this order."""
        for text in texts:
            await self._send({"text": text}, text)
        for text in texts:
            await self._answered(text, text)

    async def hears(self, expected: str) -> None:
        """Wait for something nobody asked for in this turn."""
        await self._until(self._pushes)
        self.screen = self._pushes.popleft()
        self._tally.pushes += 1
        if expected not in self.screen.text:
            self._lost(f"was told {self.screen.text!r} instead of {expected!r}")

    async def leave(self) -> None:
        """See the whole conversation once more: nothing came twice, and nothing is there that did not come."""
        page = read_posts(await self._get("/chat"))
        missed = {post.id for post in page} - self._posts.keys()
        if missed:
            self._lost(f"never got {len(missed)} screens by {self.way}")
        heard = [post.heard for post in page if post.heard]
        if heard != self._said:
            self._lost(f"said {self._said}, and the page shows {heard}")
        replies = [post for post in page if not post.push]
        if len(replies) != len(self._said):
            self._tally.duplicates.append(f"{self.name}: {len(self._said)} messages had {len(replies)} answers")

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """With a stream, keep it open and come again wherever it broke off."""
        if self.way != "stream":
            yield
            return
        stream = asyncio.create_task(self._listen())
        try:
            yield
        finally:
            stream.cancel()
            await asyncio.gather(stream, return_exceptions=True)

    # --- sending -------------------------------------------------------------------------------------------------

    async def _send(self, fields: Mapping[str, str], shown: str) -> None:
        form = {**fields, "nonce": f"{self._picks.getrandbits(96):024x}", "lang": "en"}
        await asyncio.sleep(self._picks.uniform(0, self._thinks))
        while not await self._taken(form):
            self._tally.repeated += 1
            await asyncio.sleep(_PAUSE)
        self._said.append(shown)
        self._tally.accept()

    async def _taken(self, form: Mapping[str, str]) -> bool:
        """Whether the service said it has it. It may have it without having said so."""
        try:
            answer = await self._client.post("/chat", data=dict(form), headers=_JSON if self.way != "page" else {})
        except httpx2.TransportError:
            return False
        if answer.status_code in (200, 303):
            return True
        if answer.status_code not in (429, 503):
            self._lost(f"was refused with {answer.status_code}")
        self._tally.refused += 1
        await asyncio.sleep(_PAUSE)
        return False

    # --- hearing -------------------------------------------------------------------------------------------------

    async def _answered(self, said: str, expected: str) -> None:
        await self._until(self._replies)
        self.screen = self._replies.popleft()
        if self.screen.heard != said:
            self._lost(f"said {said!r} and was answered to {self.screen.heard!r}")
        if expected not in self.screen.text:
            self._lost(f"said {said!r} and read {self.screen.text!r} instead of {expected!r}")

    async def _until(self, waiting: deque[SeenPost]) -> None:
        while not waiting:
            if self.way == "stream":
                self._came.clear()
                await self._came.wait()
                continue
            address = "/chat" if self.way == "page" else f"/chat/posts?after={self._after}"
            posts = read_posts(await self._get(address))
            self._take(posts if self.way == "fetch" else [post for post in posts if post.id > self._after])
            if not waiting:
                await asyncio.sleep(_BETWEEN_LOOKS)

    async def _get(self, address: str) -> str:
        while True:
            try:
                answer = await self._client.get(address)
            except httpx2.TransportError:
                await asyncio.sleep(_PAUSE)
                continue
            if answer.status_code == 200:
                return answer.text
            if answer.status_code != 503:
                self._lost(f"got {answer.status_code} from {address}")
            await asyncio.sleep(_PAUSE)

    async def _listen(self) -> None:
        while True:
            try:
                await self._follow_stream()
            except httpx2.TransportError:
                await asyncio.sleep(_PAUSE)

    async def _follow_stream(self) -> None:
        """One stream until it breaks. An event counts when its empty line has come, as in a browser."""
        begun = {"last-event-id": str(self._after)} if self._after else {}
        async with self._client.stream("GET", "/chat/live", headers=begun, timeout=None) as answer:
            self._tally.streams += 1
            data: list[str] = []
            async for line in answer.aiter_lines():
                if line.startswith("data: "):
                    data.append(line.removeprefix("data: "))
                elif not line and data:
                    self._take(read_posts("\n".join(data)))
                    data = []

    def _take(self, posts: list[SeenPost]) -> None:
        for post in posts:
            if post.id <= self._after or post.id in self._posts:
                self._tally.duplicates.append(f"{self.name}: screen {post.id} came after {self._after} by {self.way}")
                continue
            self._after = post.id
            self._posts[post.id] = post
            (self._pushes if post.push else self._replies).append(post)
            self._came.set()

    def _lost(self, words: str) -> None:
        self._tally.losses.append(f"{self.name} {words}")
