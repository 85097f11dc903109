"""The atlas at run time: what names mean, read from its file a page at a time."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz.distance import OSA

from world.freshness import DEFAULT_PATH, is_fresh
from world.kinds import Kind
from world.spelling import reach, variants

_TOO_MANY = 99

# Half a MiB of pages for each connection; the rest is left to the system's own cache.
_PAGE_CACHE = "PRAGMA cache_size = -512"

_EXACT = """
    SELECT key, kind, ref, weight FROM spelling JOIN meaning ON spelling = id
    WHERE key IN ({keys}) AND kind & ?
"""
_SIMILAR = """
    SELECT DISTINCT id, key FROM variant JOIN spelling ON id = spelling
    WHERE hash IN ({hashes}) AND kinds & ? AND length(key) BETWEEN ? AND ?
"""
_BEGINNING = """
    SELECT key, kind, ref, weight FROM spelling JOIN meaning ON spelling = id
    WHERE key >= ? AND key < ? AND kind & ? ORDER BY weight DESC LIMIT ?
"""
_PLACES = "SELECT * FROM place WHERE id IN ({places})"
_PLACE_NAMES = "SELECT language, name FROM place_name WHERE place = ?"
_MEANINGS = "SELECT kind, ref, weight FROM meaning WHERE spelling = ? AND kind & ?"


@dataclass(frozen=True, slots=True)
class Hit:
    """Something a written word may mean; `mistakes` is how far the word is from the name."""

    key: str
    kind: Kind
    ref: str
    weight: int
    mistakes: int = 0


class Atlas:
    """Reads one atlas file. It may be used by any number of threads: each has a connection of its own."""

    def __init__(self, path: Path = DEFAULT_PATH) -> None:
        if not is_fresh(path):
            _build(path)
        self._uri = f"file:{path}?mode=ro&immutable=1"
        self._local = threading.local()

    def exact(self, keys: Collection[str], kinds: Kind) -> list[Hit]:
        """What is written exactly so."""
        query = _EXACT.format(keys=_marks(keys))
        return [Hit(key, Kind(kind), ref, weight) for key, kind, ref, weight in self._rows(query, *keys, kinds)]

    def similar(self, key: str, kinds: Kind) -> list[Hit]:
        """What is written almost so, the least mistakes only."""
        allowed = reach(key)
        if not allowed:
            return []
        hashes = variants(key)
        bounds = (len(key) - allowed, len(key) + allowed)
        candidates = self._rows(_SIMILAR.format(hashes=_marks(hashes)), *hashes, kinds, *bounds)
        measured = [(_mistakes(key, other), number, other) for number, other in candidates]
        fewest = min((mistakes for mistakes, _, _ in measured), default=allowed + 1)
        if fewest > allowed:
            return []
        return [
            Hit(other, Kind(kind), ref, weight, mistakes)
            for mistakes, number, other in measured
            if mistakes == fewest
            for kind, ref, weight in self._rows(_MEANINGS, number, kinds)
        ]

    def beginning(self, key: str, kinds: Kind, limit: int) -> list[Hit]:
        """What begins so, the weightiest first."""
        rows = self._rows(_BEGINNING, key, key + "{", kinds, limit)
        return [Hit(key, Kind(kind), ref, weight) for key, kind, ref, weight in rows]

    def places(self, places: Collection[int]) -> list[tuple[int, str, str, float, float, int, str]]:
        """Rows of (id, name, country, latitude, longitude, population, zone), in no order."""
        return self._rows(_PLACES.format(places=_marks(places)), *places)

    def place_names(self, place: int) -> dict[str, str]:
        """What a town is called, by language, where it has a name of its own there."""
        return dict(self._rows(_PLACE_NAMES, place))

    def _rows(self, query: str, *values: object) -> list[Any]:
        return self._connection().execute(query, values).fetchall()

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "reader"):
            self._local.reader = _Reader(self._uri)
        reader: _Reader = self._local.reader
        return reader.connection


class _Reader:
    """One thread's connection, closed when the thread is gone, wherever that is noticed."""

    def __init__(self, uri: str) -> None:
        self.connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self.connection.execute(_PAGE_CACHE)

    def __del__(self) -> None:
        self.connection.close()


@cache
def atlas() -> Atlas:
    """The one everything in this room reads."""
    return Atlas()


def _build(path: Path) -> None:
    """In a process of its own: building takes some 400 MiB, which a service would keep for good."""
    home = Path(__file__).parent.parent
    subprocess.run(  # noqa: S603 (our own interpreter and module)
        [sys.executable, "-m", "world.build", str(path.resolve())], cwd=home, check=True, stdout=subprocess.DEVNULL
    )


def _mistakes(word: str, other: str) -> int:
    """Letters left out, added, changed or swapped; any number over what the shorter word forgives is too many."""
    allowed = min(reach(word), reach(other))
    mistakes = OSA.distance(word, other, score_cutoff=allowed)
    return mistakes if mistakes <= allowed else _TOO_MANY


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
