"""The store and its two doors: read on the async engine, write where writing happens."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from models.clock import Clock, utc_now
from models.keys import Keyring
from models.sealed import carry

T = TypeVar("T")
Work = Callable[[Session], T]


class Store:
    def __init__(self, url: str, secret: str, *, clock: Clock = utc_now, older: tuple[str, ...] = ()) -> None:
        self.url = make_url(url)
        self.keyring = Keyring(secret, older)
        self.clock = clock
        prepare_folder(self.url)
        self._engine = open_engine(self.url)
        self._writing = asyncio.Lock()
        carry(self._engine.sync_engine.dialect, self.keyring)

    async def read(self, work: Work[T]) -> T:
        async with AsyncSession(self._engine, info={"clock": self.clock}) as session:
            return await session.run_sync(work)

    async def write(self, work: Work[T], *, lane: int | None = None) -> T:
        async with self._writing, AsyncSession(self._engine, info={"clock": self.clock}) as session:
            result = await session.run_sync(work)
            await session.commit()
            return result

    async def close(self) -> None:
        await self._engine.dispose()


def prepare_folder(url: URL) -> None:
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def open_engine(url: URL) -> AsyncEngine:
    engine = create_async_engine(url)
    if url.get_backend_name() == "sqlite":
        event.listen(engine.sync_engine, "connect", set_pragmas)
        event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def set_pragmas(connection: Any, record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
