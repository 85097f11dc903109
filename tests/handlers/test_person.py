"""Talking to a person."""

from functools import partial

from models.store import Store
from services import requests, staff
from tests.handlers.conftest import Guest


async def test_without_staff_people_are_told_so(guest: Guest) -> None:
    awa = await guest("awa")

    assert "Nobody of the team is here yet" in await awa.say("/person")
    assert "may take a while" in await awa.say("Where is the consulate?")


async def test_a_question_is_answered_in_the_same_chat(guest: Guest, store: Store) -> None:
    awa, mariam = await guest("awa"), await guest("mariam")
    appoint = partial(staff.appoint, actor_id=None, name="Mariam", role="moderator", countries=[])
    await store.write(lambda session: appoint(session, person_id=mariam.person))
    await awa.say("/person")
    assert "with the team" in await awa.say("Where is the consulate?")
    assert any("Someone asks the team a question." in text for text in await mariam.news())

    await store.write(lambda session: requests.answer(session, mariam.person, 1, "12 rue des Fleurs"))

    [text] = await awa.news()
    assert "“Where is the consulate?”" in text
    assert "“12 rue des Fleurs”" in text


async def test_a_closed_question_is_told(guest: Guest, store: Store) -> None:
    awa, mariam = await guest("awa"), await guest("mariam")
    appoint = partial(staff.appoint, actor_id=None, name="Mariam", role="moderator", countries=[])
    await store.write(lambda session: appoint(session, person_id=mariam.person))
    await awa.say_all("/person", "Where is the consulate?")
    await store.write(lambda session: requests.close(session, mariam.person, 1))

    assert "has closed your question" in (await awa.news())[0]
    assert all("Someone asks" not in text for text in await mariam.news())
