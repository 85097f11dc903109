"""Taking one's data along by a link."""

from sqlalchemy import select

from models import ExportLink, Person
from services import people, privacy, takeout
from services.retention import delete_old
from tests.services.house import House


async def _token(house: House, person: int) -> str:
    link = await house.do(takeout.offer_link, person)
    return link.removeprefix("http://127.0.0.1:8000/mydata/")


async def test_a_link_gives_all_that_is_kept_in_the_language_of_its_owner(house: House) -> None:
    awa = await house.member("Awa Dossou")
    await house.do(people.set_language, awa, "fr")
    token = await _token(house, awa)

    taken = await house.store.read(lambda session: takeout.take(session, token))

    assert taken is not None
    assert taken["language"] == "fr"
    assert taken["kept"] == await house.do(privacy.export, awa)


async def test_a_link_is_good_for_a_quarter_of_an_hour_and_may_be_used_again_until_then(house: House) -> None:
    awa = await house.member()
    token = await _token(house, awa)
    house.clock.move(minutes=14, seconds=59)
    assert await house.store.write(lambda session: takeout.note(session, token, "page"))
    assert await house.store.write(lambda session: takeout.note(session, token, "json"))

    house.clock.move(seconds=1)

    assert not await house.store.write(lambda session: takeout.note(session, token, "page"))
    assert await house.store.read(lambda session: takeout.take(session, token)) is None
    assert await house.store.read(lambda session: takeout.reader(session, token)) is None


async def test_only_the_keyed_index_of_a_token_is_kept_and_not_for_long(house: House) -> None:
    token = await _token(house, await house.member())

    kept = await house.store.read(lambda session: session.scalars(select(ExportLink.index)).one())

    assert token.encode() not in kept
    assert len(kept) == 16
    house.clock.move(days=2)
    await house.sweep(delete_old)
    assert await house.rows(ExportLink) == 0


async def test_two_links_of_two_people_lead_to_each_alone(house: House) -> None:
    awa, koffi = await house.member("Awa Dossou"), await house.member("Koffi Mensah")
    links = [await _token(house, each) for each in (awa, koffi)]

    taken = [await house.store.read(lambda session, token=each: takeout.take(session, token)) for each in links]  # type: ignore[misc]

    assert [each["kept"]["member"][0]["name"] for each in taken if each] == ["Awa Dossou", "Koffi Mensah"]


async def test_an_erasure_ends_all_links(house: House) -> None:
    awa = await house.member()
    token = await _token(house, awa)

    await house.do(privacy.erase, awa)

    assert await house.store.read(lambda session: takeout.reader(session, token)) is None
    assert await house.rows(Person, id=awa) == 1
