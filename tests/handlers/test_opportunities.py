"""Reading what is open, and publishing and withdrawing it as staff."""

from services import opportunities
from tests.handlers.conftest import Guest
from tests.handlers.team import join
from tests.services.house import House
from tests.services.test_opportunities import JOB


async def test_open_opportunities_are_read_in_pages(guest: Guest, house: House) -> None:
    awa, editor = await guest("awa"), await house.staff("editor")
    for number in range(1, 8):
        await house.do(opportunities.publish, editor, **JOB | {"title": f"Nurse {number}"})

    await awa.say_all("/alerts", "1")
    assert "Open for Benin, the newest first:" in await awa.say("benin")
    assert awa.choices == [*(f"Job: Nurse {number}" for number in range(7, 1, -1)), "More", "Have them sent"]

    await awa.tap("More")
    assert awa.choices == ["Job: Nurse 1", "Have them sent"]


async def test_nothing_open_is_no_dead_end(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say_all("/alerts", "1", "benin")

    assert "For Benin nothing more is open right now." in awa.text
    assert awa.choices == ["Have them sent", "Opportunities"]


async def test_an_opportunity_that_closed_meanwhile_says_so(guest: Guest, house: House) -> None:
    awa, editor = await guest("awa"), await house.staff("editor")
    number = await house.do(opportunities.publish, editor, **JOB)
    await awa.say_all("/alerts", "1", "benin")
    await house.do(opportunities.withdraw, editor, number)

    assert "no longer open" in await awa.tap("Job: Midwife, Porto-Novo")


async def test_an_editor_publishes_one_answer_at_a_time(guest: Guest) -> None:
    mariam = await join(guest, "Mariam", "editor", ["BJ"])
    await mariam.say("/opportunity")
    await mariam.tap("Grant")
    await mariam.say_all("Aid for workshops", "For tools.", "Fonds Pendjari", "example.org/aid")
    summary = await mariam.say("12/12")
    assert summary.splitlines()[-7:] == [
        "Shall I publish this?",
        "Aid for workshops",
        "For tools.",
        "Grant, Benin",
        "Until 12 December 2026",
        "Source: Fonds Pendjari",
        "https://example.org/aid",
    ]

    assert "It is published" in await mariam.tap("Publish")
    assert "https://example.org/aid" in await mariam.tap("See it")


async def test_no_is_no_link(guest: Guest) -> None:
    mariam = await join(guest, "Mariam", "editor", ["BJ"])
    await mariam.say_all("/opportunity", "1", "Nurse", "skip", "A clinic")

    for said in ("non", "see our site", "someone@example.org", "http://", "javascript:alert(1)"):
        assert "Is there a link to it?" in await mariam.say(said)
    assert "Until which day?" in await mariam.say("HTTP://example.org:8080/a?b=c")


async def test_who_may_not_publish_hears_it_before_the_first_question(guest: Guest) -> None:
    reader = await join(guest, "Rea", "reader", ["BJ"])

    assert await reader.say("/opportunity") == (
        "As reader you cannot do this. An administrator can, or can widen your role."
    )


async def test_a_deadline_in_the_past_is_asked_again(guest: Guest) -> None:
    mariam = await join(guest, "Mariam", "editor", ["BJ"])
    await mariam.say_all("/opportunity", "1", "Nurse", "skip", "A clinic", "skip", "12/12/2020")

    said = await mariam.tap("Publish")

    assert "That day has passed" in said
    assert "Change an answer" in mariam.choices


async def test_what_was_published_can_be_withdrawn(guest: Guest) -> None:
    mariam = await join(guest, "Mariam", "editor", ["BJ"])
    await mariam.say_all("/opportunity", "1", "Nurse", "skip", "A clinic", "skip", "skip")
    await mariam.tap("Publish")

    await mariam.say("/withdraw")
    assert "Withdraw “Nurse”?" in await mariam.tap("Job: Nurse")
    assert "It is withdrawn." in await mariam.tap("Yes")

    assert "Nothing that you could withdraw is open." in await mariam.say("/withdraw")


async def test_publishing_is_for_the_team(guest: Guest) -> None:
    awa = await guest("awa")

    assert "staff" in await awa.say("/opportunity")
