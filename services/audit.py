"""The audit trail: who did what to whom, in ids."""

from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from models import Audit
from models.clock import now
from models.prepared import Prepared

_ROW = Prepared(insert(Audit))


def record(
    session: Session, actor_id: int | None, verb: str, subject_id: int | None = None, **details: str | int | list[str]
) -> None:
    """Write one row in the caller's transaction. Details are ids, codes and counts: never what people wrote."""
    _ROW.all(session, at=now(session), actor_id=actor_id, verb=verb, subject_id=subject_id, details=details)


def count(session: Session, actor_id: int, verb: str, since: datetime) -> int:
    """How often someone did this since then."""
    asked = select(func.count()).where(Audit.actor_id == actor_id, Audit.verb == verb, Audit.at >= since)
    return session.scalar(asked) or 0
