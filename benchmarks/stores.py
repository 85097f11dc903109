"""Stores that live as long as a measurement: a file, a database, the keys of a Redis server."""

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from redis import Redis
from redis.exceptions import RedisError

from benchmarks.rivals.settings import REDIS

SERVER: Final = os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")


@contextmanager
def a_file() -> Iterator[str | None]:
    """A file that is not there yet, in a folder of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield f"{folder}/bench.db"


@contextmanager
def sqlite() -> Iterator[str | None]:
    with a_file() as file:
        yield f"sqlite+aiosqlite:///{file}"


@contextmanager
def postgresql() -> Iterator[str | None]:
    """A database of its own on the server, or None where none answers."""
    name = f"passerelle_bench_{os.getpid()}_{secrets.token_hex(4)}"
    server = SERVER.replace("postgresql+psycopg", "postgresql")
    try:
        connection = psycopg.connect(server, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        sys.stderr.write("PostgreSQL does not answer: not measured\n")
        yield None
        return
    with connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{SERVER.rsplit('/', 1)[0]}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def redis_keys() -> Iterator[str | None]:
    """A prefix of its own, whose keys are deleted afterwards, or None where no server answers."""
    prefix = f"passerelle-bench-{os.getpid()}-{secrets.token_hex(4)}"
    with Redis.from_url(REDIS) as server:
        try:
            server.ping()
        except RedisError:
            sys.stderr.write("Redis does not answer: not measured\n")
            yield None
            return
        try:
            yield prefix
        finally:
            for key in server.scan_iter(f"{prefix}:*", count=1_000):
                server.delete(key)
