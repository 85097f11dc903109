"""The usual way, to compare with: an AsyncSession on the async driver, and a commit for each piece of work."""

import asyncio
from typing import TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from models.engines import is_sqlite, open_sqlite
from models.sealed import carry
from models.store import Store, Work

T = TypeVar("T")


class PlainStore(Store):
    """The same service and the same work; only the writing door is another. SQLite's writers wait for each other."""

    def __init__(self, url: str, secret: str) -> None:
        super().__init__(url, secret)
        embedded = is_sqlite(self.url)
        self._free = asyncio.Semaphore(1 if embedded else 8)
        self._usual = create_async_engine(self.url, **({} if embedded else {"pool_size": 8}))
        carry(self._usual.sync_engine.dialect, self.keyring)
        if embedded:
            event.listen(self._usual.sync_engine, "connect", open_sqlite)
            event.listen(self._usual.sync_engine, "begin", _begin_immediate)

    async def write(self, work: Work[T], *, lane: int | None = None) -> T:
        async with self._free, AsyncSession(self._usual, info=self._info) as session:
            result = await session.run_sync(work)
            await session.commit()
            return result

    async def close(self) -> None:
        await self._usual.dispose()
        await super().close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
