"""One person on Telegram and WhatsApp: the whole service between both vendors, and a code that goes from app to app."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Address, Member, Outbox, Person, ProvedNumber
from models.store import Store
from services import staff
from tests.conftest import SECRET
from tests.fakes.telegram import FakeTelegram
from tests.fakes.whatsapp.account import NUMBER_ID
from tests.fakes.whatsapp.server import FakeWhatsApp
from tests.processes import free_port
from tests.wires.house import open_house
from tests.wires.phone import Phone, Seen
from tests.wires.telegram import TelegramPhone
from tests.wires.whatsapp import WhatsAppPhone

DAY = datetime(2026, 12, 1, 12, tzinfo=UTC)
CODE = re.compile(r"/join (\w{4}-\w{4})")
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
    _people: int = 5_000

    def on_telegram(self, name: str = "Awa", phone: str = "") -> TelegramPhone:
        self._people += 1
        return TelegramPhone(self.telegram.person(self._people, name=name, phone=phone))

    def on_whatsapp(self, name: str = "Awa", phone: str = NUMBER) -> WhatsAppPhone:
        return WhatsAppPhone(self.whatsapp.person(phone=phone, name=name), "en")

    async def later(self, span: timedelta) -> None:
        """Time passes, once all that was sent is known to be: a message on its way for minutes would be sent again."""
        async with asyncio.timeout(20):
            while await self.store.read(on_their_way):  # noqa: ASYNC110  (a sender tells nobody)
                await asyncio.sleep(0.01)
        self.clock.gone += span

    def app(self, name: str) -> TelegramPhone | WhatsAppPhone:
        return self.on_telegram() if name == "telegram" else self.on_whatsapp()


@pytest.fixture
async def town(sqlite_url: str) -> AsyncIterator[Town]:
    clock, port = Clock(), free_port()
    store = Store(sqlite_url, SECRET, clock=clock)
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
        async with open_house(store, port, **settings):
            yield Town(store, clock, telegram, whatsapp)
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


async def shows_a_code(app: Phone) -> str:
    await says(app, "/device")
    found = CODE.search((await chooses(app, 1)).text)
    assert found
    return found[1]


async def types(app: TelegramPhone | WhatsAppPhone, code: str, how: str) -> Seen:
    """The code alone, a command, or a link that was followed."""
    if how != "link":
        return await says(app, code if how == "alone" else f"/join {code}")
    if isinstance(app, TelegramPhone):
        await app.person.start(f"join-{code}")
        return await app.reads()
    return await says(app, f"/start join-{code}")


async def joins(first: Phone, second: TelegramPhone | WhatsAppPhone, how: str = "command") -> str:
    """Take the conversation of the first app to the second, and hear of it on both; the code."""
    code = await shows_a_code(first)
    assert "Is it yours?" in (await types(second, code, how)).text
    assert "now shares your conversation" in (await chooses(second, 1)).text
    assert "Another device has joined" in (await first.reads()).text
    return code


def on_their_way(session: Session) -> int:
    return session.scalar(select(func.count()).where(Outbox.status.in_(("sending", "queued")))) or 0


def people_reached(session: Session) -> int:
    return session.scalar(select(func.count(Address.person_id.distinct()))) or 0


def proved(session: Session) -> list[str]:
    return list(session.scalars(select(ProvedNumber.number).order_by(ProvedNumber.id)))


@pytest.mark.parametrize("how", ["alone", "command", "link"])
@pytest.mark.parametrize(("shown", "typed"), [("telegram", "whatsapp"), ("whatsapp", "telegram")])
async def test_a_code_shown_on_one_and_typed_on_the_other_joins_the_two(
    town: Town, shown: str, typed: str, how: str
) -> None:
    first, second = town.app(shown), town.app(typed)
    await begins(first)
    if how != "link":
        await second.arrive()

    await joins(first, second, how)

    assert await town.store.read(people_reached) == 1


async def test_a_code_is_good_once(town: Town) -> None:
    first, second, third = town.on_telegram(), town.on_whatsapp(), town.on_telegram("Eve")
    await begins(first)
    await begins(third)
    code = await joins(first, second)

    await says(third, f"/join {code}")

    assert "not good, or no longer" in (await chooses(third, 1)).text
    assert await town.store.read(people_reached) == 2


@pytest.mark.parametrize(("minutes", "answer"), [(14, "now shares your conversation"), (16, "not good, or no longer")])
async def test_a_code_is_good_for_a_quarter_of_an_hour(town: Town, minutes: int, answer: str) -> None:
    first, second = town.on_telegram(), town.on_whatsapp()
    await begins(first)
    code = await shows_a_code(first)
    await begins(second)

    await town.later(timedelta(minutes=minutes))
    await says(second, f"/join {code}")

    assert answer in (await chooses(second, 1)).text


async def test_a_conversation_begun_on_one_goes_on_with_the_other(town: Town) -> None:
    telegram, whatsapp = town.on_telegram(), town.on_whatsapp()
    await begins(telegram)
    await says(telegram, "/register")
    await chooses(telegram, 1)
    assert "3/6" in (await says(telegram, "Awa Dossou")).text

    await joins(telegram, whatsapp)
    assert "3/6" in (await picks(whatsapp, await says(whatsapp, "menu"), "Go on")).text

    await says(whatsapp, "Benin", "Accra", "nurse")
    await chooses(whatsapp, 4)
    summary = await chooses(whatsapp, 2)
    assert "Here is your card" in summary.text
    assert "Your card is ready" in (await chooses(whatsapp, 1)).text
    assert "Awa Dossou, nurse" in (await says(telegram, "/card")).text
    assert await town.store.read(lambda session: session.scalar(select(func.count()).select_from(Member))) == 1


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


async def test_a_number_written_from_is_proved_and_found_by_who_knows_it(town: Town) -> None:
    whatsapp = town.on_whatsapp()
    await begins(whatsapp)
    assert await town.store.read(proved) == [NUMBER]
    await lets_be_found(whatsapp)

    await is_knocked_by(town, town.on_telegram("Koffi"), NUMBER, "I am the son of aunt Rose")

    assert "I am the son of aunt Rose" in (await whatsapp.reads()).text


async def test_an_own_contact_shared_is_proved_and_found_by_who_knows_it(town: Town) -> None:
    telegram = town.on_telegram(phone=NUMBER)
    await begins(telegram)
    await telegram.person.share_contact()
    asked = await telegram.reads()
    assert await town.store.read(proved) == [NUMBER]
    await picks(telegram, asked, "Yes")

    await is_knocked_by(town, town.on_telegram("Koffi"), NUMBER, "I am the son of aunt Rose")

    assert "I am the son of aunt Rose" in (await telegram.reads()).text


async def test_somebody_elses_contact_proves_nothing(town: Town) -> None:
    telegram = town.on_telegram()
    await begins(telegram)

    await telegram.person.share_contact(own=False, phone=NUMBER, owner=77)

    assert "Shall I write to whoever has the number" in (await telegram.reads()).text
    assert await town.store.read(proved) == []


async def test_rights_of_the_team_do_not_come_along(town: Town) -> None:
    telegram, whatsapp = town.on_telegram(), town.on_whatsapp()
    await begins(telegram)
    person = await town.store.read(lambda session: session.scalars(select(Person.id)).one())
    appointed = partial(staff.appoint, actor_id=None, person_id=person, name="Awa", role="administrator", countries=[])
    await town.store.write(appointed)
    assert "country" in (await says(telegram, "/announce")).text.lower()

    await joins(telegram, whatsapp)

    told = (await says(whatsapp, "/announce")).text
    assert told != (await says(telegram, "/announce")).text


async def test_what_nobody_asked_for_goes_where_they_wrote_last(town: Town) -> None:
    telegram, whatsapp = town.on_telegram(), town.on_whatsapp()
    await begins(telegram)
    await joins(telegram, whatsapp)
    await lets_be_found(whatsapp)

    await is_knocked_by(town, town.on_telegram("Koffi"), NUMBER, "I am the son of aunt Rose")
    assert "aunt Rose" in (await whatsapp.reads()).text

    await says(telegram, "menu")
    await is_knocked_by(town, town.on_telegram("Ama"), NUMBER, "I am a nurse in Accra")
    assert "a nurse in Accra" in (await telegram.reads()).text
    assert not whatsapp.person.has_unread
