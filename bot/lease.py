"""A work that one process does at a time: whoever holds its lease."""

from datetime import timedelta

from sqlalchemy import or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.rows import table
from models import Lease
from models.clock import now

_LEASE = table(Lease)
_DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}


def take_lease(session: Session, name: str, holder: str, span: timedelta) -> bool:
    """Take or renew a lease until `span` from now; False while somebody else holds it."""
    at = now(session)
    free = {"name": name, "holder": "", "until": at}
    session.execute(_DIALECTS[session.get_bind().dialect.name].insert(_LEASE).on_conflict_do_nothing(), free)
    taken = (
        update(_LEASE)
        .where(_LEASE.c.name == name, or_(_LEASE.c.holder == holder, _LEASE.c.until <= at))
        .values(holder=holder, until=at + span)
        .returning(_LEASE.c.name)
    )
    return session.execute(taken).first() is not None


def drop_lease(session: Session, name: str, holder: str) -> None:
    """Let others have it at once."""
    session.execute(update(_LEASE).where(_LEASE.c.name == name, _LEASE.c.holder == holder).values(until=now(session)))
