"""Portraits, and who may make them public."""

import pytest

from services import people, privacy, spotlights
from tests.services.house import House


async def proposed(house: House, subject: int | None = None) -> int:
    return await house.store.write(
        lambda session: spotlights.propose(
            session,
            None,
            country="BJ",
            name="Rose Agossou",
            headline={"en": "Three wards", "fr": "Trois maternités"},
            story={"en": "…"},
            subject_id=subject,
        )
    )


async def shown(house: House) -> list[str]:
    return [each["name"] for each in await house.store.read(lambda session: spotlights.list_approved(session, "BJ"))]


async def test_a_portrait_is_shown_once_its_subject_approved_it(house: House) -> None:
    subject = await house.member()
    portrait = await proposed(house, subject)
    assert await shown(house) == []

    await house.do(spotlights.approve, subject, portrait)

    assert await shown(house) == ["Rose Agossou"]


async def test_nobody_approves_in_the_place_of_a_subject_who_is_here(house: House) -> None:
    portrait = await proposed(house, await house.member())

    await house.refuses(spotlights.approve, await house.staff("approver"), portrait)
    await house.refuses(spotlights.approve, await house.member(), portrait)

    assert await shown(house) == []


async def test_an_approver_of_the_country_vouches_for_a_subject_who_is_not_here(house: House) -> None:
    portrait = await proposed(house)

    await house.refuses(spotlights.approve, await house.staff("approver", ["GH"]), portrait)
    await house.do(spotlights.approve, await house.staff("approver", ["BJ"]), portrait)

    assert await shown(house) == ["Rose Agossou"]


async def test_its_subject_withdraws_a_portrait_whenever_they_wish(house: House) -> None:
    subject = await house.member()
    portrait = await proposed(house, subject)
    await house.do(spotlights.approve, subject, portrait)

    await house.refuses(spotlights.withdraw, await house.member(), portrait)
    await house.do(spotlights.withdraw, subject, portrait)

    assert await shown(house) == []


async def test_an_editor_of_another_country_proposes_nothing(house: House) -> None:
    editor = await house.staff("editor", ["GH"])

    await house.refuses(
        lambda session, actor: spotlights.propose(session, actor, country="BJ", name="…", headline={}, story={}), editor
    )


@pytest.mark.parametrize("why_not", ["on hold", "stopped", "rests", "erased"])
async def test_a_portrait_is_on_no_page_while_its_subject_is_out_of_sight(house: House, why_not: str) -> None:
    subject = await house.member()
    await house.do(spotlights.approve, subject, await proposed(house, subject))

    match why_not:
        case "on hold":
            await house.suspend(subject)
        case "stopped":
            await house.do(people.stop, subject)
        case "rests":
            await house.do(people.pause, subject, 7)
        case "erased":
            await house.do(privacy.erase, subject)

    assert await shown(house) == []
