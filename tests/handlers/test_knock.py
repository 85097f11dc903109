"""Knocking and answering."""

import pytest

from services import phones, verified
from tests.handlers.chats import Chat
from tests.handlers.conftest import Registered
from tests.services.house import House


async def _knock(registered: Registered, phone: str | None = None) -> tuple[Chat, Chat]:
    """Koffi found Awa and wrote to her; her notice is on her screen."""
    awa, koffi = await registered("Awa Dossou", phone=phone), await registered("Koffi Mensah")
    await koffi.say("awa dossou")
    await koffi.say("1")
    await koffi.tap("Write to them")
    assert "Awa D. gets your words now." in await koffi.say("I am Koffi, we met in Lomé")
    [text] = await awa.news()
    assert "Koffi M." in text
    assert "“I am Koffi, we met in Lomé”" in text
    return awa, koffi


async def test_accepting_with_a_proved_number_gives_it_to_the_sender(registered: Registered) -> None:
    awa, koffi = await _knock(registered, phone="+2290197123456")
    await awa.tap("Accept")
    assert "You are in touch" in await awa.tap("My number, +229 01 97 12 34 56")

    [text] = await koffi.news()

    assert "Awa Dossou is happy to be in touch." in text
    assert "+229 01 97 12 34 56" in text


async def test_any_contact_may_be_given_instead(registered: Registered) -> None:
    awa, koffi = await _knock(registered)
    await awa.tap("Accept")
    await awa.tap("Another contact")
    await awa.say("awa@example.org")

    [text] = await koffi.news()

    assert "awa@example.org" in text


async def test_through_the_bot_words_go_both_ways_without_a_contact(registered: Registered) -> None:
    awa, koffi = await _knock(registered)
    await awa.tap("Accept")
    await awa.tap("Through you, the bot")
    await koffi.news()

    await koffi.tap("Write to them")
    await koffi.say("I am in Lyon until Friday")
    assert await awa.news() == ["Koffi Mensah writes:\n“I am in Lyon until Friday”"]

    await awa.tap("Answer")
    await awa.say("Then let us meet")
    assert await koffi.news() == ["Awa Dossou writes:\n“Then let us meet”"]


async def test_a_no_is_told_kindly(registered: Registered) -> None:
    awa, koffi = await _knock(registered)
    await awa.tap("Not now")

    [text] = await koffi.news()

    assert "prefers not to be in touch for now" in text


async def test_blocking_asks_once_more_and_hides_both(registered: Registered) -> None:
    awa, koffi = await _knock(registered)
    await awa.tap("Block")
    assert "you will not hear from them again" in await awa.tap("Yes")

    await koffi.say("awa dossou")

    assert "I found nobody like this yet" in koffi.text


async def test_a_block_may_be_thought_over(registered: Registered) -> None:
    awa, _koffi = await _knock(registered)
    await awa.tap("Block")

    assert "nothing has changed" in await awa.tap("No")


async def test_a_report_needs_no_words(registered: Registered) -> None:
    awa, koffi = await _knock(registered)
    await awa.tap("Report")

    assert "The team looks at it" in await awa.tap("Skip")
    [text] = await koffi.news()
    assert "prefers not to be in touch for now" in text


async def test_links_and_numbers_are_held_back_before_the_door_is_open(registered: Registered) -> None:
    await registered("Awa Dossou")
    koffi = await registered("Koffi Mensah")
    await koffi.say("awa dossou")
    await koffi.say("1")
    await koffi.tap("Write to them")

    assert "leave out links and phone numbers" in await koffi.say("call me on 0044 20 7946 0000")


async def test_a_knock_that_was_answered_elsewhere_is_told_so(registered: Registered) -> None:
    awa, _koffi = await _knock(registered)
    accept = awa.token("Accept")
    await awa.tap("Not now")

    assert "has been answered" in await awa.say(accept, "choice")


