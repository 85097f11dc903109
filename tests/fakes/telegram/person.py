"""A person with the vendor's app: they see what was really sent, and press what is really there."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.fakes.telegram import limits, updates
from tests.fakes.telegram.account import Account, Chat, Press
from tests.fakes.telegram.outlet import Outlet
from tests.fakes.telegram.refusals import Json
from tests.fakes.telegram.rules import inline_buttons, keys

BLOCKED = "bot was blocked by the user"
DEACTIVATED = "user is deactivated"


class NotShown(AssertionError):
    """What a person wants to press is not on their screen."""


@dataclass(frozen=True, slots=True)
class Received:
    """A message as it lies on the person's screen now; `buttons` are the labels under it and `keys` those under the
    input field.
    """

    message_id: int
    text: str
    entities: tuple[Json, ...]
    buttons: tuple[str, ...]
    keys: tuple[str, ...]


class Person:
    def __init__(self, account: Account, outlet: Outlet, card: Json, phone: str, patience: float) -> None:
        self.account = account
        self.outlet = outlet
        self.card = card
        self.phone = phone
        self.patience = patience
        self.chat = Chat(card["id"], updates.private(card))

    @property
    def id(self) -> int:
        return self.chat.id

    # what they do

    async def say(self, text: str, **more: Any) -> Json:
        return self.send(updates.text(text) | more)

    async def start(self, parameter: str = "") -> Json:
        """Follow a link to the bot, or press its start button."""
        if not re.fullmatch(rf"[A-Za-z0-9_-]{{0,{limits.START_PARAMETER}}}", parameter):
            raise NotShown("no link can carry that parameter")
        return await self.say(f"/start {parameter}".strip())

    async def edit(self, update: Json, text: str) -> Json:
        """Change what an earlier update said."""
        edited = update["message"] | updates.text(text) | {"edit_date": self.account.now()}
        return self.outlet.emit("edited_message", edited)

    async def share_contact(self, *, own: bool = True, phone: str = "", owner: int | None = None) -> Json:
        """Their own card, or somebody's: `owner` is that somebody's user, if they are on Telegram."""
        shared = updates.contact(phone or self.phone, self.card["first_name"], self.id if own else owner)
        return self.send(shared)

    def send(self, content: Json) -> Json:
        """A message with any content: see `updates`."""
        if self.chat.closed:
            raise NotShown(f"there is no input field: {self.chat.closed}")
        self.account.chats[self.id] = self.chat
        number = next(self.account.message_ids)
        message = updates.message(number, self.card, self.chat.card, self.account.now(), **content)
        self.chat.messages[number] = message
        return self.outlet.emit("message", message)

    async def press(self, label: str, *, ago: float = 0, is_lost: bool = False) -> Json | None:
        """Press the button of that label, or the newest whose label begins so. `ago`: it was pressed so many seconds
        before it arrives; `is_lost`: the bot cannot see the message any more. Nothing is sent by a button that opens
        a link or copies a text.
        """
        message, button = self._find(label)
        if message is None:
            return await self._press_key(button)
        if "callback_data" not in button:
            return None
        press = Press(
            f"{self.id}{next(self.account.press_ids)}", self.chat, self.account.clock() - timedelta(seconds=ago)
        )
        self.account.presses[press.id] = press
        seen = updates.inaccessible(self.chat.card, message["message_id"]) if is_lost else dict(message)
        return self.outlet.emit("callback_query", updates.callback(press.id, self.card, seen, button["callback_data"]))

    async def _press_key(self, key: Json) -> Json:
        """A key says its label, or shares the number; keys for one time go away."""
        assert self.chat.keyboard is not None
        if self.chat.keyboard.get("one_time_keyboard"):
            self.chat.keyboard = None
        if key.get("request_contact"):
            return await self.share_contact()
        if key.get("request_location"):
            return self.send(updates.location(6.37, 2.43))
        return await self.say(key["text"])

    async def block(self) -> Json:
        self.chat.closed = BLOCKED
        return self._membership("member", "kicked")

    async def unblock(self) -> Json:
        self.chat.closed = ""
        self.account.chats[self.id] = self.chat
        return self._membership("kicked", "member")

    def deactivate(self) -> None:
        """Their account is closed, and nobody tells the bot."""
        self.chat.closed = DEACTIVATED

    def _membership(self, before: str, now: str) -> Json:
        body = updates.membership(
            self.chat.card, self.card, self.account.card, self.account.now(), before=before, now=now
        )
        return self.outlet.emit("my_chat_member", body)

    # what they see

    async def reads(self) -> Received:
        """The next message that came; waits for it, as long as their patience lasts."""
        try:
            async with asyncio.timeout(self.patience):
                return self._received(await self.chat.arrivals.get())
        except TimeoutError:
            raise NotShown("no message came") from None

    @property
    def has_unread(self) -> bool:
        return not self.chat.arrivals.empty()

    @property
    def screen(self) -> Received:
        """The last message of the bot that is still there, as it now is."""
        message = next(self._messages(), None)
        if message is None:
            raise NotShown("the bot has sent nothing that is still there")
        return self._received(message)

    @property
    def toasts(self) -> list[str]:
        """What the bot answered to their presses."""
        answers = [press.answer for press in self.account.presses.values() if press.chat is self.chat]
        return [answer.get("text", "") for answer in answers if answer is not None]

    def _messages(self) -> Iterator[Json]:
        """The bot's messages, the newest first."""
        for message in reversed(self.chat.messages.values()):
            if message["from"]["id"] == self.account.card["id"]:
                yield message

    def _received(self, message: Json) -> Received:
        return Received(
            message["message_id"],
            message["text"],
            tuple(message.get("entities", ())),
            tuple(button["text"] for button in inline_buttons(message.get("reply_markup", {}))),
            tuple(key["text"] for key in keys(self.chat.keyboard or {})),
        )

    def _find(self, label: str) -> tuple[Json | None, Json]:
        """The button and its message; the whole label goes before its beginning, and the newer before the older."""
        shown = list(self._shown())
        for matches in (str.__eq__, str.startswith):
            for message, button in shown:
                if matches(button["text"], label):
                    return message, button
        raise NotShown(f"no button {label!r} among {[button['text'] for _, button in shown]}")

    def _shown(self) -> Iterator[tuple[Json | None, Json]]:
        for key in keys(self.chat.keyboard or {}):
            yield None, key
        for message in self._messages():
            for button in inline_buttons(message.get("reply_markup", {})):
                yield message, button
