"""The same conversation on another device."""

import pytest
from sqlalchemy import select

from models import Address, Outbox
from models.refusal import Refusal
from services import requests
from tests.handlers.conftest import Guest, Newcomer, Registered
from tests.handlers.team import join
from tests.services.house import House


async def test_a_code_shown_on_one_device_is_typed_on_the_other(registered: Registered, newcomer: Newcomer) -> None:
    phone, laptop = await registered("Awa Dossou"), newcomer("laptop")
    await phone.say("/device")
    code = (await phone.tap("Show me a code")).split("/join ")[1].split()[0]

    assert "whoever has the other one reads what you write" in await laptop.say(f"/join {code}")
    assert "now shares your conversation" in await laptop.tap("Yes")
    assert "Another device has joined" in (await phone.news())[0]
    assert "Awa Dossou, nurse" in await laptop.say("/card")


async def test_a_link_with_the_code_joins_too(registered: Registered, newcomer: Newcomer) -> None:
    phone, laptop = await registered("Awa Dossou"), newcomer("laptop")
    await phone.say("/device")
    code = (await phone.tap("Show me a code")).split("/join ")[1].split()[0]

    assert "whoever has the other one reads what you write" in await laptop.say(f"join-{code}", "start")
    assert "now shares your conversation" in await laptop.tap("Yes")
    assert "Awa Dossou, nurse" in await laptop.say("/card")


async def test_a_code_that_is_not_good_can_be_typed_again(newcomer: Newcomer) -> None:
    laptop = newcomer("laptop")
    await laptop.say("/device")
    await laptop.tap("I have a code")

    assert "not good, or no longer" in await laptop.say_all("AAAA-2222", "yes")
    assert "Which code" in await laptop.tap("Type a code")


@pytest.mark.parametrize("says", ["/stop", "/pause", "/register"])
async def test_who_joins_cannot_keep_the_first_device_from_hearing_of_it(
    registered: Registered, newcomer: Newcomer, says: str
) -> None:
    phone, thief = await registered("Awa Dossou"), newcomer("thief")
    await phone.say("/device")
    code = (await phone.tap("Show me a code")).split("/join ")[1].split()[0]
    await thief.say_all(f"/join {code}", "yes")
    await thief.say(says)
    await thief.say("1")

    assert "Another device has joined" in (await phone.news())[0]
    to = await phone.store.read(
        lambda session: session.scalars(
            select(Address.external_id).join_from(Outbox, Address, Address.id == Outbox.address_id).order_by(Outbox.id)
        ).all()[-1]
    )
    assert to == "Awa Dossou"


async def test_a_joined_device_sees_and_answers_nothing_as_staff(
    guest: Guest, newcomer: Newcomer, house: House
) -> None:
    """Not even by a button of the first device: it is the same person's."""
    mariam, laptop, awa = await join(guest, "Mariam", "moderator"), newcomer("laptop"), await guest("Awa")
    await house.member("Rose Agossou", audience="staff")
    await awa.say_all("/person", "Where is the consulate?")
    assert "Rose A." in " ".join((await mariam.say("rose"), *mariam.choices))
    await mariam.say("/queue")
    await mariam.tap(mariam.choices[0])
    button = mariam.token("Answer")
    await mariam.say("/device")
    code = (await mariam.tap("Show me a code")).split("/join ")[1].split()[0]
    await laptop.say_all(f"/join {code}", "yes")

    assert "Rose" not in " ".join((await laptop.say("rose"), *laptop.choices))
    assert "consulate" not in await laptop.say(button, "choice")
    await laptop.say("12 rue des Fleurs")
    with pytest.raises(Refusal):
        await house.do(requests.answer, laptop.person, 1, "12 rue des Fleurs")
    assert await awa.news() == []


async def test_nobody_is_led_into_somebody_elses_conversation_unasked(
    registered: Registered, newcomer: Newcomer
) -> None:
    stranger, victim = await registered("Eve"), newcomer("victim")
    await stranger.say("/device")
    code = (await stranger.tap("Show me a code")).split("/join ")[1].split()[0]
    await victim.say(f"/join {code}")

    assert "nothing has changed" in await victim.tap("No")
    assert "Eve" not in await victim.say("/card")
    assert await stranger.news() == []


async def test_a_device_that_joined_is_sent_away_and_sees_and_hears_nothing_more(
    registered: Registered, newcomer: Newcomer
) -> None:
    phone, thief = await registered("Awa Dossou"), newcomer("thief")
    await phone.say("/device")
    code = (await phone.tap("Show me a code")).split("/join ")[1].split()[0]
    await thief.say_all(f"/join {code}", "yes", "/card")
    assert "Awa Dossou" in thief.text
    button = thief.token("Change an answer")
    await phone.news()

    assert "goes on here alone" in await phone.tap("Send it away")

    assert "18 or over" in " ".join((await thief.say(button, "choice"), *thief.choices))
    assert "Awa" not in await thief.say("/mydata")
    assert "Awa Dossou" in await phone.say("/card")
    kept = await phone.store.read(
        lambda session: session.scalars(
            select(Outbox.body).join(Address, Address.id == Outbox.address_id).where(Address.external_id == "thief")
        ).all()
    )
    assert "Awa" not in str(kept)


async def test_a_joined_device_sends_nobody_away(registered: Registered, newcomer: Newcomer) -> None:
    phone, thief = await registered("Awa Dossou"), newcomer("thief")
    await phone.say("/device")
    code = (await phone.tap("Show me a code")).split("/join ")[1].split()[0]
    await thief.say_all(f"/join {code}", "yes", "/device")

    assert "wrote to me first" in await thief.tap("Only this device")
    assert "Awa Dossou" in await phone.say("/card")


async def test_a_number_sent_twice_while_joining_answers_nothing_on_the_other_device(
    guest: Guest, newcomer: Newcomer
) -> None:
    phone, laptop = await guest("awa"), newcomer("laptop")
    await phone.say("/device")
    code = (await phone.tap("Show me a code")).split("/join ")[1].split()[0]
    await laptop.say(f"/join {code}")
    await phone.say_all("/erase", "3")
    assert "Erase everything now?" in phone.text

    await laptop.say("1")

    assert "Your answer came before this was on your screen" in await laptop.say("1")
    assert "Erase everything now?" in laptop.text
