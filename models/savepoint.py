"""A savepoint inside a piece of writing work."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from models.engines import in_transaction


@contextmanager
def savepoint(session: Session) -> Iterator[None]:
    """Undo in the store what is done inside when it raises; objects loaded before are then to be loaded again.

    Of a session at the writing door only. The session's own nested transactions keep the state of each object too, and
    cost five times as much.
    """
    session.flush()
    driver = session.connection().connection
    cursor = driver.cursor()
    cursor.execute("SAVEPOINT inner_piece")
    try:
        yield
        session.flush()
    except BaseException:
        session.expunge_all()
        if in_transaction(driver.dbapi_connection):  # a full disk undoes everything by itself
            cursor.execute("ROLLBACK TO SAVEPOINT inner_piece")
            cursor.execute("RELEASE SAVEPOINT inner_piece")
        raise
    cursor.execute("RELEASE SAVEPOINT inner_piece")
