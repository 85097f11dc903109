"""An older copy does not bring back who was erased since it was made."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select, text
from sqlalchemy.orm import Session

import migrations
from bot.opening import open_store
from bot.restoring import BESIDE, restore
from bot.settings import Settings
from models import Person
from models.backup import backup
from models.store import Store
from models.trouble import StoreTrouble
from services import erasures, privacy
from tests.clock import FakeClock
from tests.conftest import SECRET
from tests.services.house import House


@pytest.fixture
def settings(bare_url: str) -> Settings:
    """A store that was migrated, and may be thrown over."""
    migrations.upgrade(bare_url)
    return Settings(database_url=bare_url, secret_key=SecretStr(SECRET))


@pytest.fixture
async def house(settings: Settings, clock: FakeClock) -> AsyncIterator[House]:
    house = House(Store(settings.database_url, SECRET, clock=clock), clock)
    yield house
    await house.store.close()


async def _people(settings: Settings) -> list[int]:
    """Who is in the store now, erased people with no row left not among them."""
    store = await open_store(settings)
    try:
        return await store.read(lambda session: list(session.scalars(select(Person.id).order_by(Person.id))))
    finally:
        await store.close()


async def _told(settings: Settings) -> str:
    """All that is in the members' table."""
    store = await open_store(settings)

    def rows(session: Session) -> str:
        return str(session.execute(text("SELECT name FROM member")).all())

    try:
        return await store.read(rows)
    finally:
        await store.close()


async def test_who_was_erased_after_the_copy_is_erased_again(house: House, settings: Settings, tmp_path: Path) -> None:
    awa, koffi = await house.member("Awa Dossou"), await house.member("Koffi Mensah")
    await asyncio.to_thread(backup, settings.database_url, tmp_path / "copy")
    house.clock.move(days=1)
    receipt = await house.do(privacy.erase, awa)
    house.clock.move(days=2)
    await house.sweep(privacy.finish_erasures)
    await house.store.close()

    assert await restore(settings, tmp_path / "copy") == 1

    assert await _people(settings) == [koffi]
    assert await _told(settings) == "[('Koffi Mensah',)]"
    store = await open_store(settings)
    assert await store.read(lambda session: privacy.erased_on(session, koffi, receipt)) == "2026-11-24"
    await store.close()
    assert not (tmp_path / f"copy{BESIDE}").exists()


async def test_who_asked_for_it_in_a_week_is_hidden_again(house: House, settings: Settings, tmp_path: Path) -> None:
    awa = await house.member("Awa Dossou")
    await asyncio.to_thread(backup, settings.database_url, tmp_path / "copy")
    house.clock.move(days=1)
    day = (await house.do(erasures.ask, awa))["day"]
    await house.store.close()

    assert await restore(settings, tmp_path / "copy") == 1

    store = await open_store(settings)
    assert await store.read(lambda session: erasures.leaving(session, awa)) == day
    await store.close()


async def test_a_number_given_anew_after_the_copy_was_put_back_is_not_erased(
    house: House, settings: Settings, tmp_path: Path
) -> None:
    await asyncio.to_thread(backup, settings.database_url, tmp_path / "copy")
    ama = await house.member("Ama Owusu")
    house.clock.move(hours=1)
    await house.do(privacy.erase, ama)
    await house.store.close()
    await restore(settings, tmp_path / "copy")
    later = House(Store(settings.database_url, SECRET, clock=house.clock), house.clock)
    house.clock.move(hours=1)
    efua = await later.member("Efua Sarpong")
    await asyncio.to_thread(backup, settings.database_url, tmp_path / "newer")
    await later.store.close()

    assert await restore(settings, tmp_path / "newer") == 0

    assert await _people(settings) == [efua]


async def test_a_try_that_broke_off_does_not_lose_the_register(
    house: House, settings: Settings, tmp_path: Path
) -> None:
    awa = await house.member("Awa Dossou")
    await asyncio.to_thread(backup, settings.database_url, tmp_path / "copy")
    house.clock.move(hours=1)
    await house.do(privacy.erase, awa)
    await house.store.close()
    whole = (tmp_path / "copy").read_bytes()
    (tmp_path / "copy").write_bytes(whole[:100])

    with pytest.raises(StoreTrouble):
        await restore(settings, tmp_path / "copy")

    assert (tmp_path / f"copy{BESIDE}").exists()
    (tmp_path / "copy").write_bytes(whole)
    assert await restore(settings, tmp_path / "copy") == 1
    assert await _people(settings) == []
