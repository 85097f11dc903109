"""One serving process for an embedded store: a lock on a file beside it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from models.engines import is_sqlite
from models.trouble import StoreTrouble


@contextmanager
def serving(url: str) -> Iterator[None]:
    """Hold the store for the one process that serves it; other commands write beside it without asking.

    PostgreSQL is served by any number of processes. The lock goes with the process, however that ends.
    """
    parsed = make_url(url)
    if not is_sqlite(parsed):
        yield
        return
    lock = Path(f"{parsed.database}.lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreTrouble(
                f"{parsed.database} is served by another process. Stop it first, or serve a store of PostgreSQL, "
                "which takes any number of processes."
            ) from None
        yield
