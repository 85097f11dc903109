"""Notices: something to tell someone later, in ids. Its words are made when it is due."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Notice
from models.clock import now


def tell(
    session: Session,
    person_id: int,
    kind: str,
    /,
    *,
    due: datetime | None = None,
    key: str | None = None,
    **ids: int | str,
) -> None:
    """Leave a notice of `kind` for a person, due now unless said otherwise; the same key is told once."""
    if key is not None and session.scalar(select(Notice.id).where(Notice.key == key)) is not None:
        return
    at = now(session)
    session.add(Notice(person_id=person_id, kind=kind, ids=ids, status="due", key=key, due_at=due or at, created_at=at))
