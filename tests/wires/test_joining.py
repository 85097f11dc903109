"""One person on Telegram and WhatsApp: the whole service between both vendors, and a code that goes from app to app."""

import re
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Address, Member, Person, ProvedNumber
from services import staff
from tests.wires.phone import Phone, Seen
from tests.wires.telegram import TelegramPhone
from tests.wires.town import NUMBER, Town, begins, chooses, is_knocked_by, lets_be_found, picks, says
from tests.wires.whatsapp import WhatsAppPhone

CODE = re.compile(r"/join (\w{4}-\w{4})")


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
