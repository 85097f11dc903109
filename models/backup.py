"""Copies of a store, made while it runs, and the way back. The key is never in them."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url

from models.engines import SECONDS_FOR_A_LOCK, is_sqlite
from models.lock import serving
from models.trouble import StoreTrouble

OWN_TABLES: Final = ("person", "alembic_version")


def backup(url: str, file: Path) -> None:
    """Copy the store as it is at one moment. An existing file is not overwritten."""
    if file.exists():
        raise StoreTrouble(f"{file} exists already; a backup overwrites nothing.")
    parsed = make_url(url)
    draft = file.with_name(f".{file.name}.part")
    draft.touch(mode=0o600)  # it holds people's names
    try:
        if is_sqlite(parsed):
            copy_sqlite(existing(parsed), draft)
        else:
            run_tool("pg_dump", parsed, "--format=custom", "--no-owner", f"--file={draft}")
        draft.rename(file)
    finally:
        draft.unlink(missing_ok=True)


def restore(url: str, file: Path) -> None:
    """Put a copy in the store's place: what was written after it is gone. Nobody may be serving the store."""
    if not file.is_file():
        raise StoreTrouble(f"{file} is not there, or is no file.")
    parsed = make_url(url)
    with serving(url):
        if is_sqlite(parsed):
            check_copy(file)
            store = Path(str(parsed.database))
            store.touch(mode=0o600)
            copy_sqlite(file, store)
        else:
            run_tool("pg_restore", parsed, "--clean", "--if-exists", "--no-owner", "--single-transaction", str(file))


def copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's online backup: one consistent copy, also out of and into a database that others have open."""
    with (
        closing(sqlite3.connect(source, timeout=SECONDS_FOR_A_LOCK)) as old,
        closing(sqlite3.connect(target, timeout=SECONDS_FOR_A_LOCK)) as new,
    ):
        old.backup(new)


def existing(url: URL) -> Path:
    file = Path(str(url.database))
    if not file.exists():
        raise StoreTrouble(f"{file} is not there yet: nothing to copy.")
    return file


def check_copy(file: Path) -> None:
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            [(verdict,)] = connection.execute("PRAGMA quick_check(1)")
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        except sqlite3.DatabaseError:
            raise StoreTrouble(f"{file} is no copy of an embedded store, or it was damaged.") from None
    if verdict != "ok" or not tables.issuperset(OWN_TABLES):
        raise StoreTrouble(f"{file} is no copy of a store, or it was damaged.")


def run_tool(name: str, url: URL, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on the database; it gets the password by environment, not by argument."""
    program = shutil.which(name)
    if program is None:
        raise StoreTrouble(f"{name} is not on this machine. It comes with PostgreSQL's client programs; install them.")
    address = {"PGHOST": url.host, "PGPORT": url.port, "PGUSER": url.username, "PGPASSWORD": url.password}
    given = {key: str(value) for key, value in address.items() if value is not None}
    command = [program, f"--dbname={url.database}", "--no-password", *arguments]
    done = subprocess.run(command, env=os.environ | given, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise StoreTrouble(f"{name} did not finish: {done.stderr.strip().splitlines()[-1]}")
