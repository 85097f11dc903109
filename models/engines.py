"""How each of the two databases is opened, for reading and for writing."""

import sqlite3
from contextlib import closing
from typing import Any, Final

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool, QueuePool

from models.trouble import StoreTrouble, TransactionLost

SECONDS_FOR_A_LOCK: Final = 10
SECONDS_TO_CONNECT: Final = 10
KIBIBYTES_TO_READ_FROM: Final = 32 * 1024
# a search of a few milliseconds is not worth compiling or sharing out, and none that goes astray holds a connection
READING_ON_POSTGRESQL: Final = "-c jit=off -c max_parallel_workers_per_gather=0 -c statement_timeout=30s"

# secure_delete: what erased people wrote is overwritten with zeros, in the file and in its copies
PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    f"busy_timeout={1000 * SECONDS_FOR_A_LOCK}",
    "foreign_keys=ON",
    "secure_delete=ON",
)


class SavepointTransactions:
    """A dialect whose transactions are savepoints: a piece's own, inside the batch's that the writer began.

    So a piece's session can flush, fail, roll back and nest savepoints as it likes, and never touches its neighbours.
    """

    def do_begin(self, connection: Any) -> None:
        """The savepoint is there: begin or the piece before made it."""

    def do_commit(self, connection: Any) -> None:
        raise RuntimeError("only the writer commits: a piece joins its transaction")

    def do_rollback(self, connection: Any) -> None:
        driver = getattr(connection, "dbapi_connection", connection)  # the pool hands over the bare one
        if in_transaction(driver):
            driver.execute("ROLLBACK TO SAVEPOINT piece")


class SQLiteWriting(SavepointTransactions, SQLiteDialect_pysqlite):
    supports_statement_cache = True


class PostgreSQLWriting(SavepointTransactions, PGDialect_psycopg):
    supports_statement_cache = True


registry.register("sqlite.writing", __name__, "SQLiteWriting")
registry.register("postgresql.writing", __name__, "PostgreSQLWriting")


def is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def reading_engine(url: URL, readers: int) -> Engine:
    """A connection for each thread that reads."""
    if not is_sqlite(url):
        engine = create_engine(
            url,
            pool_size=readers,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"connect_timeout": SECONDS_TO_CONNECT, "options": READING_ON_POSTGRESQL},
            execution_options={"postgresql_readonly": True},
        )
        event.listen(engine, "handle_error", withhold_rows)
        return engine
    engine = create_engine(
        url.set(drivername="sqlite"),
        poolclass=QueuePool,
        pool_size=readers,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "cached_statements": 512},
    )
    event.listen(engine, "connect", open_sqlite_for_reading)
    event.listen(engine, "begin", begin_snapshot)
    return engine


def patient_engine(url: URL) -> AsyncEngine:
    """For what takes longer than a person waits: no thread of the readers is held by it, and no time is set for it."""
    if is_sqlite(url):
        engine = create_async_engine(url, hide_parameters=True)
        event.listen(engine.sync_engine, "connect", open_sqlite_for_reading)
        event.listen(engine.sync_engine, "begin", begin_snapshot)
        return engine
    engine = create_async_engine(
        url,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": SECONDS_TO_CONNECT},
        execution_options={"postgresql_readonly": True},
    )
    event.listen(engine.sync_engine, "handle_error", withhold_rows)
    return engine


def writing_engine(url: URL) -> Engine:
    """Connections that begin no transaction by themselves: the writer does, and refuses statements outside one."""
    if is_sqlite(url):
        engine = create_engine(
            url.set(drivername="sqlite+writing"),
            poolclass=NullPool,
            hide_parameters=True,
            connect_args={"isolation_level": None, "check_same_thread": False, "cached_statements": 512},
        )
        event.listen(engine, "connect", open_sqlite)
    else:
        engine = create_engine(
            url.set(drivername="postgresql+writing"),
            poolclass=NullPool,
            hide_parameters=True,
            connect_args={"autocommit": True, "connect_timeout": SECONDS_TO_CONNECT},
        )
        event.listen(engine, "connect", limit_waiting)
        event.listen(engine, "handle_error", withhold_rows)
    event.listen(engine, "before_cursor_execute", refuse_outside_transaction)
    return engine


