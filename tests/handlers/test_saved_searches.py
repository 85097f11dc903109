"""Saved searches, as their owner meets them."""

from services import limits, newcomers, saved_searches
from tests.handlers.chats import Chat
from tests.handlers.conftest import Registered
from tests.services.house import House

SAVE = "Tell me when someone new fits"


async def next_day(house: House) -> None:
    house.clock.move(days=1, minutes=5)
    while await house.sweep(newcomers.note_changes) >= 100:
        pass
    await house.sweep(newcomers.tell_of_new)


async def saving(registered: Registered) -> Chat:
    koffi = await registered("Koffi Mensah", origins=["GH"])
    await koffi.say("nurse from gambia in london")
    await koffi.tap(SAVE)
    return koffi


async def test_a_search_is_saved_in_one_tap_and_led_back_from(registered: Registered) -> None:
    koffi = await saving(registered)

    assert "Saved: nurse · from Gambia · in London" in koffi.text
    assert "at most once a day" in koffi.text
    assert (await koffi.tap("Back to the list")).startswith("nurse · from Gambia · in London")


async def test_the_message_names_nobody_and_the_card_is_two_taps_away(registered: Registered, house: House) -> None:
    koffi = await saving(registered)
    await house.member("Isatou Ceesay", origins=["GM"])
    await next_day(house)

    assert await koffi.news() == ["1 new person fits: nurse · from Gambia · in London"]
    await koffi.tap("See who it is")
    assert koffi.choices == ["Isatou C., nurse, confirmed in November", "Who fits now", "Stop looking"]
    assert "Roots: Gambia" in await koffi.say("1")
    assert "New since last time:" in await koffi.tap("Back to the list")


async def test_who_hid_meanwhile_is_not_told_of(registered: Registered, house: House) -> None:
    koffi = await saving(registered)
    isatou = await registered("Isatou Ceesay", origins=["GM"])
    await next_day(house)
    await isatou.say_all("/card")
    await isatou.tap("Change an answer")
    await isatou.tap("Who may see it")
    await isatou.tap("Nobody for now")

    assert await koffi.news() == []


async def test_one_tap_ends_it(registered: Registered, house: House) -> None:
    koffi = await saving(registered)
    await house.member("Isatou Ceesay", origins=["GM"])
    await next_day(house)
    await koffi.news()

    assert "I no longer look for that." in await koffi.tap("Stop looking")
    assert "You have no saved searches" in await koffi.say("/searches")


async def test_they_are_found_under_opportunities(registered: Registered) -> None:
    koffi = await saving(registered)
    await koffi.say("/alerts")
    await koffi.tap("My searches")
    assert koffi.choices == ["nurse · from Gambia · in London", "Find someone"]

    await koffi.say("1")
    assert (await koffi.tap("Who fits now")).startswith("nurse · from Gambia · in London")


async def test_a_sixth_takes_the_place_of_another(registered: Registered, house: House) -> None:
    koffi = await saving(registered)
    for said in ("lawyers", "teachers", "cooks", "bakers"):
        await koffi.say(said)
        await koffi.tap(SAVE)
    await koffi.say("tailors")

    assert "You have 5 saved searches. Which one may go?" in await koffi.tap(SAVE)
    await koffi.say("1")

    assert "Saved: tailor" in koffi.text
    assert await house.do(saved_searches.how_many, koffi.person) == 5


async def test_before_it_ends_it_asks(registered: Registered, house: House) -> None:
    koffi = await saving(registered)
    house.clock.move(days=352)
    await house.sweep(saved_searches.ask_again)

    [text] = await koffi.news()

    assert text == "This search ends in two weeks: nurse · from Gambia · in London. Still looking?"
    assert "another year" in await koffi.tap("Yes, go on")


async def test_the_cards_shown_count_towards_the_limit_of_a_day(registered: Registered, house: House) -> None:
    koffi = await saving(registered)
    for name in ("Lamin Jobe", "Fatou Bah"):
        for _each in range(limits.CARDS.most // 2):
            await house.member(name)
    await house.member("Isatou Ceesay", origins=["GM"])
    await next_day(house)
    for name in ("lamin", "fatou"):
        await koffi.say(name)
        while "More people" in koffi.choices:
            await koffi.tap("More people")
    await koffi.say("menu")
    await koffi.news()

    assert "Nobody new to show just now." in await koffi.tap("See who it is")
