"""A person at the web chat, over HTTP: forms are sent, screens are fetched."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from secrets import token_hex

import httpx2

from tests.campaigns.posts import SeenPost, read_posts
from tests.wires.phone import Seen, seen

_PATIENCE = 20
_BETWEEN_LOOKS = 0.02


@dataclass(slots=True)
class WebPhone:
    client: httpx2.AsyncClient
    code: str
    _after: int = 0
    _coming: deque[SeenPost] = field(default_factory=deque)
    _choices: tuple[tuple[str, str], ...] = ()

    async def arrive(self) -> Seen:
        page = await self.client.get("/chat", params={"lang": self.code}, headers={"accept-language": self.code})
        self._note(read_posts(page.text))
        if not self._coming:
            await self._post({"start": ""})
        return await self.reads()

    async def say(self, text: str) -> None:
        await self._post({"text": text})

    async def choose(self, number: int) -> None:
        _label, token = self._choices[number - 1]
        await self._post({"choice": token})

    async def reads(self) -> Seen:
        async with asyncio.timeout(_PATIENCE):
            while not self._coming:
                answer = await self.client.get("/chat/posts", params={"after": self._after})
                self._note(read_posts(answer.text))
                await asyncio.sleep(_BETWEEN_LOOKS if not self._coming else 0)
        post = self._coming.popleft()
        self._choices = post.choices
        return seen(post.text, tuple(label for label, _token in post.choices))

    def _note(self, posts: list[SeenPost]) -> None:
        newer = [post for post in posts if post.id > self._after]
        self._coming += newer
        self._after = max((post.id for post in newer), default=self._after)

    async def _post(self, fields: dict[str, str]) -> None:
        form = {**fields, "nonce": token_hex(12), "lang": self.code}
        answer = await self.client.post("/chat", data=form, headers={"accept": "application/json"})
        answer.raise_for_status()
