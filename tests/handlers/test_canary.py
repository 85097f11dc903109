"""Invented members, and who comes near them."""

from functools import partial

from services import canaries, directory, limits
from tests.handlers.conftest import Guest, Registered
from tests.handlers.team import join
from tests.services.house import House


async def test_an_administrator_invents_one_and_removes_it(guest: Guest, house: House) -> None:
    paul = await join(guest, "Paul", "administrator", ["BJ"])
    await paul.say("/canary")
    await paul.tap("Invent one")
    await paul.say_all("Sika Ahossi", "London", "nurse")
    assert "Sika Ahossi, nurse, London" in paul.text
    assert "in its place" in await paul.tap("That’s right")

    await paul.say("/canary")
    assert await paul.tap("Remove Sika Ahossi") == "It is gone."
    assert await house.do(canaries.list_canaries, paul.person, "BJ") == []


async def test_moderators_hear_of_who_opens_one_and_decide(guest: Guest, registered: Registered, house: House) -> None:
    paul = await join(guest, "Paul", "administrator", ["BJ"])
    mariam = await join(guest, "Mariam", "moderator", ["BJ"])
    koffi = await registered("Koffi Mensah")
    make = partial(canaries.make, country="BJ", name="Sika Ahossi", work={"code": "2221", "text": "nurse"})
    canary = await house.do(make, paul.person, town={"id": 2643743, "text": "London", "country": "GB"})
    others = [await house.member() for _each in range(limits.CARDS.most)]
    screens = [await house.do(directory.see, koffi.person, others[start : start + 5]) for start in range(0, 25, 5)]
    assert [canary in shown for shown in screens] == [False, False, False, True, False]

    await house.do(directory.look_at, koffi.person, canary)

    [text] = await mariam.news()
    assert "looks at very many cards" in text
    assert "Today: 25 cards." in text
    await mariam.tap("Look again")
    await mariam.tap("Put on hold")
    assert "on hold now" in await mariam.tap("Yes")
    assert await mariam.news() == []


async def test_a_list_that_is_gone_back_to_is_as_it_was(guest: Guest, registered: Registered, house: House) -> None:
    """Or whoever opens a card on it would see which of the others was invented."""
    paul, koffi = await join(guest, "Paul", "administrator", ["BJ"]), await registered("Koffi Mensah", origins=["GH"])
    make = partial(canaries.make, country="BJ", name="Sika Ahossi", work={"code": "2221", "text": "nurse"})
    await house.do(make, paul.person, town={"id": 2643743, "text": "London", "country": "GB"})
    others = [await house.member() for _each in range(limits.CARDS.most)]
    await house.do(directory.see, koffi.person, others[:15])
    await koffi.say("nurse from benin in london")
    shown = koffi.choices
    assert shown[4].startswith("Sika A.")

    await koffi.say("1")
    await koffi.tap("Back to the list")

    assert koffi.choices == shown
