"""Engines put by when a store closes, for the next one: a statement is worked out once a worker, not once a test.

An engine that is put by keeps what it has compiled, and no connection. To compile it all anew took a third of a test.
What is tested of the store itself, and of its start, is tested on new ones.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from sqlalchemy import URL, Dialect, Engine, event

from models.clock import Clock, utc_now
from models.engines import is_sqlite, reading_engine, writing_engine
from models.store import Store


class Engines:
    """Makes engines as `make` does, where none is put by; no two open stores have the same."""

    def __init__(self, make: Callable[..., Engine]) -> None:
        self._make = make
        self._put_by: dict[URL | None, list[Engine]] = defaultdict(list)
        self._urls: dict[Dialect, URL] = {}

    def __call__(self, url: URL, *settings: int) -> Engine:
        put_by = self._put_by[_server(url)]
        engine = put_by.pop() if put_by else self._new(url, *settings)
        self._urls[engine.dialect] = url
        return engine

    def _new(self, url: URL, *settings: int) -> Engine:
        engine = self._make(url, *settings)
        event.listen(engine, "do_connect", self._lead)
        event.listen(engine, "engine_disposed", self._keep)
        return engine

    def _lead(self, dialect: Dialect, _record: object, arguments: list[Any], _parameters: object) -> None:
        """Each test has a file of its own."""
        arguments[:], _options = dialect.create_connect_args(self._urls[dialect])

    def _keep(self, engine: Engine) -> None:
        put_by = self._put_by[_server(self._urls[engine.dialect])]
        if engine not in put_by:
            put_by.append(engine)


def _server(url: URL) -> URL | None:
    """What an engine is tied to: a database of PostgreSQL; every file is opened alike."""
    return None if is_sqlite(url) else url


_READING, _WRITING = Engines(reading_engine), Engines(writing_engine)


def warm_store(url: str, secret: str, *, clock: Clock = utc_now) -> Store:
    """A store that knows the statements of those before it."""
    return Store(url, secret, clock=clock, reading=_READING, writing=_WRITING)
