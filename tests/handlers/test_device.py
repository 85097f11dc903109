"""The same conversation on another device."""

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
