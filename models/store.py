"""The store and its two doors: reading on threads of its own, writing where writing happens."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from models.clock import Clock, utc_now
from models.engines import check_url, is_sqlite, patient_engine, reading_engine, writing_engine
from models.keys import Keyring
from models.sealed import carry
from models.secret import recognise
from models.site import LOCAL
from models.writer import Piece, Writer

WRITERS_ON_POSTGRESQL: Final = 4
READERS_ON_SQLITE: Final = 2
READERS_ON_POSTGRESQL: Final = 4

T = TypeVar("T")
Work = Callable[[Session], T]


class Store:
    """Everything kept, behind two doors; work is a plain function of a session that neither commits nor waits.

    Work at the writing door may be run twice when the first time was not stored: it checks itself what is done.
    """

    def __init__(
        self,
        url: str,
        secret: str,
        *,
        clock: Clock = utc_now,
        older: tuple[str, ...] = (),
        site: str = LOCAL,
        writers: int = WRITERS_ON_POSTGRESQL,
        reading: Callable[[URL, int], Engine] = reading_engine,
        writing: Callable[[URL], Engine] = writing_engine,
    ) -> None:
        self.url = read_url(url)
        self.keyring = Keyring(secret, older)
        self.clock = clock
        self._info = {"clock": clock, "site": site}
        readers = READERS_ON_SQLITE if is_sqlite(self.url) else READERS_ON_POSTGRESQL
        self._reading = reading(self.url, readers)
        self._readers = ThreadPoolExecutor(readers, "reader")
        self._patient = patient_engine(self.url)
        self._writing = writing(self.url)
        carry(self._reading.dialect, self.keyring)
        carry(self._patient.sync_engine.dialect, self.keyring)
        carry(self._writing.dialect, self.keyring)
        count = 1 if is_sqlite(self.url) else writers
        self._writers = [Writer(self._writing, self._info, f"writer-{number}") for number in range(count)]
        self._closed = False

    async def read(self, work: Work[T]) -> T:
        """Run work beside the writers, on one snapshot on SQLite; nothing that it changes is kept."""
        run = partial(copy_context().run, self._read, work)
        return await asyncio.get_running_loop().run_in_executor(self._readers, run)

    def _read(self, work: Work[T]) -> T:
        """A thread for all of it: going back and forth for each statement took longer than the statements."""
        with Session(self._reading, info=self._info) as session:
            return work(session)

    async def read_at_length(self, work: Work[T]) -> T:
        """The same for an export or a plan of thousands of rows, on a connection of its own: no search waits for it."""
        async with AsyncSession(self._patient, info=self._info) as session:
            return await session.run_sync(work)

    async def write(self, work: Work[T], *, lane: int | None = None) -> T:
        """Run work and return once it is on disk. Pieces of one lane (a person) go one after another."""
        if self._closed:
            raise RuntimeError("the store is closed")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._writer_for(lane).put(Piece(work, future))
        return await future

    async def close(self) -> None:
        """Finish what was accepted, then let go of the database."""
        self._closed = True
        await asyncio.gather(*(asyncio.to_thread(writer.close) for writer in self._writers))
        await asyncio.to_thread(self._readers.shutdown)
        self._reading.dispose()
        await self._patient.dispose()
        self._writing.dispose()

    def _writer_for(self, lane: int | None) -> Writer:
        if lane is not None:
            return self._writers[lane % len(self._writers)]
        return min(self._writers, key=Writer.waiting)


def read_url(text: str) -> URL:
    url = make_url(text)
    check_url(url)
    if is_sqlite(url):
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    return url


async def open_store(
    url: str, secret: str, *, clock: Clock = utc_now, older: tuple[str, ...] = (), site: str = LOCAL
) -> Store:
    """The store at the URL, once it knows the secret for its own; StoreTrouble says in words what is wrong."""
    store = Store(url, secret, clock=clock, older=older, site=site)
    try:
        await store.write(partial(recognise, keyring=store.keyring))
    except BaseException:
        await store.close()
        raise
    return store
