"""Joining the team, its queue, and putting people on hold."""

from services import requests
from tests.handlers.conftest import Guest, Registered
from tests.handlers.team import join
from tests.services.house import House


async def test_a_code_opens_what_the_role_may_do(guest: Guest) -> None:
    mariam = await join(guest, "Mariam", "editor", ["BJ"])

    assert mariam.text.splitlines() == ["Welcome to the team.", "Mariam, your role: editor for Benin."]
    assert mariam.choices == ["Publish", "Withdraw", "Announce", "Queue", "Announcements", "Links people came by"]


async def test_a_code_that_does_not_fit_is_met_with_a_way_on(guest: Guest) -> None:
    awa = await guest("awa")

    assert "ten minutes are over" in await awa.say("/staff NOTACODE")
    assert awa.choices == ["Another code"]


async def test_administrators_hear_who_joined(guest: Guest) -> None:
    paul = await join(guest, "Paul", "administrator")
    await join(guest, "Mariam", "editor", ["BJ"])

    assert await paul.news() == ["New in the team: Mariam, editor for Benin."]


async def test_a_question_is_answered_from_the_queue(guest: Guest, house: House) -> None:
    mariam, awa = await join(guest, "Mariam", "moderator"), await guest("awa")
    await awa.say_all("/person", "Where is my consulate?")

    await mariam.say("/queue")
    await mariam.tap("Question: Where is my consulate?")
    assert "“Where is my consulate?”" in mariam.text
    await mariam.tap("Answer")
    await mariam.say("In the rue de Rennes.")

    (answer,) = await awa.news()
    assert "In the rue de Rennes." in answer
    assert "Nothing waits." in await mariam.say("/queue")


async def test_thanks_are_an_answer(guest: Guest, house: House) -> None:
    mariam, awa = await join(guest, "Mariam", "moderator"), await guest("awa")
    await awa.say_all("/person", "The pages are lovely!")

    await mariam.say_all("/queue", "1", "1", "Thank you")

    assert "Their answer: “Thank you”" in (await awa.news())[-1]


async def test_readers_see_the_questions_and_leave_the_answers_to_others(guest: Guest, house: House) -> None:
    rea, person = await join(guest, "Rea", "reader"), await house.person()
    await house.do(requests.ask, person, "Where is my consulate?")

    await rea.say_all("/queue", "1")

    assert "“Where is my consulate?”" in rea.text
    assert rea.choices == ["What else waits"]


async def test_the_queue_says_how_much_waits_and_lists_the_oldest(guest: Guest, house: House) -> None:
    mariam = await join(guest, "Mariam", "moderator")
    for number in range(11):
        await house.do(requests.ask, await house.person(), f"Question {number}, please?")

    assert "11 wait for an answer, the oldest first:" in await mariam.say("/queue")
    assert mariam.choices[0] == "Question: Question 0, please?"


async def test_a_question_can_be_closed_without_an_answer(guest: Guest, house: House) -> None:
    mariam, person = await join(guest, "Mariam", "moderator"), await house.person()
    await house.do(requests.ask, person, "Hello?")

    await mariam.say_all("/queue", "1")
    await mariam.tap("Close it")

    assert await house.notices(person) == ["help_closed"]


async def test_who_was_reported_is_put_on_hold_and_both_are_told(
    guest: Guest, registered: Registered, house: House
) -> None:
    mariam = await join(guest, "Mariam", "moderator")
    awa, koffi = await registered("Awa Dossou"), await registered("Koffi Mensah")
    await koffi.say_all("awa dossou", "1")
    await koffi.tap("Write to them")
    await koffi.say("Send me money")
    await awa.news()
    await awa.tap("Report")
    await awa.say("Asks for money")

    assert "A message was reported" in (await mariam.news())[-1]
    await mariam.tap("Open the queue")
    await mariam.tap("Report: Asks for money")
    assert "Awa D. reports Koffi M., 23 November:" in mariam.text
    await mariam.tap("Suspend the person")
    assert "Koffi M., London, here since" in mariam.text
    assert "They are on hold now." in await mariam.tap("Yes")

    assert "put your account on hold" in (await koffi.news())[-1]
    assert await awa.news() == [
        "The team has looked into what you reported. Thank you for saying it. You can block anyone at any time."
    ]


async def test_a_hold_is_ended_where_it_was_made(guest: Guest, registered: Registered) -> None:
    mariam, awa = await join(guest, "Mariam", "moderator"), await registered("Awa Dossou")
    await mariam.say_all("/suspend", "Awa Dossou", "1")
    await mariam.tap("Yes")

    await mariam.tap("End the hold")
    assert "no longer on hold" in await mariam.tap("Yes")

    assert "Welcome back" in (await awa.news())[-1]


async def test_nobody_of_that_name_is_no_dead_end(guest: Guest) -> None:
    mariam = await join(guest, "Mariam", "moderator")

    assert "I find nobody of that name in your care." in await mariam.say_all("/suspend", "Nobody")
    assert mariam.choices == ["Another name"]
