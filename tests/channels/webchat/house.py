"""A house of one room that keeps the promises of `Conversation`: it answers at once, with choices, in memory."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from channels.wire import Button, Event, News, Post


@dataclass
class House:
    """Events with an id it knows are taken once. `broken` makes receiving fail, as a full disk does."""

    language: str = "en"
    broken: bool = False
    events: list[Event] = field(default_factory=list)
    kept: dict[str, list[Post]] = field(default_factory=dict)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self, news: Sequence[News]) -> None:
        if self.broken:
            raise OSError
        for event in (each for each in news if isinstance(each, Event)):
            if event.external_id not in {known.external_id for known in self.events}:
                self.events.append(event)
                self.say(event.address, f"You said: {event.text}", heard=event.text, labels=("Yes", "No"))

    def say(self, address: str, text: str, *, heard: str = "", labels: Sequence[str] = (), push: bool = False) -> Post:
        number = sum(map(len, self.kept.values())) + 1
        choices = tuple(Button(at, label, f"choose|{number}|{at}") for at, label in enumerate(labels, 1))
        now = datetime.now(UTC)
        post = Post(number, push, now, "greet", "hello", text, choices, self.language, heard)
        self.kept.setdefault(address, []).append(post)
        self._news.set()
        self._news = asyncio.Event()
        return post

    async def posts(self, address: str, after: int, limit: int = 50) -> list[Post]:
        newer = [post for post in self.kept.get(address, []) if post.id > after]
        return newer[:limit] if after else newer[-30:]

    async def wait(self, address: str, after: int, seconds: float) -> bool:
        if await self.posts(address, after):
            return True
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return False
        return bool(await self.posts(address, after))

    async def settle(self, address: str, seconds: float) -> None:
        """Everything was answered when it was received."""
