"""The databases that tests run on: a file from a template, and a PostgreSQL database of each worker's own."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL, create_engine, make_url

import models  # noqa: F401  (its tables)
from models.base import Base

LOCAL = "postgresql+psycopg://postgres@127.0.0.1:5432/test"


def sqlite_url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


def make_template(file: Path) -> Path:
    """An empty store with all its tables, in a form that can be copied: creating them anew takes longer than a test."""
    engine = create_engine(f"sqlite:///{file}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return file


def copy_template(template: Path, folder: Path) -> str:
    return sqlite_url(Path(shutil.copy(template, folder / "test.db")))


def server_url() -> URL | None:
    """The PostgreSQL server to test on, when one answers."""
    url = make_url(os.environ.get("TEST_POSTGRES_URL", LOCAL)).set(drivername="postgresql+psycopg")
    try:
        psycopg.connect(plain(url), connect_timeout=3).close()
    except psycopg.OperationalError:
        if "TEST_POSTGRES_URL" in os.environ:
            raise
        return None
    return url


@contextmanager
def own_database(server: URL, name: str) -> Iterator[URL]:
    """A new database on the server, gone afterwards. It does not wait for the disk: no test pulls its plug."""
    with psycopg.connect(plain(server), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
        connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
        try:
            yield server.set(database=name)
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def create_tables(url: URL) -> None:
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    engine.dispose()


@contextmanager
def emptying(url: URL) -> Iterator[Callable[[], None]]:
    """Empties all tables. Deleting the few rows of a test is ten times faster than truncating thirty tables, and a
    connection that knows them does it ten times faster than a new one.
    """
    tables = [sql.Identifier(table.name) for table in reversed(Base.metadata.sorted_tables)]
    delete = sql.SQL(";").join(sql.SQL("DELETE FROM {}").format(table) for table in tables)
    with psycopg.connect(plain(url)) as connection:

        def empty() -> None:
            with connection.transaction():
                connection.execute(delete)
                used = connection.execute("SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL")
                for (sequence,) in used.fetchall():
                    connection.execute(sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(sequence)))

        yield empty


def drop_tables(url: URL) -> None:
    with psycopg.connect(plain(url), autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def plain(url: URL) -> str:
    """The URL as the driver itself reads it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
