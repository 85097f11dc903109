"""My data."""

import pytest

from channels.wire import EventKind
from tests.handlers.conftest import Guest, Newcomer, Registered

OWN = "+2290197123456"


async def test_what_is_kept_is_shown_in_short(registered: Registered) -> None:
    awa = await registered("Awa Dossou", phone="+2290197123456")

    text = await awa.say("my data")

    assert "Your card: Awa Dossou, nurse, London, United Kingdom" in text
    assert "Numbers you proved: +229 01 97 12 34 56" in text
    assert "being found by number (23 November 2026)" in text
    assert len(text.splitlines()) <= 9


async def test_everything_can_be_taken_along(registered: Registered) -> None:
    awa = await registered("Awa Dossou")
    await awa.say("my data")

    assert '"name": "Awa Dossou"' in await awa.tap("Take it along")


async def test_a_rest_says_until_when(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("my data")
    await awa.tap("Rest for a while")

    assert "All is quiet until 30 November 2026." in await awa.tap("7 days")
    assert "Good to have you back" in await awa.tap("Start again")


async def test_being_found_by_number_can_be_ended(guest: Guest) -> None:
    awa, koffi = await guest("awa", phone="+2290197123456"), await guest("koffi")
    await awa.say("my data")
    await awa.tap("Found by my number")
    assert "Nobody finds you" in await awa.tap("No")
    await koffi.say_all("+229 01 97 12 34 56", "I am the son of aunt Rose")

    await awa.later(minutes=1)

    assert await awa.news() == []


async def test_to_be_found_by_number_one_shares_ones_own_contact(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("my data")
    await awa.tap("Found by my number")
    assert awa.asks == ""

    assert "Share your own contact here" in await awa.tap("Yes")
    assert awa.asks == "contact"

    assert "People who know your number can send you a word." in await awa.say(OWN, "contact", number=OWN)
    assert "being found by number" in await awa.say("my data")


@pytest.mark.parametrize("kind", ["contact", "text"])
async def test_a_number_is_proved_neither_by_typing_it_nor_by_somebody_elses_contact(
    guest: Guest, kind: EventKind
) -> None:
    awa = await guest("awa")
    await awa.say("my data")
    await awa.tap("Found by my number")
    await awa.tap("Yes")

    assert "Please share your own contact, nobody else’s." in await awa.say(OWN, kind)
    assert awa.asks == "contact"
    assert "Please share your contact with me." in await awa.say("what is that?")
    assert "Nobody finds you by your number." in await awa.tap("Not now")


async def test_where_no_contact_can_be_shared_another_app_is_the_way(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("my data")
    await awa.tap("Found by my number")
    await awa.tap("Yes")

    await awa.tap("Another device")

    assert "Show me a code" in awa.choices


async def test_erasing_takes_two_steps_and_gives_a_receipt(registered: Registered) -> None:
    awa, koffi = await registered("Awa Dossou"), await registered("Koffi Mensah")
    await awa.say("my data")
    await awa.tap("Erase everything")
    await awa.tap("Erase everything")

    receipt = (await awa.tap("Yes")).split("Your receipt: ")[1][:8]
    assert "erased on 23 November 2026" in await koffi.say(f"/receipt {receipt}")
    assert "I do not know this receipt" in await koffi.say("/receipt 12345678")
    assert "Passerelle, a bot" in await awa.say("hello")
    assert "I found nobody like this yet" in await koffi.say("awa dossou")


async def test_erasing_can_be_left_at_either_step(registered: Registered) -> None:
    awa = await registered("Awa Dossou")
    for steps in (("Erase everything", "Keep my data"), ("Erase everything", "Erase everything", "No")):
        await awa.say("my data")
        for step in steps:
            await awa.tap(step)
        assert "everything stays as it is" in awa.text


async def test_my_data_is_there_before_the_notice_is_accepted(newcomer: Newcomer) -> None:
    assert "You first wrote to me on 23 November 2026." in await newcomer("awa").say("my data")


async def test_erasing_forgets_what_was_half_done(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say_all("/register", "1", "Awa Half Dossou")
    await awa.say_all("/erase", "2")
    await awa.say("yes")

    assert awa.choices == ["Start again"]
    await awa.say("menu")
    await awa.say("yes")
    assert "You live…" in await awa.say("/register")
