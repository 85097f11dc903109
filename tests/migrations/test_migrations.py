"""Stores go up to what the models say, down and up again, and lose no row of anyone's on the way."""

import asyncio
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Inspector, Text, inspect, make_url, text
from sqlalchemy.orm import Session

import migrations
from models import Address, Outbox, Person
from models.base import Base
from models.clock import utc_now
from models.store import Store
from models.trouble import StoreTrouble
from services.visibility import FIELDS
from tests.conftest import SECRET
from tests.databases import sqlite_url


def fill(session: Session) -> None:
    """A person, who owns an address, which owns a screen."""
    session.add(Person(id=1, created_at=utc_now()))
    session.flush()
    reached = {"channel": "terminal", "account": "", "index": b"1", "external_id": "awa"}
    session.add(Address(id=1, person_id=1, last_active_at=utc_now(), created_at=utc_now(), **reached))
    session.flush()
    session.add(Outbox(person_id=1, address_id=1, push=False, due_at=utc_now(), created_at=utc_now()))


def count(session: Session) -> list[int]:
    return [session.query(table).count() for table in (Person, Address, Outbox)]


async def fill_and_count(url: str) -> list[int]:
    store = Store(url, SECRET)
    await store.write(fill)
    counts = await store.read(count)
    await store.close()
    return counts


def test_a_store_goes_up_down_and_up_with_people_in_it(bare_url: str) -> None:
    migrations.upgrade(bare_url)
    assert migrations.is_current(bare_url)
    assert asyncio.run(fill_and_count(bare_url)) == [1, 1, 1]

    migrations.downgrade(bare_url, "base")
    assert not migrations.is_current(bare_url)
    assert tables(bare_url) == {"alembic_version"}

    migrations.upgrade(bare_url)
    assert migrations.is_current(bare_url)
    assert asyncio.run(fill_and_count(bare_url)) == [1, 1, 1]


OLD = """INSERT INTO announcement (id, author_id, country, language, words, status, rate, excluded,
    planned, sent, failed, unknown, skipped, cursor, epoch, created_at)
    VALUES (:id, 1, 'BJ', 'fr', :words, 'sent', 20, :excluded, 1, 1, 0, 0, 0, -1, 0, 0)"""
KEPT = {1: {"elsewhere:FR": 4, "paused": 1}, 2: {"stopped": 2}, 3: {"elsewhere:GB": 0}}


def test_whom_an_announcement_left_out_by_residence_is_known_up_and_down(bare_url: str) -> None:
    migrations.upgrade(bare_url, "2026_11_23_0001")
    with migrations.changing(bare_url) as connection:
        for number, excluded in KEPT.items():
            connection.execute(text(OLD), {"id": number, "words": b"-", "excluded": json.dumps(excluded)})

    migrations.upgrade(bare_url, "2026_11_25_0001")
    assert announced(bare_url, "residence") == {1: "FR", 2: None, 3: "GB"}
    assert announced(bare_url, "excluded") == {1: {"elsewhere": 4, "paused": 1}, 2: {"stopped": 2}, 3: {"elsewhere": 0}}

    migrations.downgrade(bare_url, "2026_11_23_0001")
    assert announced(bare_url, "excluded") == KEPT


def announced(url: str, column: str) -> dict[int, Any]:
    with migrations.changing(url) as connection:
        rows = connection.execute(text(f"SELECT id, {column} FROM announcement"))  # noqa: S608  (our own names)
        return {
            number: json.loads(value) if isinstance(value, str) and "{" in value else value for number, value in rows
        }


CARD = """INSERT INTO member (person_id, kind, name, city_text, profession_text, audience, languages, skills, offers,
    created_at, confirmed_at) VALUES (:id, 'abroad', 'Awa', '', '', 'members', '[]', '[]', '[]', 0, :at)"""
OWNER = """INSERT INTO person (id, language, created_at, noticed, is_member, invented)
    VALUES (:id, 'en', 0, 1, true, false)"""
DAY = 24 * 60 * 60 * 1_000_000
CONFIRMED = {1: (20_000 * DAY, "2024-10-04"), 2: (20_001 * DAY - 1, "2024-10-04"), 3: (20_001 * DAY, "2024-10-05")}


