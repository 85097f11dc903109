"""What the vendor remembers of one bot: chats and their messages, presses to answer, how it presents itself."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from tests.fakes.telegram.refusals import Json, Refused, bad_request, fault

BOT_ID = 700_000_001
Clock = Callable[[], datetime]


@dataclass(slots=True)
class Chat:
    """A chat as the bot may see it. `closed` is why nothing can be sent there; `keyboard` the keys under the input."""

    id: int
    card: Json
    closed: str = ""
    keyboard: Json | None = None
    messages: dict[int, Json] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    arrivals: asyncio.Queue[Json] = field(default_factory=asyncio.Queue)

    @property
    def is_private(self) -> bool:
        return bool(self.card["type"] == "private")


@dataclass(slots=True)
class Press:
    """A pressed button that waits for its answer; `answer` is what was said to it."""

    id: str
    chat: Chat
    at: datetime
    answer: Json | None = None


class Account:
    def __init__(self, clock: Clock, username: str) -> None:
        self.clock = clock
        self.card: Json = {"id": BOT_ID, "is_bot": True, "first_name": "Passerelle", "username": username}
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.menus: dict[int | None, Json] = {}
        self.message_ids = count(1)
        """One row of numbers for all chats, as an account has it for its private chats."""
        self.press_ids = count(1)

    def now(self) -> int:
        return int(self.clock().timestamp())

    def reached(self, chat_id: int | str) -> Chat:
        """The chat, if something can be sent there."""
        chat = self.known(chat_id)
        if chat.closed:
            raise Refused(403, f"Forbidden: {chat.closed}")
        return chat

    def known(self, chat_id: int | str) -> Chat:
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def own_message(self, chat: Chat, message_id: int, verb: str) -> Json:
        """A message that is still there and is the bot's own; one that never was is the caller's fault."""
        if message_id in chat.deleted:
            raise bad_request(f"message to {verb} not found")
        if message_id not in chat.messages:
            raise fault(f"message to {verb} not found")
        message = chat.messages[message_id]
        if message["from"]["id"] != self.card["id"]:
            raise fault(f"message can't be {verb}ed")
        return message
