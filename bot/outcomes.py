"""What becomes of a screen that its channel did not take, at once or as it says later."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.addresses import set_reachable
from bot.outbox import give_up, put_back, wait_for_word
from bot.rows import table
from channels.channel import NotNow, NotSent, OptedOut, Shut, Unreachable, Waits
from models import Address, Outbox
from models.clock import now
from services import consents

GROWS_UP_TO: Final = 64
"""How many times as long as the first pause the longest is."""

_OUTBOX, _ADDRESS = table(Outbox), table(Address)


def settle_trouble(session: Session, row: int, trouble: NotSent, met_at: datetime | None = None) -> None:
    """Put a screen back, let it wait for a word, or give it up, and keep what the trouble says of its address.

    A trouble that was met before its person wrote again, and told after, says nothing of the address any more.
    """
    found = session.execute(
        select(_OUTBOX.c.person_id, _OUTBOX.c.attempts, _OUTBOX.c.address_id, _ADDRESS.c.heard_at)
        .join_from(_OUTBOX, _ADDRESS, _ADDRESS.c.id == _OUTBOX.c.address_id)
        .where(_OUTBOX.c.id == row)
    ).first()
    if found is None:
        return
    is_past = met_at is not None and found.heard_at is not None and met_at < found.heard_at
    match trouble:
        case NotNow():
            put_back(session, row, now(session) + _pause(trouble, found.attempts))
        case Shut():
            put_back(session, row, now(session) + timedelta(seconds=trouble.seconds))
        case Waits() if is_past:
            put_back(session, row, now(session))
        case Waits():
            wait_for_word(session, row, rang=trouble.rang)
        case OptedOut():
            give_up(session, row, "failed")
            consents.withdraw(session, found.person_id, "alerts")
        case Unreachable() if not is_past:
            give_up(session, row, "failed")
            set_reachable(session, found.address_id, reachable=False)
        case _:
            give_up(session, row, "failed")


def _pause(trouble: NotNow, attempts: int) -> timedelta:
    grown = min(2 ** max(0, attempts - 1), GROWS_UP_TO) if trouble.grows else 1
    return timedelta(seconds=trouble.seconds * grown)
