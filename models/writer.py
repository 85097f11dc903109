"""Where writing happens: one thread, one connection, many pieces of work for each commit."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Final

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from models.engines import begin, commit, in_transaction, renew
from models.trouble import TransactionLost, is_conflict, is_passing, name_of

MOST_TOGETHER: Final = 64
LONGEST_BATCH: Final = 0.02  # seconds; whoever is in a batch waits for all of it

log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class Piece:
    """One work, and the caller who waits for it on another thread."""

    work: Callable[[Session], Any]
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None

    def answer(self) -> None:
        if self.future.done():  # the caller went away
            return
        if self.error is None:
            self.future.set_result(self.result)
        elif isinstance(self.error, StopIteration):  # the one error that no future takes
            self.future.set_exception(RuntimeError("the work raised StopIteration"))
        else:
            self.future.set_exception(self.error)


class CannotBegin(Exception):
    """The database is gone, or locked by another process; the cause says which."""


class Writer:
    """Takes what is waiting, runs each piece under a savepoint and commits them together.

    Nobody is answered before the commit. A piece that raises is undone alone. When the transaction is lost or its
    commit fails, so is the whole batch, and each of its pieces is run again in a transaction of its own: a piece
    checks by itself that what it does was not done before.
    """

    def __init__(self, engine: Engine, info: dict[str, Any], name: str) -> None:
        self._engine = engine
        self._info = info
        self._queue: SimpleQueue[Piece | None] = SimpleQueue()
        self._connection: Connection | None = None
        self._session = Session()
        self._thread = Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def put(self, piece: Piece) -> None:
        self._queue.put(piece)

    def waiting(self) -> int:
        return self._queue.qsize()

    def close(self) -> None:
        """Finish what is waiting, then stop."""
        self._queue.put(None)
        self._thread.join()

    def _serve(self) -> None:
        while (first := self._queue.get()) is not None:
            batch = [first]
            self._handle(batch)
            answer(batch)
        self._disconnect()

    def _handle(self, batch: list[Piece]) -> None:
        try:
            self._together(self._gather(batch))
        except CannotBegin as trouble:
            batch += self._waiting()  # let nobody wait out the same lock one after another
            fail(batch, trouble.__cause__)
        except Exception as trouble:  # noqa: BLE001  (whatever it was: nobody was answered, and each gets its turn)
            log.warning("a batch of %d was not stored: %s", len(batch), name_of(trouble))
            self._one_by_one(batch)
        else:
            self._one_by_one([piece for piece in batch if is_conflict(piece.error)])

    def _gather(self, batch: list[Piece]) -> Iterator[Piece]:
        """The first piece, then what comes while it is worked on, until the batch is full or late."""
        yield batch[0]
        late = time.monotonic() + LONGEST_BATCH
        while len(batch) < MOST_TOGETHER and time.monotonic() < late:
            more = self._next()
            if more is None:
                return
            batch.append(more)
            yield more

    def _waiting(self) -> Iterator[Piece]:
        for _ in range(self._queue.qsize()):
            more = self._next()
            if more is None:
                return
            yield more

    def _next(self) -> Piece | None:
        try:
            piece = self._queue.get_nowait()
        except Empty:
            return None
        if piece is None:
            self._queue.put(None)  # closing: the thread sees it after this batch
        return piece

    def _one_by_one(self, pieces: Sequence[Piece]) -> None:
        for place, piece in enumerate(pieces):
            piece.result, piece.error = None, None
            try:
                self._together([piece])
            except CannotBegin as trouble:
                fail(pieces[place:], trouble.__cause__)
                return
            except Exception as trouble:  # noqa: BLE001  (its caller gets it)
                piece.error = piece.error if is_passing(piece.error) else trouble

    def _together(self, pieces: Iterable[Piece]) -> None:
        driver = self._begin()
        try:
            for piece in pieces:
                self._run(piece, driver)
                if not in_transaction(driver):
                    raise TransactionLost("a piece lost the transaction of all") from piece.error
            commit(driver)
        except BaseException:
            self._abandon(driver)
            raise

    def _run(self, piece: Piece, driver: Any) -> None:
        """Run a piece in its savepoint. The session's own transaction goes on: to end it each time is dear."""
        try:
            piece.result = piece.work(self._session)
            self._session.flush()
            renew(driver)
        except BaseException as error:  # noqa: BLE001  (its caller gets it)
            piece.error = error
            self._session.rollback()  # to the savepoint
        self._session.expunge_all()

    def _begin(self) -> Any:
        try:
            driver = self._connected()
            try:
                begin(driver)
            except Exception:
                if not getattr(driver, "closed", False):
                    raise
                self._disconnect()  # the server was restarted
                driver = self._connected()
                begin(driver)
        except Exception as trouble:
            raise CannotBegin from trouble
        return driver

    def _abandon(self, driver: Any) -> None:
        try:
            self._session.rollback()
            if in_transaction(driver):
                driver.execute("ROLLBACK")
        except Exception:  # noqa: BLE001  (it is of no more use)
            self._disconnect()

    def _connected(self) -> Any:
        if self._connection is None:
            self._connection = self._engine.connect()
            self._session = Session(self._connection, expire_on_commit=False, info=self._info)
        return self._connection.connection.dbapi_connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(Exception):
                self._connection.invalidate()
            with contextlib.suppress(Exception):
                self._connection.close()
            self._connection = None


def fail(pieces: Iterable[Piece], error: BaseException | None) -> None:
    for piece in pieces:
        piece.error = error


def answer(pieces: Sequence[Piece]) -> None:
    """Wake each event loop once, however many of its callers are answered."""
    for loop in {piece.future.get_loop() for piece in pieces}:
        theirs = [piece for piece in pieces if piece.future.get_loop() is loop]
        with contextlib.suppress(RuntimeError):  # a loop that was closed waits for nothing
            loop.call_soon_threadsafe(answer_all, theirs)


def answer_all(pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        piece.answer()
