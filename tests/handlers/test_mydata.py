"""My data."""

import pytest

from channels.wire import EventKind
from tests.handlers.chats import Chat
from tests.handlers.conftest import Guest, Newcomer, Registered

OWN = "+2290197123456"


async def test_what_is_kept_is_shown_in_short(registered: Registered) -> None:
    awa = await registered("Awa Dossou", phone="+2290197123456")

    text = await awa.say("my data")

    assert "Your card: Awa Dossou, nurse, London, United Kingdom" in text
    assert "Numbers you proved: +229 01 97 12 34 56" in text
    assert "being found by number (23 November 2026)" in text
    assert len(text.splitlines()) <= 9


async def test_taking_it_along_says_what_is_in_it_and_gives_a_link(registered: Registered) -> None:
    awa = await registered("Awa Dossou")
    await awa.say("my data")

    text = await awa.tap("Take it along")

    assert "you, your card, your roots, where you write from and what you agreed to" in text
    assert "http://127.0.0.1:8000/mydata/" in text
    assert "Show it here (JSON)" not in awa.choices


async def test_what_is_short_can_be_read_in_the_chat_too(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("/export")

    assert '"purpose": "notice"' in await awa.tap("Show it here (JSON)")


@pytest.mark.parametrize(
    ("purpose", "asked", "found"),
    [
        ("showing your card", "Then nobody sees your card", False),
        ("being found by number", "Then nobody finds you by your number", True),
    ],
)
async def test_what_was_agreed_to_is_taken_back_one_by_one(
    registered: Registered, purpose: str, asked: str, found: bool
) -> None:
    awa, koffi = await registered("Awa Dossou", phone=OWN), await registered("Koffi Mensah")
    await awa.say("my data")
    await awa.tap("Correct something")
    await awa.tap("What I agreed to")
    assert asked in await awa.tap(purpose)
    assert "It is taken back" in await awa.tap("Yes")

    assert f"{purpose} (" not in await awa.say("my data")
    assert ("I found nobody like this yet" in await koffi.say("awa dossou")) is not found


async def test_without_the_notice_there_is_no_service_but_erasing(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("my data")
    await awa.tap("Correct something")
    await awa.tap("What I agreed to")

    assert "will be erased" in await awa.tap("privacy notice")


async def test_a_rest_says_until_when(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("my data")
    await awa.tap("Rest for a while")

    assert "All is quiet until 30 November 2026." in await awa.tap("7 days")
    assert "Good to have you back" in await awa.tap("Start again")


async def test_being_found_by_number_can_be_ended(guest: Guest) -> None:
    awa, koffi = await guest("awa", phone="+2290197123456"), await guest("koffi")
    await awa.say("my data")
    await awa.tap("Correct something")
    await awa.tap("Found by my number")
    assert "Nobody finds you" in await awa.tap("No")
    await koffi.say_all("+229 01 97 12 34 56", "I am the son of aunt Rose")

    await awa.later(minutes=1)

    assert await awa.news() == []


async def test_to_be_found_by_number_one_shares_ones_own_contact(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("my data")
    await awa.tap("Correct something")
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
    await awa.tap("Correct something")
    await awa.tap("Found by my number")
    await awa.tap("Yes")

    assert "Please share your own contact, nobody else’s." in await awa.say(OWN, kind)
    assert awa.asks == "contact"
    assert "Please share your contact with me." in await awa.say("what is that?")
    assert "Nobody finds you by your number." in await awa.tap("Not now")


async def test_where_no_contact_can_be_shared_another_app_is_the_way(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("my data")
    await awa.tap("Correct something")
    await awa.tap("Found by my number")
    await awa.tap("Yes")

    await awa.tap("Another device")

    assert "Show me a code" in awa.choices


async def test_erasing_takes_two_steps_and_gives_a_receipt(registered: Registered) -> None:
    awa, koffi = await registered("Awa Dossou"), await registered("Koffi Mensah")
    await awa.say("my data")
    await awa.tap("Erase everything")
    await awa.tap("Erase at once")

    receipt = (await awa.tap("Yes")).split("Your receipt: ")[1][:8]
    assert "erased on 23 November 2026" in await koffi.say(f"/receipt {receipt}")
    assert "I do not know this receipt" in await koffi.say("/receipt 12345678")
    assert "Passerelle, a bot" in await awa.say("hello")
    assert "I found nobody like this yet" in await koffi.say("awa dossou")


async def test_erasing_can_be_left_at_either_step(registered: Registered) -> None:
    awa = await registered("Awa Dossou")
    for steps in (
        ("Erase everything", "Keep my data"),
        ("Erase everything", "Erase at once", "No"),
        ("Erase everything", "Erase in 7 days", "No"),
    ):
        await awa.say("my data")
        for step in steps:
            await awa.tap(step)
        assert "everything stays as it is" in awa.text


async def test_my_data_is_there_before_the_notice_is_accepted(newcomer: Newcomer) -> None:
    assert "You first wrote to me on 23 November 2026." in await newcomer("awa").say("my data")


async def test_erasing_forgets_what_was_half_done(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say_all("/register", "1", "Awa Half Dossou")
    await awa.say_all("/erase", "3")
    await awa.say("yes")

    assert awa.choices == ["Start again"]
    await awa.say("menu")
    await awa.say("yes")
    assert "You live…" in await awa.say("/register")


async def _leaves(awa: Chat) -> str:
    await awa.say("/erase")
    await awa.tap("Erase in 7 days")
    return await awa.tap("Yes")


async def test_who_leaves_in_a_week_is_hidden_at_once_and_not_written_to(registered: Registered) -> None:
    awa, koffi = await registered("Awa Dossou"), await registered("Koffi Mensah")
    await koffi.say_all("/search Awa Dossou", "1", "1", "Hello, I am Koffi")

    assert "On 30 November 2026 everything is erased." in await _leaves(awa)

    assert await awa.news() == []
    assert "I found nobody like this yet" in await koffi.say("awa dossou")


@pytest.mark.parametrize("words", ["hello", "/menu", "keep", "/keep", "my data", "/register", "nurse in London"])
async def test_whatever_is_written_in_that_week_leads_to_staying(registered: Registered, words: str) -> None:
    awa, koffi = await registered("Awa Dossou"), await registered("Koffi Mensah")
    await koffi.say_all("/search Awa Dossou", "1", "1", "Hello, I am Koffi")
    await _leaves(awa)

    assert "will be erased on 30 November 2026" in await awa.say(words)
    assert "Everything is as it was" in await awa.tap("Keep my data")

    assert "Awa Dossou" in await awa.say("/card")
    assert any("Hello, I am Koffi" in each for each in await awa.news())


async def test_who_cannot_wait_any_longer_erases_at_once(registered: Registered) -> None:
    awa = await registered("Awa Dossou")
    await _leaves(awa)
    await awa.say("hello")
    await awa.tap("Erase at once")

    assert "It is erased." in await awa.tap("Yes")


async def test_who_looked_is_told_by_kind_and_the_day_after(registered: Registered) -> None:
    awa, koffi = await registered("Awa Dossou"), await registered("Koffi Mensah")
    await koffi.say_all("/search Awa Dossou", "1")
    assert "nobody looked" in await awa.say("/who")

    await awa.later(days=1)

    told = await awa.say("/who")
    assert "23 November: your card seen by 1 member with your roots" in told
    assert "Koffi" not in told
