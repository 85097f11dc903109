"""Where a store's secret comes from, and how the store knows its own."""

import asyncio
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models import HelpRequest, Person
from models.clock import now
from models.keys import SHORTEST_SECRET
from models.secret import secret_for
from models.store import open_store
from models.trouble import StoreTrouble
from tests.clock import FakeClock
from tests.conftest import SECRET
from tests.databases import sqlite_url as url_of

POSTGRES = "postgresql+psycopg://localhost/passerelle"


def test_an_embedded_store_makes_its_secret_once_and_shows_it_to_nobody(tmp_path: Path) -> None:
    url = url_of(tmp_path / "data" / "passerelle.db")

    secret = secret_for(url, None)

    key_file = tmp_path / "data" / "passerelle.db.key"
    assert secret == secret_for(url, None) == key_file.read_text().strip()
    assert len(secret) >= SHORTEST_SECRET
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert [key_file] == list(key_file.parent.iterdir())


def test_programs_that_start_at_once_agree_on_the_secret(tmp_path: Path) -> None:
    url = url_of(tmp_path / "passerelle.db")

    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: secret_for(url, None), range(64)))

    assert len(secrets) == 1


def test_a_secret_from_outside_goes_first(tmp_path: Path) -> None:
    assert secret_for(url_of(tmp_path / "passerelle.db"), SECRET) == SECRET
    assert secret_for(POSTGRES, SECRET) == SECRET
    assert not list(tmp_path.iterdir())


def test_postgresql_wants_its_secret_from_outside() -> None:
    with pytest.raises(StoreTrouble, match="set SECRET_KEY"):
        secret_for(POSTGRES, None)


def test_a_secret_that_is_too_short_is_refused_in_words() -> None:
    with pytest.raises(StoreTrouble, match="SECRET_KEY is too short"):
        secret_for(POSTGRES, "password")


def ask_for_help(session: Session) -> None:
    session.add(Person(id=1, created_at=now(session)))
    session.flush()
    session.add(HelpRequest(person_id=1, words="help", created_at=now(session)))


async def test_a_store_refuses_a_stranger_s_secret_in_words(store_url: str, clock: FakeClock) -> None:
    store = await open_store(store_url, SECRET, clock=clock)
    await store.write(ask_for_help)
    await store.close()

    with pytest.raises(StoreTrouble, match="made with another secret"):
        await open_store(store_url, "another secret, which is not the store's")

    again = await open_store(store_url, SECRET)
    assert await again.read(lambda session: session.get_one(HelpRequest, 1).words) == "help"
    await again.close()


async def test_a_store_takes_a_new_secret_along_with_its_old_one(store_url: str, clock: FakeClock) -> None:
    renewed = "a new secret that only the tests know and use"
    store = await open_store(store_url, SECRET, clock=clock)
    await store.write(ask_for_help)
    await store.close()

    store = await open_store(store_url, renewed, clock=clock, older=(SECRET,))
    assert await store.read(lambda session: session.get_one(HelpRequest, 1).words) == "help"
    await store.close()

    with pytest.raises(StoreTrouble, match="made with another secret"):
        await open_store(store_url, SECRET)


async def test_a_store_without_tables_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="run passerelle migrate"):
        await open_store(url_of(tmp_path / "empty.db"), SECRET)


def test_a_store_that_lost_its_key_gets_no_new_one(sqlite_url: str) -> None:
    asyncio.run(open_and_close(sqlite_url, secret_for(sqlite_url, None)))
    key_file = Path(f"{sqlite_url.partition(':///')[2]}.key")
    key_file.rename(key_file.with_name("lost.key"))

    with pytest.raises(StoreTrouble, match="Put the key back"):
        secret_for(sqlite_url, None)

    assert not key_file.exists()


async def open_and_close(url: str, secret: str) -> None:
    await (await open_store(url, secret)).close()
