"""What is published, for whom, until when."""

from typing import Any

from services import opportunities
from tests.services.house import House

JOB: dict[str, Any] = {
    "kind": "job",
    "title": "Midwife, Porto-Novo",
    "countries": ["BJ"],
    "source": "A clinic",
    "language": "en",
}


async def titles(house: House, *countries: str, **how: Any) -> list[str]:
    found = await house.store.read(lambda session: opportunities.list_open(session, None, countries=countries, **how))
    return [each["title"] for each in found]


async def test_an_editor_publishes_for_their_country_and_for_no_other(house: House) -> None:
    editor = await house.staff("editor", ["BJ"])

    await house.do(opportunities.publish, editor, **JOB)
    await house.refuses(opportunities.publish, editor, **JOB | {"countries": ["BJ", "GH"]})

    assert await titles(house, "BJ") == ["Midwife, Porto-Novo"]
    assert await titles(house, "GH") == []


async def test_members_and_moderators_publish_nothing(house: House) -> None:
    for person in (await house.member(), await house.staff("moderator")):
        await house.refuses(opportunities.publish, person, **JOB)

    assert await titles(house) == []


async def test_it_is_open_until_the_end_of_its_last_day(house: House) -> None:
    editor = await house.staff("editor")
    number = await house.do(opportunities.publish, editor, **JOB | {"deadline": "2026-11-24"})

    house.clock.move(days=1)
    assert await house.do(opportunities.read_opportunity, editor, number)

    house.clock.move(days=1)
    assert await house.do(opportunities.read_opportunity, editor, number) is None
    assert await titles(house, "BJ") == []


async def test_a_day_that_has_passed_is_refused(house: House) -> None:
    editor = await house.staff("editor")

    assert "passed" in await house.refuses(opportunities.publish, editor, **JOB | {"deadline": "2026-11-22"})


async def test_what_is_withdrawn_is_gone_from_every_list(house: House) -> None:
    editor = await house.staff("editor")
    number = await house.do(opportunities.publish, editor, **JOB)

    await house.do(opportunities.withdraw, editor, number)
    await house.do(opportunities.withdraw, editor, number)

    assert await titles(house, "BJ") == []
    assert await house.do(opportunities.read_opportunity, editor, number) is None


async def test_who_looks_after_one_of_two_countries_withdraws_nothing_of_both(house: House) -> None:
    number = await house.do(opportunities.publish, await house.staff("editor"), **JOB | {"countries": ["BJ", "GH"]})
    editor = await house.staff("editor", ["BJ"])

    assert await house.do(opportunities.list_withdrawable, editor) == []
    await house.refuses(opportunities.withdraw, editor, number)


async def test_lists_are_read_in_pages_the_newest_first(house: House) -> None:
    editor = await house.staff("editor")
    for title in ("first", "second"):
        await house.do(opportunities.publish, editor, **JOB | {"title": title})
    last = await house.do(opportunities.publish, editor, **JOB | {"title": "third"})

    assert await titles(house, "BJ", limit=2) == ["third", "second"]
    assert await titles(house, "BJ", before=last - 1) == ["first"]
    assert await titles(house, "BJ", kind="grant") == []


async def test_a_link_is_completed_so_that_it_opens(house: House) -> None:
    editor = await house.staff("editor")
    number = await house.do(opportunities.publish, editor, **JOB | {"url": "example.org/jobs"})

    found = await house.do(opportunities.read_opportunity, editor, number)
    assert found
    assert found["url"] == "https://example.org/jobs"
