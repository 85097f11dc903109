"""Finding someone."""

import pytest

from services import limits
from tests.handlers.chats import Chat
from tests.handlers.conftest import Guest, Registered
from tests.services.house import House

MANCHESTER = 2643123


async def test_one_message_finds_people_and_says_how_it_was_understood(registered: Registered) -> None:
    await registered("Isatou Ceesay", origins=["GM"])
    koffi = await registered("Koffi Mensah")

    text = await koffi.say("nurse from gambia in london")

    assert text == "nurse · from Gambia · in London\n1 person"
    assert koffi.choices[0] == "Isatou C., nurse, confirmed in November"
    assert "The whole country: United Kingdom" in koffi.choices


async def test_a_card_is_looked_at_and_the_list_is_one_tap_back(registered: Registered) -> None:
    await registered("Isatou Ceesay", origins=["GM"])
    koffi = await registered("Koffi Mensah")
    await koffi.say("isatou")

    assert "Roots: Gambia" in await koffi.say("1")
    await koffi.tap("Back to the list")

    assert "Isatou C., nurse, London, United Kingdom, from Gambia" in koffi.choices


async def test_nobody_found_offers_the_next_wider_search(registered: Registered) -> None:
    await registered("Isatou Ceesay", origins=["GM"])
    koffi = await registered("Koffi Mensah")
    assert "I found nobody like this yet" in await koffi.say("nurse from gambia in manchester")

    await koffi.tap("The whole country: United Kingdom")

    assert koffi.choices[0] == "Isatou C., nurse, London, confirmed in November"


async def test_words_written_on_the_list_are_the_next_search(registered: Registered) -> None:
    await registered("Isatou Ceesay", origins=["GM"])
    koffi = await registered("Koffi Mensah")
    await koffi.say("teacher in london")

    await koffi.say("isatou")

    assert koffi.choices[0] == "Isatou C., nurse, London, United Kingdom, from Gambia"


async def test_words_written_under_an_open_card_are_the_next_search_too(registered: Registered) -> None:
    await registered("Isatou Ceesay", origins=["GM"])
    await registered("Lamin Jobe", origins=["GM"])
    koffi = await registered("Koffi Mensah")
    await koffi.say_all("isatou", "1")

    await koffi.say("lamin")

    assert koffi.choices[0] == "Lamin J., nurse, London, United Kingdom, from Gambia"


async def test_without_a_card_one_is_made_and_the_search_goes_on(registered: Registered, guest: Guest) -> None:
    await registered("Isatou Ceesay", origins=["GM"])
    koffi = await guest("koffi")
    assert "Members see each other’s cards" in await koffi.say("isatou")

    await koffi.tap("Make my card")
    await koffi.tap("Abroad")
    await koffi.say_all("Koffi Mensah", "Ghana", "London", "teacher")
    await koffi.tap("All members")
    await koffi.tap("That’s right")

    assert "Isatou C., nurse, London, United Kingdom, from Gambia" in koffi.choices


async def test_without_a_card_a_known_number_is_a_way_and_so_is_the_menu(guest: Guest) -> None:
    koffi = await guest("koffi")
    await koffi.say("isatou")
    assert "Which phone number do you know?" in await koffi.tap("I know their number")

    await koffi.say_all("menu", "isatou")
    assert "What would you like to do?" in await koffi.tap("Not now")


async def test_the_sixth_card_is_on_the_next_page(registered: Registered, house: House) -> None:
    for number in range(6):
        await house.member(f"Isatou Ceesay {number}")
    koffi = await registered("Koffi Mensah")
    assert "6 people" in await koffi.say("isatou")
    assert [label.split()[0] for label in koffi.choices] == [*["Isatou"] * 5, "More", "Only", "Change", "Tell"]

    await koffi.say("more")

    assert sum(label.startswith("Isatou") for label in koffi.choices) == 1
    assert "More people" not in koffi.choices


async def test_of_many_twenty_are_shown_and_no_total_is_told(registered: Registered, house: House) -> None:
    for _each in range(22):
        await house.member("Isatou Ceesay")
    koffi = await registered("Koffi Mensah")
    assert "More than 20 people: add a word" in await koffi.say("isatou")

    shown = cards(koffi)
    while "More people" in koffi.choices:
        await koffi.tap("More people")
        shown += cards(koffi)

    assert shown == 20


async def test_asked_for_more_after_the_last_page_it_stays(registered: Registered) -> None:
    await registered("Isatou Ceesay")
    koffi = await registered("Koffi Mensah")
    await koffi.say("isatou")

    assert await koffi.say("more") == "“isatou”\n1 person"


