"""People of a history: each has one app or two, and answers what they have read."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from channels.wire import Post
from tests.clock import FakeClock
from tests.fakes.telegram.person import Person as TelegramPerson
from tests.fakes.whatsapp.person import Person as WhatsAppPerson
from tests.histories.lines import Said, TelegramLine, WhatsAppLine


class App(Protocol):
    """One app on somebody's telephone."""

    @property
    def said(self) -> list[Post]:
        """What the house has said here."""

    async def arrive(self, parameter: str) -> None:
        """Follow a link to the bot."""

    async def say(self, text: str) -> None: ...

    async def press(self, at: int) -> bool:
        """Press what stands in this place under the last message; False where nothing can be pressed."""

    async def share_own(self) -> None: ...

    async def share_other(self) -> None: ...

    async def shut_out(self) -> None: ...

    async def let_in(self) -> None: ...


@dataclass(slots=True)
class Telegram:
    person: TelegramPerson
    _said: Said

    @property
    def said(self) -> list[Post]:
        return self._said[str(self.person.id)]

    async def arrive(self, parameter: str) -> None:
        await self.person.start(parameter)

    async def say(self, text: str) -> None:
        await self.person.say(text)

    async def press(self, at: int) -> bool:
        shown = self.person.screen
        labels = shown.buttons or shown.keys[1:]
        if at >= len(labels):
            return False
        await self.person.press(labels[at])
        return True

    async def share_own(self) -> None:
        await self.person.share_contact()

    async def share_other(self) -> None:
        await self.person.share_contact(own=False, phone="+22997999999", owner=self.person.id + 1)

    async def shut_out(self) -> None:
        await self.person.block()

    async def let_in(self) -> None:
        await self.person.unblock()


@dataclass(slots=True)
class WhatsApp:
    person: WhatsAppPerson
    _said: Said

    @property
    def said(self) -> list[Post]:
        return self._said[self.person.user.name]

    async def arrive(self, parameter: str) -> None:
        await self.person.say(f"/start {parameter}".strip())

    async def say(self, text: str) -> None:
        await self.person.say(text)

    async def press(self, at: int) -> bool:
        if at >= len(self.person.screen.buttons):
            return False
        await self.person.press(self.person.screen.pressables[at].label)
        return True

    async def share_own(self) -> None:
        await self.person.share_contact()

    async def share_other(self) -> None:
        await self.person.share_card("Somebody Else", "+22997999999")

    async def shut_out(self) -> None:
        await self.person.block()

    async def let_in(self) -> None:
        await self.person.unblock()


Act = Callable[["Human"], Awaitable[None]]


@dataclass(slots=True)
class Human:
    """Somebody, and what they will do, one act a round. `app` is the one in their hand."""

    name: str
    apps: list[App]
    acts: list[Act]
    chance: Random
    clock: FakeClock
    app: App = field(init=False)
    seen: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.app = self.apps[0]
        self.seen = [0 for _app in self.apps]

    @property
    def last(self) -> Post | None:
        return self.app.said[-1] if self.app.said else None

    async def choose(self, at: int) -> None:
        """Take a choice, with a finger or by its number."""
        offered = self.last.choices if self.last else ()
        if not offered:
            await self.app.say("menu")
        elif self.chance.random() < 0.2 or not await self.app.press(at % len(offered)):
            await self.app.say(str(offered[at % len(offered)].number))

    def reads(self) -> list[tuple[bool, str]]:
        """What came since they looked last, on all their apps: whether it was pushed, and how it reads."""
        news: list[tuple[bool, str]] = []
        for at, app in enumerate(self.apps):
            news += [(post.push, _read(post)) for post in app.said[self.seen[at] :]]
            self.seen[at] = len(app.said)
        return news


def _read(post: Post) -> str:
    return "\n".join([post.text, *(f"{choice.number}. {choice.label}" for choice in post.choices)])


@dataclass(slots=True)
class Lines:
    """Both vendors, and new accounts at each."""

    telegram: TelegramLine
    whatsapp: WhatsAppLine

    def on_telegram(self, number: int, name: str, language: str) -> Telegram:
        line = self.telegram
        card = {"id": number, "is_bot": False, "first_name": name, "language_code": language}
        person = TelegramPerson(line.account, line.outlet, card, f"+22901{90_000_000 + number % 1_000_000}", 1.0)
        return Telegram(person, line.said)

    def on_whatsapp(self, number: int, name: str, *, by: str) -> WhatsApp:
        """Told of by their phone, by their user id, or by both."""
        phone = f"229{97_000_000 + number % 1_000_000}"
        person = self.whatsapp.vendor.person(
            phone=phone,
            bsuid=None if by == "phone" else f"BJ.{number}",
            name=name,
            username=name.lower() if by == "id" else None,
            hidden=by == "id",
        )
        return WhatsApp(person, self.whatsapp.said)
