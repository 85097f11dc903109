"""Finding someone."""

from services import limits
from tests.handlers.conftest import Guest, Registered
from tests.services.house import House


async def test_one_message_finds_people_and_says_how_it_was_understood(registered: Registered) -> None:
    await registered("Isatou Ceesay", origins=["GM"])
    koffi = await registered("Koffi Mensah")

    text = await koffi.say("nurse from gambia in london")

    assert text == "nurse · from Gambia · in London"
    assert koffi.choices[0] == "Isatou C., nurse, London, United Kingdom"
    assert "Anywhere: United Kingdom" in koffi.choices


async def test_a_card_is_looked_at_and_the_list_is_one_tap_back(registered: Registered) -> None:
    await registered("Isatou Ceesay", origins=["GM"])
    koffi = await registered("Koffi Mensah")
    await koffi.say("isatou")

    assert "Roots: Gambia" in await koffi.say("1")
    await koffi.tap("Back to the list")

    assert "Isatou C., nurse, London, United Kingdom" in koffi.choices


async def test_nobody_found_offers_the_next_wider_search(registered: Registered) -> None:
    await registered("Isatou Ceesay", origins=["GM"])
    koffi = await registered("Koffi Mensah")
    assert "I found nobody like this yet" in await koffi.say("nurse from gambia in manchester")

    await koffi.tap("Anywhere: United Kingdom")

    assert koffi.choices[0] == "Isatou C., nurse, London, United Kingdom"


async def test_words_written_on_the_list_are_the_next_search(registered: Registered) -> None:
    await registered("Isatou Ceesay", origins=["GM"])
    koffi = await registered("Koffi Mensah")
    await koffi.say("teacher in london")

    await koffi.say("isatou")

    assert koffi.choices[0] == "Isatou C., nurse, London, United Kingdom"


async def test_without_a_card_one_is_made_and_the_search_goes_on(registered: Registered, guest: Guest) -> None:
    await registered("Isatou Ceesay", origins=["GM"])
    koffi = await guest("koffi")
    assert "Members see each other’s cards" in await koffi.say("isatou")

    await koffi.tap("Make my card")
    await koffi.tap("Abroad")
    await koffi.say_all("Koffi Mensah", "Ghana", "London", "teacher")
    await koffi.tap("All members")
    await koffi.tap("That’s right")

    assert "Isatou C., nurse, London, United Kingdom" in koffi.choices


async def test_without_a_card_a_known_number_is_a_way_and_so_is_the_menu(guest: Guest) -> None:
    koffi = await guest("koffi")
    await koffi.say("isatou")
    assert "Which phone number do you know?" in await koffi.tap("I know their number")

    await koffi.say_all("menu", "isatou")
    assert "What would you like to do?" in await koffi.tap("Not now")


async def test_the_seventh_card_is_on_the_next_page(registered: Registered, house: House) -> None:
    for number in range(7):
        await house.member(f"Isatou Ceesay {number}")
    koffi = await registered("Koffi Mensah")
    await koffi.say("isatou")
    assert sum(label.startswith("Isatou") for label in koffi.choices) == 6

    await koffi.tap("More people")

    assert sum(label.startswith("Isatou") for label in koffi.choices) == 1


async def test_the_limit_of_a_day_is_told_plainly(registered: Registered, house: House) -> None:
    for _each in range(limits.CARDS_A_DAY):
        await house.member("Isatou Ceesay")
    await house.member("Fatou Bah")
    koffi = await registered("Koffi Mensah")
    await koffi.say("isatou")
    while "More people" in koffi.choices:
        await koffi.tap("More people")

    assert "You have seen 30 cards today. More tomorrow." in await koffi.say("fatou")