async def test_the_limit_of_a_day_is_told_plainly(registered: Registered, house: House) -> None:
    for name in ("Isatou Ceesay", "Lamin Jobe"):
        for _each in range(limits.CARDS.most // 2):
            await house.member(name)
    await house.member("Fatou Bah")
    koffi = await registered("Koffi Mensah")
    for name in ("isatou", "lamin"):
        await koffi.say(name)
        while "More people" in koffi.choices:
            await koffi.tap("More people")

    somebody = await koffi.say("fatou")
    assert "You have seen as many cards as I show in a day" in somebody
    assert not [each for each in koffi.choices if each.startswith("Fatou")]
    assert await koffi.say("zebedee") == somebody.replace("fatou", "zebedee")


async def test_a_name_is_not_guessed_without_end(registered: Registered, house: House) -> None:
    await registered("Isatou Ceesay", origins=["GM"])
    koffi = await registered("Koffi Mensah")
    await house.store.write(lambda session: limits.spend(session, koffi.person, limits.NAMES, limits.NAMES.most))

    assert "1 person" in await koffi.say("isatou ceesay")
    assert "Under 30 names I found nobody new today." in await koffi.say("isatou ceesai")
    assert "Under 30 names I found nobody new today." in await koffi.say("isatou quell")
    assert "1 person" in await koffi.say("nurse from gambia")


async def test_a_part_that_was_understood_is_dropped(registered: Registered) -> None:
    await registered("Isatou Ceesay", origins=["GM"])
    koffi = await registered("Koffi Mensah")
    assert "I found nobody" in await koffi.say("teacher from gambia in london")

    await koffi.tap("Change the search")
    assert koffi.choices[:3] == ["Drop: teacher", "Drop: from Gambia", "Drop: in London"]
    await koffi.tap("Drop: teacher")

    assert koffi.text == "from Gambia · in London\n1 person"


async def test_a_part_is_added_and_back_undoes_it(registered: Registered) -> None:
    await registered("Isatou Ceesay", origins=["GM"])
    await registered("Awa Dossou")
    koffi = await registered("Koffi Mensah")
    await koffi.say("nurse in london")
    await koffi.tap("Change the search")

    assert await koffi.tap("Only from Benin") == "nurse · from Benin · in London\n1 person"

    await koffi.say("back")
    assert "What shall I change?" in koffi.text
    await koffi.tap("Back to the list")
    assert koffi.text == "nurse · in London\n2 people"


async def test_the_likeliest_closer_search_is_one_tap_away(registered: Registered, house: House) -> None:
    for _each in range(6):
        await house.member("Isatou Ceesay", origins=["GM"])
    koffi = await registered("Koffi Mensah", origins=["GM"])
    await koffi.say("nurse in london")

    assert await koffi.tap("Only from Gambia") == "nurse · from Gambia · in London\n6 people"


async def test_a_misspelt_town_that_was_taken_for_a_name_is_offered(registered: Registered) -> None:
    await registered("Isatou Ceesay", city={"id": MANCHESTER, "text": "Manchester", "country": "GB"})
    koffi = await registered("Koffi Mensah")
    assert "nurse" in await koffi.say("nurse Manchestr")

    await koffi.tap("Did you mean Manchester, United Kingdom?")

    assert koffi.text == "nurse · in Manchester\n1 person"


async def test_a_detail_that_nobody_has_is_the_first_to_be_given_up(registered: Registered) -> None:
    await registered("Isatou Ceesay")
    koffi = await registered("Koffi Mensah")
    await koffi.say("nurse in london for zebras")

    assert await koffi.tap("Without “zebras”") == "nurse · in London\n1 person"


async def test_who_offers_something_is_found_by_it(registered: Registered) -> None:
    isatou = await registered("Isatou Ceesay")
    await isatou.say_all("/card")
    await isatou.tap("Add something")
    await isatou.tap("What I offer")
    await isatou.say("1 2")
    assert "Offers: Teaching remotely and Volunteering" in isatou.text
    koffi = await registered("Koffi Mensah")

    assert await koffi.say("nurses who teach online") == "nurse · teaches remotely\n1 person"
    assert koffi.choices[0] == "Isatou C., nurse, London, United Kingdom, volunteers"


async def test_what_is_written_on_a_list_need_not_be_a_search(registered: Registered) -> None:
    koffi = await registered("Koffi Mensah")
    await koffi.say("teacher in london")
    assert "Shall I write to whoever has the number" in await koffi.say("+229 01 97 12 34 56")

    await koffi.say_all("cancel", "teacher in london")
    assert "Opportunities: jobs" in await koffi.say("my alerts")


@pytest.mark.parametrize("written", ["card.{}", "add.origins.QQ", "mean.99", "card.x", "drop.name"])
async def test_what_a_choice_is_called_within_opens_nothing(registered: Registered, written: str) -> None:
    isatou, koffi = await registered("Isatou Ceesay", origins=["GM"]), await registered("Koffi Mensah")
    await koffi.say("teacher in london")

    text = await koffi.say(written.format(isatou.person))

    assert "Isatou" not in text
    assert "Something broke" not in text


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

    assert await koffi.say("nurse in Leeds or London") == "nurse · in Leeds and London\n1 person"


async def test_a_field_is_looked_for_where_no_profession_is_named(registered: Registered) -> None:
    await registered("Isatou Ceesay")
    koffi = await registered("Koffi Mensah")

    assert "any work: health · in London" in await koffi.say("health worker in London")
    assert "Isatou C., nurse, from Benin, confirmed in November" in koffi.choices


def cards(chat: Chat) -> int:
    return sum(label.startswith("Isatou") for label in chat.choices)


async def test_a_name_that_was_taken_for_a_town_is_said_as_a_name(registered: Registered) -> None:
    await registered("Sena Ahossi")
    koffi = await registered("Koffi Mensah")

    text = await koffi.say("sena ahossi")

    assert text.splitlines()[:2] == ["“sena ahossi”", "1 person"]
