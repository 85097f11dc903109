"""What goes wrong with a store: what an operator must hear in words, and what passes by itself."""

import sqlite3
from typing import Final

import psycopg
from sqlalchemy.exc import DBAPIError

CONFLICTS: Final = (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected)
PASSING_IN_SQLITE: Final = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    )
)


class StoreTrouble(Exception):
    """Why the store cannot be used as it is, in words for whoever runs it."""


class TransactionLost(Exception):
    """The connection has left its transaction: what follows would be kept statement by statement."""


def is_conflict(error: BaseException | None) -> bool:
    """True when two transactions stood in each other's way, and the same work goes well on its own."""
    return isinstance(driver_error(error), CONFLICTS)


def is_passing(error: BaseException | None) -> bool:
    """True for troubles of the machine, not of the work: full, locked, gone. They are retried, not counted as bugs."""
    error = driver_error(error)
    if isinstance(error, sqlite3.Error):
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF  # extended codes carry it in the lowest byte
        return primary in PASSING_IN_SQLITE
    return isinstance(error, psycopg.OperationalError | TransactionLost)


def driver_error(error: BaseException | None) -> BaseException | None:
    return error.orig if isinstance(error, DBAPIError) else error


def name_of(error: BaseException | None) -> str:
    """What went wrong and what led to it, by name alone: messages may hold what people wrote."""
    names = []
    while error is not None:
        names.append(getattr(driver_error(error), "sqlite_errorname", type(error).__name__))
        error = error.__cause__ or error.__context__
    return " after ".join(names)
