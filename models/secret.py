"""Where a store's secret comes from, and how the store knows its own."""

import os
import secrets
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from sqlalchemy import inspect, make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.engines import is_sqlite
from models.keys import SHORTEST_SECRET, Keyring
from models.trouble import StoreTrouble
from models.upkeep import Setting

KEY_ID: Final = "secret"
"""The setting that remembers with which secret a store was made."""


def secret_for(url: str, given: str | None) -> str:
    """The secret that was given; for an embedded store else the one beside it, made at its first start."""
    if given:
        return checked(given, "SECRET_KEY")
    parsed = make_url(url)
    if not is_sqlite(parsed):
        raise StoreTrouble(
            "With PostgreSQL the secret comes from outside: set SECRET_KEY, the same for every process. "
            """A new one: python3 -c "import secrets; print(secrets.token_urlsafe(48))"."""
        )
    database = Path(str(parsed.database))
    key_file = database.with_name(f"{database.name}.key")
    if not key_file.exists():
        make_key(database, key_file)
    return checked(key_file.read_text(encoding="ascii").strip(), str(key_file))


def checked(secret: str, source: str) -> str:
    if len(secret) < SHORTEST_SECRET:
        raise StoreTrouble(
            f"{source} is too short to keep anything secret: it has at least {SHORTEST_SECRET} characters."
        )
    return secret


def make_key(database: Path, key_file: Path) -> None:
    if was_sealed(database):
        raise StoreTrouble(
            f"{database} is sealed, and its key {key_file} is not here. Put the key back beside the store, or set "
            "SECRET_KEY to it: without it nobody can read what people wrote."
        )
    key_file.parent.mkdir(parents=True, exist_ok=True)
    draft = key_file.with_name(f"{key_file.name}.{secrets.token_hex(8)}")  # every container has a process 1
    draft.touch(mode=0o600)
    with draft.open("w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):  # of two that start at once, the first one's key counts
        os.link(draft, key_file)
    draft.unlink()
    sync_folder(key_file.parent)


def sync_folder(folder: Path) -> None:
    """A new name is safe from a power cut once its folder is on disk; a store must not outlive its key."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def was_sealed(database: Path) -> bool:
    """Whether a secret was already used in this store."""
    if not database.exists():
        return False
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'setting'").fetchone():
            return False
        return bool(connection.execute("SELECT 1 FROM setting WHERE key = ?", (KEY_ID,)).fetchone())


def recognise(session: Session, keyring: Keyring) -> None:
    """Remember the secret of a new store; refuse another one before it seals a single row."""
    if not inspect(session.connection()).has_table(Setting.__tablename__):
        raise StoreTrouble("The store has no tables yet: run passerelle migrate.")
    if session.get(Setting, KEY_ID) is None:
        with suppress(IntegrityError), session.begin_nested():  # two processes may start at once
            session.add(Setting(key=KEY_ID, value=keyring.id.hex()))
    setting = session.get_one(Setting, KEY_ID)
    if bytes.fromhex(setting.value) not in keyring:
        raise StoreTrouble(
            "The store was made with another secret, and this one opens nothing in it. Set SECRET_KEY to the store's "
            "own, or put its key file back."
        )
    setting.value = keyring.id.hex()
