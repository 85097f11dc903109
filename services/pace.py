"""Pace: one row says when the next message may go, for all processes together (GCRA)."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Pace
from models.clock import now


def reserve(session: Session, name: str, wanted: int, rate: int, ahead: timedelta) -> list[datetime]:
    """Up to `wanted` moments at `rate` a second, the last of them at most `ahead` from now; they are taken."""
    at, interval = now(session), timedelta(seconds=1) / rate
    row = session.scalar(select(Pace).where(Pace.name == name).with_for_update())
    if row is None:
        row = Pace(name=name, tat=at)
        session.add(row)
    first = max(row.tat, at)
    free = max(0, (at + ahead - first) // interval)
    slots = [first + interval * place for place in range(min(wanted, free))]
    row.tat = first + interval * len(slots)
    return slots
