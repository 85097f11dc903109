"""Putting an older copy in the store's place, without bringing back who was erased since it was made."""

import asyncio
import json
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

import migrations
from bot.opening import open_store, secret_of
from bot.settings import Settings
from models import backup as copies
from models.engines import is_sqlite
from models.lock import serving
from models.store import Store
from services import erasures
from services.erasures import Entry

BESIDE: Final = ".erased"
"""How the file beside a copy ends that keeps the register until it is in the store again."""


async def restore(settings: Settings, file: Path) -> int:
    """Restore a copy and erase again whom the register of the store that goes says is erased; how many people.

    The register is kept beside the copy meanwhile: whatever breaks in between, the next try knows of it.
    """
    beside = file.with_name(file.name + BESIDE)
    entries = _read(beside) + await _register(settings)
    if entries:
        _write(beside, entries)
    await asyncio.to_thread(copies.restore, settings.database_url, file)
    await asyncio.to_thread(migrations.upgrade, settings.database_url)
    with serving(settings.database_url):
        erased = await _erase_again(settings, entries)
    beside.unlink(missing_ok=True)
    return erased


async def _register(settings: Settings) -> list[Entry]:
    """What the store that goes says; nothing where there is none yet, or none that can be read."""
    if not _is_there(settings.database_url):
        return []
    store = Store(settings.database_url, secret_of(settings))
    try:
        return await store.read(erasures.register)
    except DBAPIError:
        return []
    finally:
        await store.close()


def _is_there(database_url: str) -> bool:
    url = make_url(database_url)
    return not is_sqlite(url) or Path(str(url.database)).exists()


async def _erase_again(settings: Settings, entries: list[Entry]) -> int:
    store = await open_store(settings)
    try:
        return await store.write(partial(erasures.erase_again, entries=entries))
    finally:
        await store.close()


def _read(beside: Path) -> list[Entry]:
    if not beside.exists():
        return []
    return [_entry(*line) for line in json.loads(beside.read_text(encoding="ascii"))]


def _entry(receipt: str, person_id: int | None, asked_at: str, erased_at: str | None) -> Entry:
    erased = datetime.fromisoformat(erased_at) if erased_at else None
    return Entry(bytes.fromhex(receipt), person_id, datetime.fromisoformat(asked_at), erased)


def _write(beside: Path, entries: list[Entry]) -> None:
    beside.touch(mode=0o600)
    lines = [
        (each.receipt.hex(), each.person_id, each.asked_at.isoformat(), each.erased_at and each.erased_at.isoformat())
        for each in entries
    ]
    beside.write_text(json.dumps(lines), encoding="ascii")
