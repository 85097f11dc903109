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


async def test_words_written_under_an_open_card_are_the_next_search_too(registered: Registered) -> None:
    await registered("Isatou Ceesay", origins=["GM"])
    await registered("Lamin Jobe", origins=["GM"])
    koffi = await registered("Koffi Mensah")
    await koffi.say_all("isatou", "1")

    await koffi.say("lamin")

    assert koffi.choices[0] == "Lamin J., nurse, London, United Kingdom"


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
    for _each in range(limits.CARDS.most):
        await house.member("Isatou Ceesay")
    await house.member("Fatou Bah")
    koffi = await registered("Koffi Mensah")
    await koffi.say("isatou")
    while "More people" in koffi.choices:
        await koffi.tap("More people")

    assert "You have seen as many cards as I show in a day" in await koffi.say("fatou")


async def test_what_is_written_on_a_list_need_not_be_a_search(registered: Registered) -> None:
    koffi = await registered("Koffi Mensah")
    await koffi.say("teacher in london")
    assert "Shall I write to whoever has the number" in await koffi.say("+229 01 97 12 34 56")

    await koffi.say_all("cancel", "teacher in london")
    assert "Opportunities: jobs" in await koffi.say("my alerts")


async def test_a_number_that_is_not_on_the_list_is_no_name(registered: Registered) -> None:
    koffi = await registered("Koffi Mensah")
    await koffi.say("teacher in london")

    assert "its number is enough" in await koffi.say("8")


async def test_nobody_of_a_name_leaves_the_number_as_a_way(registered: Registered) -> None:
    koffi = await registered("Koffi Mensah")
    assert "Write another name" in await koffi.say("Nobodysname")

    assert "Which phone number do you know?" in await koffi.tap("I know their number")


async def test_every_town_that_is_looked_in_is_named(registered: Registered) -> None:
    await registered("Isatou Ceesay")
    koffi = await registered("Koffi Mensah")

    assert await koffi.say("nurse in Leeds or London") == "nurse · in Leeds and London"


async def test_a_field_is_looked_for_where_no_profession_is_named(registered: Registered) -> None:
    await registered("Isatou Ceesay")
    koffi = await registered("Koffi Mensah")

    assert "any work: health · in London" in await koffi.say("health worker in London")
    assert "Isatou C., nurse, London, United Kingdom" in koffi.choices
