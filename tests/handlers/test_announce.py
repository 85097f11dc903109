"""Staff announce in the chat."""

from services import announcements, people
from tests.handlers.chats import Chat
from tests.handlers.conftest import Guest, Registered
from tests.handlers.team import join
from tests.services.house import House


async def written(guest: Guest, role: str = "editor") -> Chat:
    """Mariam, at the question who gets her message."""
    mariam = await join(guest, "Mariam", role, ["BJ"])
    await mariam.say_all("/announce", "The consulate is closed on Friday.")
    preview = mariam.text.splitlines()
    assert preview[-3:] == [
        "This is how it arrives:",
        "The consulate is closed on Friday.",
        "Mariam, for Benin. Check code: ····",
    ]
    await mariam.tap("Choose who gets it")
    return mariam


async def test_a_kind_word_is_a_message_too(guest: Guest) -> None:
    mariam = await join(guest, "Mariam", "editor", ["BJ"])

    assert "This is how it arrives:\nThank you" in await mariam.say_all("/announce", "Thank you")


async def send(house: House) -> None:
    for sweep in (announcements.expand_announcements, announcements.send_announcements):
        await house.sweep(sweep)
    house.clock.move(seconds=1)


async def test_the_counts_say_who_gets_it_who_does_not_and_why(guest: Guest, house: House) -> None:
    for _each in range(2):
        await house.member()
    await house.do(people.pause, await house.member(), 7)
    french = await house.member()
    await house.do(people.set_language, french, "fr")
    mariam = await written(guest)

    assert (await mariam.tap("All of them")).splitlines()[-5:] == [
        "4 people are linked to Benin; 3 get the message.",
        "Some usually read another language: Français (1). They get it as you wrote it.",
        "Left out: resting (1).",
        "It takes until about 09:00 (UTC).",
        "Shall I send it?",
    ]


async def test_a_confirmed_announcement_arrives_with_who_sent_it_and_a_check_code(
    guest: Guest, registered: Registered, house: House
) -> None:
    awa, mariam = await registered("Awa Dossou"), await written(guest)
    await mariam.tap("All of them")
    begun = await mariam.tap("Send it")
    await send(house)

    (arrived,) = await awa.news()
    code = arrived.split()[-1]
    assert arrived.splitlines()[0] == "The consulate is closed on Friday."
    assert f"Check code: {code}" in begun
    assert awa.choices == ["Stop these messages"]

    await house.sweep(announcements.settle_announcements)
    (report,) = await mariam.news()
    assert report.splitlines() == [f"The announcement is through (check code {code}).", "1 of 1 person has it."]


async def test_only_those_who_live_in_the_country_that_is_named(guest: Guest, house: House) -> None:
    await house.member()
    mariam = await written(guest)

    said = await mariam.say("france")

    assert "1 person is linked to Benin; 0 get the message." in said
    assert "Left out: living elsewhere (1)." in said
    assert "So nothing is sent." in said


async def test_numbers_that_changed_are_shown_and_confirmed_anew(guest: Guest, house: House) -> None:
    leaving, _staying = await house.member(), await house.member()
    mariam = await written(guest)
    await mariam.tap("All of them")
    await house.do(people.stop, leaving)

    again = await mariam.tap("Send it")

    assert "2 people are linked to Benin; 1 gets the message." in again
    assert "It is on its way." in await mariam.tap("Send it")


async def test_stop_in_the_middle_stops_the_announcement_and_not_the_author(
    guest: Guest, registered: Registered, house: House
) -> None:
    awa, mariam = await registered("Awa Dossou"), await written(guest)
    await mariam.tap("All of them")
    await mariam.tap("Send it")
    await send(house)

    said = await mariam.say("/stop")

    assert "The announcement is stopped" in said
    assert "0 of 1 person has it." in said
    assert "Still to go" not in said
    assert await awa.news() == []
    assert await house.do(people.may_be_told, mariam.person)
    assert "I will not write to you any more" in await mariam.tap("Stop messages to me")


async def test_progress_is_told_on_asking(guest: Guest, house: House) -> None:
    await house.member()
    mariam = await written(guest)
    await mariam.tap("All of them")
    await mariam.tap("Send it")

    said = await mariam.tap("See how far it is")

    assert "is on its way" in said
    assert "Still to go: 1." in said


async def test_moderators_announce_nothing_and_hear_it_before_they_write(guest: Guest, house: House) -> None:
    mariam = await join(guest, "Mariam", "moderator", ["BJ"])

    assert await mariam.say("/announce") == (
        "As moderator you cannot do this. An administrator can, or can widen your role."
    )


async def test_a_second_announcement_waits_for_the_first(guest: Guest, house: House) -> None:
    await house.member()
    mariam = await written(guest)
    await mariam.tap("All of them")
    await mariam.tap("Send it")

    assert "still on its way" in await mariam.say("/announce")
    assert mariam.choices == ["See how far it is", "Stop it"]
    assert "The announcement is stopped" in await mariam.tap("Stop it")
    assert "Write the message." in await mariam.tap("A new announcement")


async def test_readers_see_how_announcements_of_their_countries_went(guest: Guest, house: House) -> None:
    await house.member()
    mariam = await written(guest)
    await mariam.tap("All of them")
    await mariam.tap("Send it")
    rea, kofi = await join(guest, "Rea", "reader", ["BJ", "TD"]), await join(guest, "Kofi", "reader", ["GH"])

    assert rea.choices == ["Queue", "Announcements", "Links people came by"]
    await rea.tap("Announcements")
    said = await rea.tap("Benin: The consulate is closed on Friday.")

    assert said.splitlines()[0] == "“The consulate is closed on Friday.”"
    assert "0 of 1 person has it." in said
    assert rea.choices == ["See how far it is", "Other announcements"]
    assert "Nothing was announced yet." in await kofi.say("/announcements")


async def test_an_administrator_stops_what_somebody_else_announces(guest: Guest, house: House) -> None:
    await house.member()
    mariam = await written(guest)
    await mariam.tap("All of them")
    await mariam.tap("Send it")
    paul = await join(guest, "Paul", "administrator")

    await paul.say_all("/announcements", "1")

    assert "The announcement is stopped" in await paul.tap("Stop it")
    await house.sweep(announcements.settle_announcements)
    assert "The announcement is stopped" in (await mariam.news())[-1]
