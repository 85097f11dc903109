"""The same conversation on another device."""

import pytest
from sqlalchemy import select

from models import Address, Outbox
from tests.handlers.conftest import Newcomer, Registered


async def test_a_code_shown_on_one_device_is_typed_on_the_other(registered: Registered, newcomer: Newcomer) -> None:
    phone, laptop = await registered("Awa Dossou"), newcomer("laptop")
    await phone.say("/device")
    code = (await phone.tap("Show me a code")).split("/join ")[1].split()[0]

    assert "now shares your conversation" in await laptop.say(f"/join {code}")
    assert "Another device has joined" in (await phone.news())[0]
    assert "Awa Dossou, nurse" in await laptop.say("/card")


async def test_a_code_that_is_not_good_can_be_typed_again(newcomer: Newcomer) -> None:
    laptop = newcomer("laptop")
    await laptop.say("/device")
    await laptop.tap("I have a code")

    assert "not good, or no longer" in await laptop.say("AAAA-2222")
    assert "Which code" in await laptop.tap("Type a code")


@pytest.mark.parametrize("says", ["/stop", "/pause", "/register"])
async def test_who_joins_cannot_keep_the_first_device_from_hearing_of_it(
    registered: Registered, newcomer: Newcomer, says: str
) -> None:
    phone, thief = await registered("Awa Dossou"), newcomer("thief")
    await phone.say("/device")
    code = (await phone.tap("Show me a code")).split("/join ")[1].split()[0]
    await thief.say(f"/join {code}")
    await thief.say(says)
    await thief.say("1")

    assert "Another device has joined" in (await phone.news())[0]
    to = await phone.store.read(
        lambda session: session.scalar(
            select(Address.external_id).join_from(Outbox, Address, Address.id == Outbox.address_id).where(Outbox.push)
        )
    )
    assert to == "Awa Dossou"
