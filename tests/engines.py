"""Engines put by when a store closes, for the next one: a statement is worked out once a worker, not once a test.

An engine that is put by keeps what it has compiled, and no connection. To compile it all anew took a third of a test.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import URL, Dialect, Engine, event

import models.store
from models.engines import is_sqlite


@contextmanager
def engines_put_by() -> Iterator[None]:
    """Until the end of the context, stores are opened on the engines of those that were closed."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("reading_engine", "writing_engine"):
            patch.setattr(models.store, name, Engines(getattr(models.store, name)))
        yield


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
