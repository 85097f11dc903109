"""What the rows tell of the wires: who is held, what waits for a word, what could not be read, what is billed."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.holds import read_holds
from channels.finding import Finding, fine, wrong
from models import Address, Billed, Outbox, Unread
from models.clock import now

A_LONG_HOLD = timedelta(minutes=1)
"""Shorter ones are how vendors keep their pace."""


def examine(session: Session) -> Iterator[Finding]:
    yield from _holds(session)
    yield from _waiting(session)
    yield from _unread(session)
    yield from _billed(session)


def _holds(session: Session) -> Iterator[Finding]:
    for (channel, account), until in sorted(read_holds(session).items()):
        told = f"Nothing goes out on {channel} ({account}) before {until:%H:%M:%S} UTC, and all of it waits"
        if until - now(session) < A_LONG_HOLD:
            yield fine(f"{told}: its vendor wants to be left alone")
        else:
            yield wrong(f"{told}. The log says why, under “a channel refuses”; docs/channels.md lists the codes")


def _waiting(session: Session) -> Iterator[Finding]:
    waiting = select(Address.channel, func.count()).join(Outbox, Outbox.address_id == Address.id)
    for channel, number in _counted(session, waiting.where(Outbox.status == "waiting").group_by(Address.channel)):
        yield fine(f"{number} screens wait on {channel} until their people write")


def _unread(session: Session) -> Iterator[Finding]:
    """`why` is the name of what broke, and holds nothing of what was written."""
    unread = select(Unread.channel, Unread.why, func.count()).group_by(Unread.channel, Unread.why)
    for channel, why, number in _counted(session, unread):
        yield wrong(
            f"{number} notifications of {channel} could not be read ({why}). They are kept: tell the maintainers"
        )


def _billed(session: Session) -> Iterator[Finding]:
    month = f"{now(session):%Y-%m}"
    rows = select(Billed.channel, Billed.category, func.sum(Billed.messages)).where(Billed.month == month)
    billed = _counted(session, rows.group_by(Billed.channel, Billed.category))
    for channel in sorted({row[0] for row in billed}):
        counts = ", ".join(f"{number} {category}" for name, category, number in billed if name == channel)
        yield fine(f"Billed by {channel} in {month}, as it told us: {counts}")


def _counted(session: Session, counts: Any) -> list[Any]:
    return sorted(tuple(row) for row in session.execute(counts))
