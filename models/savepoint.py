"""A savepoint inside a piece of writing work."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from models.engines import in_transaction


@contextmanager
def savepoint(session: Session) -> Iterator[None]:
    """Undo in the store what is done inside when it raises; objects loaded before are then to be loaded again.

    Of a session at the writing door only. A row that the database refuses at a flush undoes the whole piece: that is a
    fault of ours, and no rule. The session's own nested transactions keep the state of each object and survive such a
    flush; they cost five times as much.
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
        # a failed flush has undone everything already, and so has a full disk
        if session.is_active and in_transaction(driver.dbapi_connection):
            cursor.execute("ROLLBACK TO SAVEPOINT inner_piece")
            cursor.execute("RELEASE SAVEPOINT inner_piece")
        raise
    cursor.execute("RELEASE SAVEPOINT inner_piece")
