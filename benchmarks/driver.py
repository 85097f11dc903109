"""Telegram's side of a webhook: raw updates are posted to a bot, and its answer is waited for at the stub network."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from aiohttp import ClientError, ClientSession

from benchmarks.stub_api import Shown, StubApi, message

PATIENCE: Final = 30
"""Seconds after which an answer is not waited for."""
FINISHED: Final = "Your card is ready"


@dataclass(slots=True)
class Driver:
    """Writes as people do, to the bot at `url`; each of them presses what was really sent to them."""

    api: StubApi
    session: ClientSession
    url: str
    secret: str
    spent: Callable[[], float]
    shown: dict[int, Shown] = field(default_factory=dict)
    _ids: Iterator[int] = field(default_factory=lambda: count(1))

    async def say(self, address: str, line: str) -> None:
        """One turn as a person sees it: written or pressed, and answered."""
        chat = int(address)
        answer = self.api.expect(chat)
        async with asyncio.timeout(PATIENCE):
            if not await self.post(self.update(chat, line)):
                raise RuntimeError("the bot refused an update")
            self.shown[chat] = await answer

    def part(self, address: str) -> None:
        """The last line was said: an error if this did not register them."""
        last = self.shown.pop(int(address))
        if not last.text.startswith(FINISHED):
            raise RuntimeError(f"not registered: {last.text}")

    async def rest(self) -> None:
        """A webhook bot has nothing left to do once all was answered."""

    def cpu(self) -> float:
        return self.spent()

    def update(self, chat: int, line: str) -> bytes:
        """The raw update of a line: a number presses the button under the last message, other lines are written."""
        number = next(self._ids)
        person = {"id": chat, "is_bot": False, "first_name": "Awa", "language_code": "en"}
        shown = self.shown.get(chat)
        if line.isdecimal() and shown is not None and shown.buttons:
            press = {"id": str(number), "from": person, "chat_instance": str(chat)}
            under = message(chat, shown.id, shown.text)
            press |= {"message": under, "data": shown.buttons[int(line) - 1]}
            return json.dumps({"update_id": number, "callback_query": press}).encode()
        private = {"id": chat, "type": "private", "first_name": "Awa"}
        written = {"message_id": number, "from": person, "chat": private, "date": int(time.time()), "text": line}
        return json.dumps({"update_id": number, "message": written}).encode()

    async def post(self, update: bytes) -> bool:
        """Whether the bot took it: no answer and any other answer than a 2xx count as no."""
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": self.secret}
        try:
            async with self.session.post(self.url, data=update, headers=headers) as reply:
                await reply.read()
                return reply.ok
        except ClientError:
            return False
