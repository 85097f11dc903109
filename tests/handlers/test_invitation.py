"""Somebody's list has a card for me: I make it, or it is forgotten."""

from dataclasses import replace
from functools import partial

from models import Invitation, Member
from services import invitations, members
from services.rosters import Listed
from tests.handlers.conftest import START, Guest, Newcomer, Registered
from tests.services.house import LONDON, House

NUMBER = "+2290197123456"
AWA = Listed(
    row=2,
    name="Awa Dossou",
    email="awa@example.org",
    town={"id": LONDON, "text": "London", "country": "GB"},
    work={"code": "2221", "text": "nurse"},
    origins=("BJ",),
    languages=("fr",),
    since="2019-03-12",
)
CALLED = replace(AWA, number=NUMBER)
CLOSED = "This link opens once, and only for the phone number it is meant for."


async def invite(house: House, *people: Listed) -> str:
    """Invite people; the start parameter of the first one's link."""
    codes = {invitations.new_code(): each for each in people}
    await house.store.write(partial(invitations.invite, actor_id=None, label="Beninese of London", people=codes))
    return f"inv-{next(iter(codes))}"


async def test_a_link_leads_by_the_notice_to_what_the_list_says(newcomer: Newcomer, house: House) -> None:
    awa = newcomer("awa")
    await awa.say(await invite(house, AWA), "start")

    asked = await awa.tap(START)

    assert asked.splitlines()[-6:] == [
        "Awa Dossou, nurse, London, United Kingdom",
        "Roots: Benin",
        "Speaks French",
        "On the list since 12 March 2019",
        "Shall I make it? Nobody sees anything until you say so.",
        "The office that made the list keeps its own, and does not learn what you answer.",
    ]
    assert awa.choices == ["Make my card", "Not me", "No, forget it"]


async def test_only_who_may_see_it_is_asked_before_the_card_is_made(guest: Guest, house: House) -> None:
    awa = await guest("awa")
    await awa.say(await invite(house, AWA), "start")
    assert "Who may find and see your card?" in await awa.tap("Make my card")
    assert "Awa D., nurse, London, United Kingdom\nRoots: Benin" in await awa.tap("Members linked to Benin")
    assert await house.rows(Member) == 0

    assert "Your card is ready, Awa." in await awa.tap("That’s right")

    card = await house.do(members.own_card, awa.person)
    assert card is not None
    assert card["languages"] == ["fr"]
    assert await house.rows(Invitation, status="accepted", draft=None) == 1


async def test_what_the_list_says_is_corrected_before_it_is_kept(guest: Guest, house: House) -> None:
    awa = await guest("awa")
    await awa.say(await invite(house, AWA), "start")
    await awa.tap("Make my card")
    await awa.tap("All members")
    await awa.tap("Change an answer")
    await awa.tap("Town")

    assert "Awa D., nurse, Paris, France" in await awa.say("Paris")
    await awa.tap("Change an answer")
    await awa.tap("Town")
    assert "Awa D., nurse, Paris, France" in await awa.say("back")


async def test_what_the_list_does_not_say_is_asked(guest: Guest, house: House) -> None:
    awa = await guest("awa")
    await awa.say(await invite(house, Listed(row=2, name="Awa Dossou", email="awa@example.org")), "start")

    assert "You live…" in await awa.tap("Make my card")
    assert "Nice to meet you, Awa. Where are your roots?" in await awa.tap("Abroad")


async def test_who_wants_none_of_it_is_forgotten_at_once(guest: Guest, house: House) -> None:
    awa, yves = await guest("awa"), await guest("yves")
    link = await invite(house, AWA)
    await awa.say(link, "start")

    assert "Forgotten" in await awa.tap("No, forget it")
    assert await house.rows(Invitation, status="declined", draft=None, code_index=None) == 1
    assert CLOSED in await yves.say(link, "start")


async def test_a_link_that_reached_somebody_else_stays_good(guest: Guest, house: House) -> None:
    awa, yves = await guest("awa"), await guest("yves")
    link = await invite(house, AWA)
    await yves.say(link, "start")
    await yves.tap("Not me")

    assert "Awa Dossou, nurse" in await awa.say(link, "start")


async def test_a_code_that_nobody_drew_leads_on(guest: Guest) -> None:
    awa = await guest("awa")

    assert CLOSED in await awa.say("inv-ABCDEFGH2345", "start")
    assert "You live…" in await awa.tap("Make my card")


async def test_a_link_for_a_number_opens_once_it_is_proved(guest: Guest, house: House) -> None:
    awa = await guest("awa")
    assert CLOSED in await awa.say(await invite(house, CALLED), "start")
    assert awa.choices == ["Make my card", "Menu"]

    assert "Awa Dossou, nurse" in await awa.say(NUMBER, "contact", number=NUMBER)


async def test_to_all_others_it_says_what_a_link_says_that_nobody_made(guest: Guest, house: House) -> None:
    office, awa = await guest("office"), await guest("awa", phone=NUMBER)
    link, theirs = await invite(house, CALLED), "+2290197999999"
    good = [await office.say(link, "start"), await office.say(theirs, "contact", number=theirs)]
    await awa.say(link, "start")
    await awa.tap("No, forget it")

    used = [await office.say(link, "start"), await office.say(theirs, "contact", number=theirs)]
    made_up = [await office.say("inv-ABCDEFGH2345", "start"), await office.say(theirs, "contact", number=theirs)]

    assert good == used == made_up
    assert "is not good, or no longer" in good[1]


async def test_who_writes_from_a_number_on_the_list_is_asked_after_the_notice(newcomer: Newcomer, house: House) -> None:
    awa = newcomer("awa")
    await invite(house, CALLED)
    await awa.say("hello", number=NUMBER)
    assert await awa.news() == []
    await awa.tap(START)

    (asked,) = await awa.news()

    assert "The list of Beninese of London has a card for you:" in asked
    assert "You write from a number that is on it." in asked
    assert "Who may find and see your card?" in await awa.tap("Make my card")


async def test_with_a_shared_phone_the_next_name_is_asked_for(newcomer: Newcomer, house: House) -> None:
    issa = newcomer("issa")
    await invite(house, CALLED, Listed(row=3, name="Issa Bâ", number=NUMBER))
    await issa.say("hello", number=NUMBER)
    await issa.tap(START)
    await issa.news()
    await issa.tap("Not me")

    assert "Issa Bâ" in (await issa.news())[0]


async def test_nobody_is_told_what_was_answered_meanwhile(guest: Guest, newcomer: Newcomer, house: House) -> None:
    link, phone = await invite(house, CALLED), newcomer("phone")
    await phone.say("hello", number=NUMBER)
    await phone.tap(START)
    awa = await guest("awa", phone=NUMBER)
    await awa.say(link, "start")
    await awa.tap("No, forget it")

    assert await phone.news() == []


async def test_who_has_a_card_keeps_it(registered: Registered, house: House) -> None:
    awa = await registered("Awa Dossou")

    assert "You have a card already" in await awa.say(await invite(house, AWA), "start")
    assert await house.rows(Invitation, status="accepted", draft=None) == 1
