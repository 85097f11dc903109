"""One person's line to the bot on a vendor's fake: what they do, what they get, and what the vendor took for them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram import Person as TelegramPerson
from tests.fakes.telegram.rules import inline_buttons
from tests.fakes.whatsapp.person import Person as WhatsAppPerson
from tests.fakes.whatsapp.server import FakeWhatsApp
from tests.fakes.whatsapp.shown import Received

TWICE = 0.1
"""How often an update comes twice on Telegram; WhatsApp has its own habit of it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that the vendor took. `key` is the same for two that show the same screen; `told`: its sender was."""

    key: str
    text: str
    told: bool


class Line(Protocol):
    """What campaigns need of a wire."""

    channel: str
    address: str
    is_ordered: bool
    has_number: bool

    async def say(self, text: str) -> None:
        """Write something."""

    async def press(self, wanted: str) -> None:
        """Press what was really sent, found by a part of its label or of its token."""

    async def reads(self) -> Taken:
        """The next message that comes; waits for it."""

    def taken(self) -> list[Taken]:
        """All that the vendor took for them."""


class NothingToPress(AssertionError):
    """No message on their screen has such a button."""


class TelegramLine:
    """Two messages show the same screen if they have the same text and the same buttons: a token is of one run."""

    channel, is_ordered, has_number = "telegram", True, False

    def __init__(self, fake: FakeTelegram, person: TelegramPerson, chance: Random) -> None:
        self._fake, self._person, self._chance = fake, person, chance
        self.address = str(person.id)

    async def say(self, text: str) -> None:
        self._perhaps_twice(await self._person.say(text))

    async def press(self, wanted: str) -> None:
        for message in reversed(self._person.chat.messages.values()):
            for button in inline_buttons(message.get("reply_markup", {})):
                if wanted in button["text"] or wanted in button["callback_data"]:
                    self._perhaps_twice(await self._person.press(button["text"]))
                    return
        raise NothingToPress(wanted)

    async def reads(self) -> Taken:
        return _on_telegram(await self._person.chat.arrivals.get(), told=True)

    def taken(self) -> list[Taken]:
        calls = (call for call in self._fake.calls("sendMessage") if call.parameters["chat_id"] == self._person.id)
        return [_on_telegram(call.result, told=call.answered) for call in calls]

    def _perhaps_twice(self, update: dict[str, Any] | None) -> None:
        if update is not None and self._chance.random() < TWICE:
            self._fake.outlet.repeat(update)


def _on_telegram(message: dict[str, Any], *, told: bool) -> Taken:
    """By its keyboard as it was sent: buttons that were used are gone from it later."""
    tokens = [button["callback_data"] for button in inline_buttons(message.get("reply_markup", {}))]
    return Taken(json.dumps([message["text"], tokens]), message["text"], told)


class WhatsAppLine:
    """Two messages show the same screen if they have the same tag, which is its row in the outbox."""

    channel, is_ordered = "whatsapp", False

    def __init__(self, fake: FakeWhatsApp, person: WhatsAppPerson) -> None:
        self._fake, self._person = fake, person
        self.has_number = person.user.visible_phone is not None
        self.address = person.user.visible_phone or person.user.bsuid or ""
        self._tags: dict[str, str] = {}
        self._known = 0

    async def say(self, text: str) -> None:
        await self._person.say(text)

    async def press(self, wanted: str) -> None:
        for shown in reversed(self._person.user.received):
            for label, token in _pressables(shown):
                if wanted in label or wanted in token:
                    await self._person.press(label, on=shown)
                    return
        raise NothingToPress(wanted)

    async def reads(self) -> Taken:
        shown = await self._person.user.arrivals.get()
        return Taken(self._tag(shown.wamid), shown.text, told=True)

    def taken(self) -> list[Taken]:
        mine = (message for message in self._fake.accepted if message.to == self.address)
        return [Taken(message.tag, _text(message.body), message.answered) for message in mine]

    def _tag(self, wamid: str) -> str:
        for message in self._fake.accepted[self._known :]:
            self._tags[message.wamid] = message.tag
        self._known = len(self._fake.accepted)
        return self._tags[wamid]


def _pressables(shown: Received) -> Iterator[tuple[str, str]]:
    for each in shown.pressables:
        reply = each.reply["interactive"]
        yield each.whole, reply[reply["type"]]["id"]


def _text(body: dict[str, Any]) -> str:
    content = body[body["type"]]
    text: str = content["body"]["text"] if body["type"] == "interactive" else content["body"]
    return text