async def test_who_may_not_write_is_told_before_they_write(registered: Registered) -> None:
    _awa, koffi = await _knock(registered)
    await koffi.say("awa dossou")
    await koffi.say("1")

    assert "not long ago" in await koffi.tap("Write to them")


async def test_a_knock_of_two_weeks_ends_with_another_way(registered: Registered) -> None:
    _awa, koffi = await _knock(registered)

    await koffi.later(days=14)
    [text] = await koffi.news()

    assert "has not answered" in text


async def test_who_waits_is_in_the_menu_until_they_are_answered(registered: Registered) -> None:
    awa, _koffi = await _knock(registered)
    await awa.say("merci")

    assert "“I am Koffi, we met in Lomé”" in await awa.tap("1 person waits for you")
    await awa.tap("Not now")

    await awa.say("menu")
    assert "1 person waits for you" not in awa.choices
    assert "Help" in awa.choices


async def test_of_several_who_wait_one_chooses_whom_to_answer(registered: Registered) -> None:
    awa, _koffi = await _knock(registered)
    yves = await registered("Yves Agossou")
    await yves.say_all("awa dossou", "1", "1", "I am Yves, your cousin")
    await awa.news()
    await awa.say("menu")
    await awa.tap("2 people wait for you")

    assert "“I am Koffi, we met in Lomé”" in await awa.tap("Koffi M.")


async def test_writing_to_who_waits_is_answering_them(registered: Registered) -> None:
    awa, _koffi = await _knock(registered)
    await awa.say_all("koffi mensah", "1")

    assert "Shall I put you in touch?" in await awa.tap("Write to them")


async def test_who_is_in_touch_finds_the_contact_again(registered: Registered) -> None:
    awa, koffi = await _knock(registered, phone="+2290197123456")
    await awa.tap("Accept")
    await awa.tap("My number, +229 01 97 12 34 56")
    await koffi.say_all("awa dossou", "1")

    text = await koffi.tap("Write to them")

    assert text == "You are in touch with Awa Dossou.\nYou can reach them here: +229 01 97 12 34 56"
    await awa.say_all("koffi mensah", "1")
    assert "+229" not in await awa.tap("Write to them")
    assert "What shall I pass on" in await awa.tap("Write to them")


async def test_who_is_asked_sees_what_is_verified(registered: Registered, house: House) -> None:
    awa, koffi = await _knock(registered)
    assert "Verified: member since" in awa.text
    mariam = await house.staff("moderator")
    await house.do(verified.vouch, mariam, koffi.person, {"id": 2996944, "text": "Lyon", "country": "FR"})
    await house.store.write(lambda session: phones.prove(session, koffi.person, "+33612345678", how="test"))

    await awa.say_all("koffi mensah", "1")
    text = await awa.tap("Write to them")

    assert "phone number proved · member since October · met by the team in Lyon, France, November" in text


@pytest.mark.parametrize("ends", ["Not now", "Block"])
async def test_a_list_of_requests_left_open_tells_a_no_and_a_block_alike(registered: Registered, ends: str) -> None:
    awa, koffi = await _knock(registered)
    await registered("Sena Ahossi")
    await koffi.say_all("sena ahossi", "1")
    await koffi.tap("Write to them")
    await koffi.say("We met in London")
    await koffi.tap("My requests")
    await awa.tap(ends)
    if ends == "Block":
        await awa.tap("Yes")

    await koffi.say("qwertz")

    [first, second] = koffi.choices
    assert "We met in London" in first
    assert second == "Answered: I am Koffi, we met in Lomé"
    assert "has been answered" in await koffi.say("2")


async def test_a_request_is_seen_and_taken_back(registered: Registered) -> None:
    awa, koffi = await _knock(registered)
    assert "To Awa D.," in await koffi.tap("My requests")
    assert "nothing has changed" in await koffi.tap("Let it wait")

    await koffi.tap("My requests")
    assert "It is taken back" in await koffi.tap("Take it back")

    assert "has been answered" in await awa.tap("Accept")
    await koffi.say_all("awa dossou", "1")
    assert "not long ago" in await koffi.tap("Write to them")