def test_the_answers_of_a_card_were_confirmed_when_it_was(bare_url: str) -> None:
    migrations.upgrade(bare_url, "2026_11_26_0001")
    with migrations.changing(bare_url) as connection:
        for number, (at, _day) in CONFIRMED.items():
            connection.execute(text(OWNER), {"id": number})
            connection.execute(text(CARD), {"id": number, "at": at})

    migrations.upgrade(bare_url)

    with migrations.changing(bare_url) as connection:
        rows = connection.execute(text("SELECT person_id, confirmed FROM member"))
        kept = {person: json.loads(each) if isinstance(each, str) else each for person, each in rows}
    for number, (_at, day) in CONFIRMED.items():
        assert kept[number] == dict.fromkeys(FIELDS, day)


def test_asking_twice_changes_nothing(bare_url: str) -> None:
    migrations.upgrade(bare_url)
    asyncio.run(fill_and_count(bare_url))
    migrations.upgrade(bare_url)

    with migrations.changing(bare_url) as connection:
        assert connection.scalar(text("SELECT count(*) FROM person")) == 1


def test_a_store_without_tables_is_not_current(bare_url: str) -> None:
    assert not migrations.is_current(bare_url)


def test_the_migrations_say_what_the_models_say(bare_url: str) -> None:
    migrations.upgrade(bare_url)

    migrations.check(bare_url)


def test_migrations_and_models_make_the_same_tables(bare_url: str) -> None:
    migrations.upgrade(bare_url)
    migrated = schema(bare_url)
    migrations.downgrade(bare_url, "base")
    with migrations.changing(bare_url) as connection:
        Base.metadata.create_all(connection)

    assert schema(bare_url) == migrated


def test_a_table_changed_by_copying_keeps_what_its_rows_own(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "store.db")
    migrations.upgrade(url)
    assert asyncio.run(fill_and_count(url)) == [1, 1, 1]

    with (
        migrations.changing(url) as connection,
        Operations.context(MigrationContext.configure(connection)) as op,
        op.batch_alter_table("person", recreate="always") as person,
    ):
        person.alter_column("language", type_=Text())

    store = Store(url, SECRET)
    assert asyncio.run(read_and_close(store)) == [1, 1, 1]


async def read_and_close(store: Store) -> list[int]:
    counts = await store.read(count)
    await store.close()
    return counts


def test_a_migration_that_would_orphan_rows_is_undone_as_a_whole(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "store.db")
    migrations.upgrade(url)
    asyncio.run(fill_and_count(url))

    with pytest.raises(StoreTrouble, match="rows without their owners"), migrations.changing(url) as connection:
        connection.execute(text("DELETE FROM person"))

    assert asyncio.run(read_and_close(Store(url, SECRET))) == [1, 1, 1]


def test_a_failed_migration_leaves_no_table_behind(bare_url: str) -> None:
    with suppress(ZeroDivisionError), migrations.changing(bare_url) as connection:
        connection.execute(text("CREATE TABLE half (id INTEGER)"))
        raise ZeroDivisionError

    assert tables(bare_url) == set()


def tables(url: str) -> set[str]:
    engine = migrations.migrating_engine(url)
    with engine.connect() as connection:
        return set(inspect(connection).get_table_names())


def schema(url: str) -> dict[str, Any]:
    """All that the database knows of its tables, alembic's own aside."""
    engine = migrations.migrating_engine(url)
    with engine.connect() as connection:
        inspector = inspect(connection)
        names = sorted(set(inspector.get_table_names()) - {"alembic_version"})
        found: dict[str, Any] = {name: table(inspector, name) for name in names}
        if make_url(url).get_backend_name() == "sqlite":
            numbered = text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%' ORDER BY name")
            found["numbered"] = connection.scalars(numbered).all()
        return found


def table(inspector: Inspector, name: str) -> dict[str, Any]:
    return {
        "columns": [{**column, "type": str(column["type"])} for column in inspector.get_columns(name)],
        "primary key": inspector.get_pk_constraint(name),
        "keys": sorted(inspector.get_foreign_keys(name), key=str),
        "unique": sorted(inspector.get_unique_constraints(name), key=str),
        "checks": sorted(inspector.get_check_constraints(name), key=str),
        "indexes": sorted(map(readable, inspector.get_indexes(name)), key=str),
    }


def readable(index: Any) -> dict[str, Any]:
    """The index with its conditions as text, which can be compared."""
    return {**index, "dialect_options": {option: str(value) for option, value in index["dialect_options"].items()}}
