"""The world as a turn may touch it, within the transaction it runs in."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from bot.rows import table
from conversation.standing import Standing
from models import Outbox
from models.prepared import Prepared
from models.savepoint import savepoint
from services import people

_OUTBOX = table(Outbox)
_SENT_AT = Prepared(
    select(func.coalesce(_OUTBOX.c.seen_at, _OUTBOX.c.sent_at), _OUTBOX.c.status).where(
        _OUTBOX.c.id == bindparam("row"), _OUTBOX.c.address_id == bindparam("address")
    )
)


class OnItsWay(Exception):
    """Whether a screen counts as seen depends on a sending that has not ended; raising it undoes the turn."""


class SessionReach:
    """Calls functions of a session for one person; `trusted` is false on an address that carries no staff rights.

    What was sent to another address of theirs is not on show on this one: a number typed here does not answer it.
    """

    def __init__(
        self,
        session: Session,
        person: int,
        standing: Standing,
        *,
        address: int,
        trusted: bool,
        patient: bool = False,
    ) -> None:
        self._session, self._person, self._standing, self._address = session, person, standing, address
        self._trusted, self._patient, self._stale, self.changed = trusted, patient, False, False

    def read(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        return fn(self._session, self._person, *args, **kwargs)

    def change(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        self._stale = self.changed = True
        with savepoint(self._session):
            return fn(self._session, self._person, *args, **kwargs)

    def standing(self) -> Standing:
        if self._stale:
            self._standing, self._stale = read_standing(self._session, self._person, trusted=self._trusted), False
        return self._standing

    def sent_at(self, row: int) -> datetime | None:
        """Raises OnItsWay where that is worth a wait: who answers at once may be faster than the vendor's word."""
        found = _SENT_AT.first(self._session, row=row, address=self._address)
        if found is not None and found[0] is None and found.status == "sending" and self._patient:
            raise OnItsWay
        return found[0] if found else None


def read_standing(session: Session, person: int, *, trusted: bool) -> Standing:
    """The rights of a person on an address."""
    rights = people.standing(session, person)
    staff = rights["staff"] if trusted else None
    return Standing(rights["noticed"], rights["member"], staff, tuple(rights["countries"]))
