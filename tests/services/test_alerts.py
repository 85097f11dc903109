"""Who hears of what, when, and how often."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from models import Notice
from services import alerts, opportunities, people
from tests.services.house import House
from tests.services.test_opportunities import JOB


async def publish(house: House, **fields: Any) -> int:
    return await house.do(opportunities.publish, await house.staff("editor"), **JOB | fields)


async def told(house: House, person: int) -> list[dict[str, Any]]:
    """The ids of what the sweep has for a person, oldest first."""
    await house.sweep(alerts.send_digests)
    notices = select(Notice.ids).where(Notice.person_id == person).order_by(Notice.id)
    return list(await house.store.read(lambda session: session.scalars(notices).all()))


async def test_someone_without_a_card_hears_at_once_of_what_they_chose(house: House) -> None:
    person = await house.person()
    await house.do(alerts.subscribe, person, "BJ", "job", "now")

    job = await publish(house)
    await publish(house, kind="grant")
    await publish(house, countries=["GH"])

    assert await told(house, person) == [{"opportunity": job}]


async def test_what_was_open_before_is_not_told(house: House) -> None:
    person = await house.person()
    await publish(house)
    await house.do(alerts.subscribe, person, "BJ", "any", "daily")

    house.clock.move(days=1)

    assert await told(house, person) == []


async def test_two_alerts_that_fit_are_one_message(house: House) -> None:
    person = await house.person()
    await house.do(alerts.subscribe, person, "BJ", "any", "now")
    await house.do(alerts.subscribe, person, "BJ", "job", "now")

    job = await publish(house)

    assert await told(house, person) == [{"opportunity": job}]


async def test_the_sweep_run_twice_tells_once(house: House) -> None:
    person = await house.person()
    await house.do(alerts.subscribe, person, "BJ", "any", "now")
    await publish(house)

    await house.sweep(alerts.send_digests)

    assert len(await told(house, person)) == 1


async def test_the_weekly_letter_brings_all_countries_together_the_newest_first(house: House) -> None:
    person = await house.person()
    await house.do(alerts.subscribe, person, "BJ", "any", "weekly")
    await house.do(alerts.subscribe, person, "GH", "any", "weekly")
    first, second = await publish(house), await publish(house, countries=["GH"])

    house.clock.move(days=6)
    assert await told(house, person) == []

    house.clock.move(days=1)
    assert await told(house, person) == [{"opportunities": f"{second},{first}", "total": 2, "countries": "BJ,GH"}]


async def test_a_letter_lists_seven_and_says_how_many_there_are(house: House) -> None:
    person = await house.person()
    await house.do(alerts.subscribe, person, "BJ", "any", "daily")
    numbers = [await publish(house) for _each in range(9)]

    house.clock.move(days=1)

    (letter,) = await told(house, person)
    assert letter["opportunities"] == ",".join(str(each) for each in reversed(numbers[-7:]))
    assert letter["total"] == 9


async def test_no_news_is_no_letter(house: House) -> None:
    person = await house.person()
    await house.do(alerts.subscribe, person, "BJ", "any", "daily")

    house.clock.move(days=3)

    assert await told(house, person) == []


async def test_letters_keep_their_hour_when_the_sweep_comes_late(house: House) -> None:
    person = await house.person()
    await house.do(alerts.subscribe, person, "BJ", "any", "daily")
    house.clock.move(days=1, hours=5)
    await told(house, person)
    await publish(house)

    house.clock.move(hours=18, minutes=59)
    assert await told(house, person) == []

    house.clock.move(minutes=1)
    assert len(await told(house, person)) == 1


async def test_many_at_once_come_as_one_letter(house: House) -> None:
    person = await house.person()
    await house.do(alerts.subscribe, person, "BJ", "any", "now")
    for _each in range(4):
        await publish(house)

    (letter,) = await told(house, person)
    assert letter["total"] == 4


async def test_who_rests_gets_one_letter_when_the_rest_ends(house: House) -> None:
    person = await house.person()
    await house.do(alerts.subscribe, person, "BJ", "any", "now")
    await house.do(people.pause, person, 7)
    first = await publish(house)
    assert await told(house, person) == []

    house.clock.move(days=7)

    assert await told(house, person) == [{"opportunity": first}]


async def test_who_stopped_gets_what_is_still_open_once_they_start_again(house: House) -> None:
    person = await house.person()
    await house.do(alerts.subscribe, person, "BJ", "any", "daily")
    await house.do(people.stop, person)
    await publish(house, deadline="2026-11-24")
    lasting = await publish(house)
    house.clock.move(days=1)
    assert await told(house, person) == []

    await house.do(people.start, person)
    house.clock.move(days=1)

    (letter,) = await told(house, person)
    assert letter["opportunities"] == str(lasting)


async def test_subscribing_again_changes_how_often(house: House) -> None:
    person = await house.person()
    await house.do(alerts.subscribe, person, "BJ", "any", "weekly")
    await house.do(alerts.subscribe, person, "BJ", "any", "daily")

    assert [each["often"] for each in await house.do(alerts.list_alerts, person)] == ["daily"]


async def test_nobody_stops_the_alert_of_another(house: House) -> None:
    mine = await house.do(alerts.subscribe, await house.person(), "BJ", "any", "weekly")

    assert not await house.do(alerts.unsubscribe, await house.person(), mine)


async def test_stopping_all_alerts_takes_the_consent_back(house: House) -> None:
    person = await house.person()
    await house.do(alerts.subscribe, person, "BJ", "any", "now")
    await house.do(alerts.subscribe, person, "GH", "any", "now")

    assert await house.do(alerts.unsubscribe_all, person) == 2

    await publish(house)
    assert await told(house, person) == []


async def test_the_sweep_goes_through_people_in_chunks(house: House) -> None:
    for _each in range(3):
        await house.do(alerts.subscribe, await house.person(), "BJ", "any", "daily")
    await publish(house)
    house.clock.at += timedelta(days=1)

    assert [await house.sweep(alerts.send_digests, 2) for _round in range(3)] == [2, 1, 0]
