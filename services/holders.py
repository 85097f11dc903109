"""Who holds a phone number: whoever proved it last, and nobody before them. Numbers change hands."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models import ProvedNumber
from models.prepared import Prepared

PURPOSE: Final = "phone"
"""What the index of a proved number is keyed for."""

_HOLDER: Final = Prepared(
    select(ProvedNumber.person_id)
    .where(ProvedNumber.index == bindparam("index"))
    .order_by(ProvedNumber.proved_at.desc(), ProvedNumber.id.desc())
    .limit(1)
)


def holder(session: Session, index: bytes | None) -> int | None:
    """Who holds the number of this index, if anybody proved it."""
    found: int | None = _HOLDER.value(session, index=index)
    return found


def holders(session: Session, indexes: Collection[bytes]) -> dict[bytes, int]:
    """The same for many numbers at once; those that nobody proved are left out."""
    proved = select(ProvedNumber.index, ProvedNumber.person_id).where(ProvedNumber.index.in_(indexes))
    rows = session.execute(proved.order_by(ProvedNumber.proved_at, ProvedNumber.id))
    return {index: person_id for index, person_id in rows}  # noqa: C416  (a row is no pair to the types)


def numbers_of(session: Session, person_id: int) -> list[str]:
    """The E.164 numbers that a person holds."""
    proved = select(ProvedNumber.index, ProvedNumber.number).where(ProvedNumber.person_id == person_id)
    numbers = {index: number for index, number in session.execute(proved)}  # noqa: C416  (the same)
    held = holders(session, numbers.keys())
    return [number for index, number in numbers.items() if held[index] == person_id]