def in_transaction(driver: Any) -> bool:
    """Whether what is executed now waits for a commit; asks the driver, for SQLAlchemy only knows what it was told."""
    if isinstance(driver, sqlite3.Connection):
        return driver.in_transaction
    return driver.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR)


def begin(driver: Any) -> None:
    """At once for writing: a transaction that reads first and writes later fails when another wrote in between."""
    if isinstance(driver, sqlite3.Connection):
        driver.execute("BEGIN IMMEDIATE")
        driver.execute("SAVEPOINT piece")
    else:
        driver.execute("BEGIN; SAVEPOINT piece")


def renew(driver: Any) -> None:
    """Keep what a piece did, and open the savepoint of the next."""
    if isinstance(driver, sqlite3.Connection):
        driver.execute("RELEASE SAVEPOINT piece")
        driver.execute("SAVEPOINT piece")
    else:
        driver.execute("RELEASE SAVEPOINT piece; SAVEPOINT piece")  # one round trip


def commit(driver: Any) -> None:
    """PostgreSQL answers the commit of a failed transaction with a quiet rollback."""
    status = getattr(driver.execute("COMMIT"), "statusmessage", "COMMIT")
    if status != "COMMIT":
        raise TransactionLost("the transaction had failed and was not kept")


def open_sqlite(driver: Any, record: object) -> None:
    for pragma in PRAGMAS:
        driver.execute(f"PRAGMA {pragma}").close()


def open_sqlite_for_reading(driver: Any, record: object) -> None:
    driver.isolation_level = None
    cursor = driver.cursor()
    cursor.execute(f"PRAGMA busy_timeout={1000 * SECONDS_FOR_A_LOCK}")
    cursor.execute("PRAGMA query_only=ON")
    cursor.execute(f"PRAGMA cache_size=-{KIBIBYTES_TO_READ_FROM}")
    cursor.close()


def begin_snapshot(connection: Connection) -> None:
    """All statements of one read see the same moment."""
    connection.exec_driver_sql("BEGIN")


def empty_log(url: URL) -> bool:
    """Cut SQLite's write-ahead log, in which erased rows still stand as they were; False while others are reading.

    What it holds is written into the database first. Nothing is waited for longer than a second: the next time will do.
    """
    with closing(sqlite3.connect(str(url.database), timeout=1)) as connection:
        busy, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def limit_waiting(driver: Any, record: object) -> None:
    driver.execute(f"SET lock_timeout = '{SECONDS_FOR_A_LOCK}s'")


def refuse_outside_transaction(connection: Connection, cursor: Any, *_statement: object) -> None:
    """What follows a swallowed disk-full would commit by itself, and then again when the piece is run again."""
    if isinstance(connection.dialect, SavepointTransactions) and not in_transaction(cursor.connection):
        raise TransactionLost("the connection has left its transaction; nothing more is written outside one")


def withhold_rows(context: ExceptionContext) -> None:
    """PostgreSQL quotes the refused row in its details; they stay out of what is raised, logged and reported."""
    refusal = context.original_exception
    if withhold_row(refusal) and context.sqlalchemy_exception is not None:
        context.sqlalchemy_exception.args = (f"({type(refusal).__name__}) {refusal}",)


def withhold_row(refusal: BaseException) -> bool:
    """Leave of an error of PostgreSQL what has no row in it; whether there was more."""
    if not isinstance(refusal, psycopg.Error) or not refusal.diag.message_primary:
        return False
    refusal.args = (refusal.diag.message_primary,)
    return True


def check_url(url: URL) -> None:
    if url.drivername == "postgresql+psycopg":
        return
    if url.drivername != "sqlite+aiosqlite":
        raise StoreTrouble("DATABASE_URL begins with sqlite+aiosqlite:/// or postgresql+psycopg://")
    if not url.database or url.database == ":memory:":
        raise StoreTrouble("DATABASE_URL names no file: sqlite+aiosqlite:///data/passerelle.db keeps what it is told")
