"""The service between both vendors, with everybody's apps, and a clock that can be moved on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx2
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Outbox
from models.store import Store
from tests.conftest import SECRET
from tests.engines import warm_store
from tests.fakes.telegram import FakeTelegram
from tests.fakes.whatsapp.account import NUMBER_ID
from tests.fakes.whatsapp.server import FakeWhatsApp
from tests.processes import free_port
from tests.wires.house import open_house
from tests.wires.phone import Phone, Seen
from tests.wires.telegram import TelegramPhone
from tests.wires.terminal import TerminalPhone
from tests.wires.webchat import WebPhone
from tests.wires.whatsapp import WhatsAppPhone

DAY = datetime(2026, 12, 1, 12, tzinfo=UTC)
NUMBER = "+233241234567"
"""Of a country where the house speaks English to newcomers."""
ON_SCREEN = timedelta(minutes=11)
"""After which a question is no longer so fresh that pushes wait."""


@dataclass
class Clock:
    """Goes as ours does, from the same day in every run, and can be moved on."""

    gone: timedelta = field(default_factory=lambda: DAY - datetime.now(UTC))

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.gone


@dataclass
class Town:
    """The service, and everybody's apps."""

    store: Store
    clock: Clock
    telegram: FakeTelegram
    whatsapp: FakeWhatsApp
    url: str
    leaving: AsyncExitStack
    _people: int = 5_000

    def on_telegram(self, name: str = "Awa", phone: str = "") -> TelegramPhone:
        self._people += 1
        return TelegramPhone(self.telegram.person(self._people, name=name, phone=phone))

    def on_whatsapp(self, name: str = "Awa", phone: str = NUMBER) -> WhatsAppPhone:
        return WhatsAppPhone(self.whatsapp.person(phone=phone, name=name), "en")

    def on_the_web(self) -> WebPhone:
        client = httpx2.AsyncClient(base_url=self.url)
        self.leaving.push_async_callback(client.aclose)
        return WebPhone(client, "en")

    def at_a_terminal(self, name: str) -> TerminalPhone:
        phone = TerminalPhone(self.store, name, "en")
        self.leaving.push_async_callback(phone.leave)
        return phone

    async def later(self, span: timedelta) -> None:
        """Time passes, once all that was sent is known to be: a message on its way for minutes would be sent again."""
        async with asyncio.timeout(20):
            while await self.store.read(on_their_way):  # noqa: ASYNC110  (a sender tells nobody)
                await asyncio.sleep(0.01)
        self.clock.gone += span

    def app(self, name: str) -> TelegramPhone | WhatsAppPhone:
        return self.on_telegram() if name == "telegram" else self.on_whatsapp()


@asynccontextmanager
async def open_town(sqlite_url: str) -> AsyncIterator[Town]:
    clock, port = Clock(), free_port()
    store = warm_store(sqlite_url, SECRET, clock=clock)
    telegram = FakeTelegram(clock=clock, patience=20)
    whatsapp = FakeWhatsApp(
        f"http://127.0.0.1:{port}/whatsapp/webhook", clock=clock, token="t", app_secret="secret", verify_token="word"
    )
    async with telegram, whatsapp:
        settings = {
            "telegram_bot_token": telegram.token,
            "telegram_api_base": telegram.url,
            "telegram_webhook_secret": "a_secret_for_the_webhook",
            "whatsapp_access_token": "t",
            "whatsapp_app_secret": "secret",
            "whatsapp_verify_token": "word",
            "whatsapp_phone_number_id": NUMBER_ID,
            "whatsapp_api_base": whatsapp.url,
        }
        async with open_house(store, port, **settings), AsyncExitStack() as leaving:
            yield Town(store, clock, telegram, whatsapp, f"http://127.0.0.1:{port}", leaving)
        assert [*telegram.violations, *whatsapp.violations] == []
    await store.close()


async def says(app: Phone, first: str, *others: str) -> Seen:
    """One line after the other, each once the answer to the one before was read; the last answer."""
    await app.say(first)
    answer = await app.reads()
    return await says(app, *others) if others else answer


async def chooses(app: Phone, number: int) -> Seen:
    await app.choose(number)
    return await app.reads()


async def picks(app: Phone, shown: Seen, label: str) -> Seen:
    """Take the choice that begins so, from the screen on show."""
    return await chooses(app, next(at for at, each in enumerate(shown.choices, 1) if each.startswith(label)))


async def begins(app: Phone) -> Seen:
    """First contact, and the privacy notice accepted."""
    await app.arrive()
    return await chooses(app, 1)


def on_their_way(session: Session) -> int:
    return session.scalar(select(func.count()).where(Outbox.status.in_(("sending", "queued")))) or 0


async def lets_be_found(app: Phone) -> None:
    """Agree to be found by a number that is proved already."""
    mine = await picks(app, await says(app, "/mydata"), "Correct something")
    asked = await picks(app, mine, "Found by my number")
    await picks(app, asked, "Yes")


async def is_knocked_by(town: Town, stranger: Phone, number: str, words: str) -> None:
    """A word for whoever has a number; it is brought a while later."""
    await begins(stranger)
    await says(stranger, number, words)
    await town.later(ON_SCREEN)
