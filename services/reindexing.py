"""Reindexing: cards that were indexed by other rules than today's are indexed anew, a few at a time."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Member, Setting, card_index
from services import terms

RULES: Final = 3
"""To be raised with every change to the terms of a card, or to how names sound."""
SETTING: Final = "card index"


def reindex(session: Session, chunk: int) -> int:
    """Bring at most so many cards under the rules of today; each keeps its place in the order."""
    rules, after = _state(session)
    if rules == RULES and after is None:
        return 0
    start = (after or 0) if rules == RULES else 0
    members = session.scalars(
        select(Member).where(Member.person_id > start).order_by(Member.person_id).limit(chunk)
    ).all()
    for member in members:
        terms.renew(session, member)
    _keep(session, members[-1].person_id if len(members) == chunk else None)
    return len(members)


def write_anew(session: Session, _most: int) -> int:
    """Bring the index into one piece, as large as it may be: it is quick, and searches take half the time."""
    card_index.write_anew(session)
    return 0


def _state(session: Session) -> tuple[int, int | None]:
    """By which rules cards are indexed, and up to which member; None: all of them."""
    kept = session.get(Setting, SETTING)
    rules, _colon, after = kept.value.partition(":") if kept else ("0", "", "")
    return int(rules), int(after) if after else None


def _keep(session: Session, after: int | None) -> None:
    session.merge(Setting(key=SETTING, value=f"{RULES}:{'' if after is None else after}"))
