"""Copies of a store, and the way back."""

import asyncio
import stat
from pathlib import Path

import pytest

import migrations
from models.backup import backup, restore
from models.lock import serving
from models.secret import secret_for
from models.store import Store
from models.trouble import StoreTrouble
from tests.conftest import SECRET
from tests.databases import sqlite_url as url_of
from tests.models.test_store import add_person, people


@pytest.fixture
def url(bare_url: str) -> str:
    """A store that was migrated, and may be thrown over."""
    migrations.upgrade(bare_url)
    return bare_url


async def test_a_copy_made_while_people_write_is_whole_and_comes_back(url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    store = Store(url, SECRET)
    await store.write(add_person(1))

    async def go_on_writing() -> None:
        for person in range(2, 60):
            await store.write(add_person(person))

    await asyncio.gather(go_on_writing(), asyncio.to_thread(backup, url, copy))
    await store.write(add_person(1000))
    await store.close()
    await asyncio.to_thread(restore, url, copy)

    store = Store(url, SECRET)
    kept = await store.read(people)
    assert kept == list(range(1, len(kept) + 1))
    assert await store.write(add_person(2000)) == 2000
    await store.close()
    assert migrations.is_current(url)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_the_key_is_not_in_the_copy(sqlite_url: str, tmp_path: Path) -> None:
    secret = secret_for(sqlite_url, None)

    backup(sqlite_url, tmp_path / "copy")

    assert secret.encode() not in (tmp_path / "copy").read_bytes()
    assert sorted(tmp_path.glob("*copy*")) == [tmp_path / "copy"]


def test_a_backup_overwrites_nothing(sqlite_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.write_text("dear to somebody")

    with pytest.raises(StoreTrouble, match="overwrites nothing"):
        backup(sqlite_url, copy)

    assert copy.read_text() == "dear to somebody"


def test_what_is_not_a_copy_is_not_put_in_the_place_of_a_store(url: str, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear Awa, " * 1_000)
    with pytest.raises(StoreTrouble):
        restore(url, tmp_path / "letter")
    with pytest.raises(StoreTrouble, match="is not there"):
        restore(url, tmp_path / "nothing")

    assert migrations.is_current(url)


def test_another_program_s_database_is_no_copy(sqlite_url: str, tmp_path: Path) -> None:
    migrations.upgrade(other := url_of(tmp_path / "other.db"))
    migrations.downgrade(other, "base")

    with pytest.raises(StoreTrouble, match="no copy of a store"):
        restore(sqlite_url, tmp_path / "other.db")


def test_a_store_that_is_served_is_not_replaced(sqlite_url: str, tmp_path: Path) -> None:
    backup(sqlite_url, tmp_path / "copy")

    with serving(sqlite_url), pytest.raises(StoreTrouble, match="served by another process"):
        restore(sqlite_url, tmp_path / "copy")


def test_a_store_that_is_not_there_cannot_be_copied(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="nothing to copy"):
        backup(url_of(tmp_path / "none.db"), tmp_path / "copy")

    assert not list(tmp_path.iterdir())


def test_a_machine_without_postgresql_s_programs_is_told_so(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(StoreTrouble, match="pg_dump is not on this machine"):
        backup(postgres_url, tmp_path / "copy")
