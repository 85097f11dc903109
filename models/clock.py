"""The time, as the store was told it."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy.orm import Session

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


def now(session: Session) -> datetime:
    """The moment by the clock the store was opened with: aware, UTC."""
    clock: Clock = session.info["clock"]
    return clock()
