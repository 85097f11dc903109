"""A person at a terminal: one line, one screen, as JSON."""

import asyncio
import json
from dataclasses import dataclass, field

from bot.talking import talk
from models.store import Store
from tests.wires.phone import Seen, seen

_PATIENCE = 20


@dataclass
class TerminalPhone:
    store: Store
    name: str
    code: str
    _lines: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)
    _screens: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    _talking: asyncio.Task[None] | None = None

    async def arrive(self) -> Seen:
        self._talking = asyncio.create_task(
            talk(self.store, self.name, self._lines.get, self._screens.put_nowait, language=self.code, as_json=True)
        )
        return await self.reads()

    async def say(self, text: str) -> None:
        await self._lines.put(text)

    async def choose(self, number: int) -> None:
        await self._lines.put(str(number))

    async def reads(self) -> Seen:
        async with asyncio.timeout(_PATIENCE):
            screen = json.loads(await self._screens.get())
        return seen(screen["text"], tuple(choice["label"] for choice in screen["choices"]))

    async def leave(self) -> None:
        await self._lines.put(None)
        if self._talking is not None:
            await self._talking
