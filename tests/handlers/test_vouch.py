"""The team says whom it met."""

from services import verified
from tests.handlers.conftest import Guest, Registered
from tests.handlers.team import join
from tests.services.house import House


async def test_a_moderator_says_whom_they_met_and_takes_it_back(
    guest: Guest, registered: Registered, house: House
) -> None:
    mariam, koffi = await join(guest, "Mariam", "moderator", ["BJ"]), await registered("Koffi Mensah")
    await mariam.say_all("/vouch", "koffi mensah", "1")
    assert "In which town did you meet them" in mariam.text
    await mariam.say("Lyon")
    assert "noted, for two years" in await mariam.tap("Yes")
    met = (await house.do(verified.read, koffi.person))["met"]
    assert met is not None
    assert met["city"] == "Lyon"

    await mariam.say_all("/vouch", "koffi mensah", "1")
    assert "met by the team in Lyon" in mariam.text
    await mariam.tap("Yes")

    assert (await house.do(verified.read, koffi.person))["met"] is None


async def test_it_is_for_moderators_of_the_country(guest: Guest, registered: Registered) -> None:
    await registered("Koffi Mensah")
    ama = await join(guest, "Ama", "moderator", ["GH"])

    assert "I find nobody of that name" in await ama.say_all("/vouch", "koffi mensah")
