"""Choosing opportunities, and getting them."""

import pytest

from services import alerts, consents, opportunities
from tests.handlers.conftest import Guest, Registered
from tests.services.house import House
from tests.services.test_opportunities import JOB


async def test_someone_without_a_card_subscribes_and_gets_what_is_new(guest: Guest, house: House) -> None:
    awa = await guest("awa")
    await awa.say("/alerts")
    await awa.tap("Have them sent")
    await awa.say("benin")
    await awa.tap("All kinds")
    said = await awa.tap("At once")
    assert said.splitlines() == ["It is set: Benin · All kinds · At once.", "Nothing is open just now."]

    await house.do(opportunities.publish, await house.staff("editor"), **JOB | {"deadline": "2026-12-12"})
    await house.sweep(alerts.send_digests)

    (news,) = await awa.news()
    assert news.splitlines() == [
        "New, as you wished:",
        "Midwife, Porto-Novo",
        "Job, Benin",
        "Until 12 December 2026",
        "Source: A clinic",
    ]
    assert "Stop these messages" in awa.choices


async def test_ones_own_roots_come_first(registered: Registered) -> None:
    awa = await registered("awa", origins=["GH"])
    await awa.say_all("/alerts", "2")

    assert awa.choices[:2] == ["Ghana", "Algeria"]


async def test_the_letter_lists_what_is_new_and_opens_each(guest: Guest, house: House) -> None:
    awa, editor = await guest("awa"), await house.staff("editor")
    await awa.say_all("/alerts", "2", "benin", "1", "3")
    for title in ("Nurse", "Midwife"):
        await house.do(opportunities.publish, editor, **JOB | {"title": title})

    house.clock.move(days=7)
    await house.sweep(alerts.send_digests)

    assert await awa.news() == ["2 new opportunities for Benin:"]
    assert awa.choices == ["Job: Midwife", "Job: Nurse", "Stop these messages"]
    assert (await awa.tap("Job: Midwife")).startswith("Midwife\n")


async def test_what_was_withdrawn_before_it_was_told_is_not_told(guest: Guest, house: House) -> None:
    awa, editor = await guest("awa"), await house.staff("editor")
    await awa.say_all("/alerts", "2", "benin", "1", "1")
    number = await house.do(opportunities.publish, editor, **JOB)
    await house.sweep(alerts.send_digests)

    await house.do(opportunities.withdraw, editor, number)

    assert await awa.news() == []


async def test_an_alert_is_stopped_by_its_number(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say_all("/alerts", "2", "benin", "1", "1")
    await awa.say_all("/alerts", "2", "ghana", "1", "3")

    await awa.tap("My alerts")
    assert awa.choices == [
        "Benin · All kinds · At once",
        "Ghana · All kinds · Once a week",
        "Stop all of them",
        "A new alert",
    ]
    assert "stopped" in await awa.say("1")

    await awa.say_all("/alerts", "3")
    assert awa.choices == ["Ghana · All kinds · Once a week", "A new alert"]


async def test_all_alerts_are_stopped_at_once(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say_all("/alerts", "2", "benin", "1", "1", "/alerts", "2", "ghana", "1", "3")
    await awa.tap("My alerts")

    await awa.tap("Stop all of them")

    await awa.say("/alerts")
    assert "My alerts" not in awa.choices


async def test_a_link_of_a_country_page_names_the_country(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("alerts-GM", "start")

    await awa.tap("Have them sent")

    assert "Gambia" in awa.text


@pytest.mark.parametrize("often", ["1", "2"])
async def test_what_was_queued_before_an_alert_was_stopped_is_not_told(guest: Guest, house: House, often: str) -> None:
    awa, editor = await guest("awa"), await house.staff("editor")
    await awa.say_all("/alerts", "2", "benin", "1", often)
    await house.do(opportunities.publish, editor, **JOB)
    house.clock.move(days=1)
    await house.sweep(alerts.send_digests)

    await house.do(alerts.unsubscribe, awa.person, (await house.do(alerts.list_alerts, awa.person))[0]["id"])

    assert await awa.news() == []
    assert not await house.do(consents.holds, awa.person, "alerts")


async def test_a_letter_leaves_out_the_country_one_no_longer_wants(guest: Guest, house: House) -> None:
    awa, editor = await guest("awa"), await house.staff("editor")
    for country in ("BJ", "GH"):
        await house.do(alerts.subscribe, awa.person, country, "any", "daily")
        await house.do(opportunities.publish, editor, **JOB | {"countries": [country], "title": f"Nurse {country}"})
    house.clock.move(days=1)
    await house.sweep(alerts.send_digests)

    await house.do(alerts.unsubscribe, awa.person, (await house.do(alerts.list_alerts, awa.person))[0]["id"])

    assert await awa.news() == ["1 new opportunity for Ghana:"]
    assert "Job: Nurse GH" in awa.choices


async def test_a_new_alert_can_be_made_from_the_list_of_those_there_are(guest: Guest) -> None:
    awa = await guest("awa")
    await awa.say("/alerts")
    await awa.tap("Have them sent")
    await awa.say_all("Benin", "1", "3")
    await awa.tap("My alerts")

    assert "Opportunities of which country?" in await awa.tap("A new alert")
