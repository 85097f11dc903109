"""By whose links people came: counts, and nobody's name."""

from services import people, privacy, referrals
from tests.services.house import House


async def _came(house: House, link: str, many: int = 1) -> list[int]:
    came = [await house.person() for _each in range(many)]
    for each in came:
        await house.do(privacy.erase, each)
        await house.do(people.accept_notice, each, referral=link)
    return came


async def test_few_are_not_counted_out(house: House) -> None:
    mariam = await house.staff("reader")
    for link, many in (("few", 4), ("anyone", 1), ("many", 6), ("five", 5)):
        await _came(house, link, many)

    assert await house.do(referrals.count, mariam) == {
        "links": [
            {"name": "many", "people": 6},
            {"name": "five", "people": 5},
            {"name": "anyone", "people": None},
            {"name": "few", "people": None},
        ],
        "others": 0,
    }


async def test_more_links_than_a_screen_holds_are_a_number(house: House) -> None:
    mariam = await house.staff("reader")
    for each in range(referrals.MOST + 2):
        await _came(house, f"link{each}")

    came = await house.do(referrals.count, mariam)

    assert (len(came["links"]), came["others"]) == (referrals.MOST, 2)


async def test_only_staff_may_know(house: House) -> None:
    assert "for the team" in await house.refuses(referrals.count, await house.person())


async def test_the_first_link_counts_and_goes_with_its_person(house: House) -> None:
    mariam, [awa] = await house.staff("reader"), await _came(house, "rose")
    await house.do(people.accept_notice, awa, referral="lyon")

    assert (await house.do(privacy.overview, awa))["came_by"] == "rose"
    assert (await house.do(privacy.export, awa))["person"]["came_by"] == "rose"

    await house.do(privacy.erase, awa)
    assert (await house.do(privacy.overview, awa))["came_by"] is None
    assert (await house.do(referrals.count, mariam))["links"] == []
