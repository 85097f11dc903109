"""Addresses: whose a message is, by whatever names its channel has for where it came from."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from bot.aliases import add_aliases, by_alias, know_names
from bot.rows import insert_once, table
from channels.wire import Event
from conversation.words import greeted_in
from locales import guess, spoken_in
from models import Address, Outbox, Person
from models.clock import now
from models.prepared import Prepared
from models.sealed import index_of
from world.phones import country_of

A_WHILE: Final = timedelta(minutes=1)
"""How old the time of the last word may be that is kept of an address: not every word is worth a write."""

_ADDRESS, _PERSON, _OUTBOX = table(Address), table(Person), table(Outbox)

_FIND_ADDRESS = Prepared(
    select(_ADDRESS.c.id, _ADDRESS.c.person_id, _ADDRESS.c.active, _ADDRESS.c.heard_at).where(
        _ADDRESS.c.channel == bindparam("channel"),
        _ADDRESS.c.account == bindparam("account"),
        _ADDRESS.c.index == bindparam("index"),
    )
)
_INSERT_PERSON = Prepared(insert(_PERSON).returning(_PERSON.c.id))
_DELETE_PERSON = Prepared(delete(_PERSON).where(_PERSON.c.id == bindparam("person")))
_INSERT_ADDRESS_ONCE = insert_once(_ADDRESS)


def find_address(session: Session, event: Event) -> tuple[int, int]:
    """The person and the address an event came from; a new address gets a person of its own."""
    known = find_known(session, event)
    person, address = arrive(session, event, known)
    if known is not None:
        note_word(session, known, event)
    return person, address


def arrive(session: Session, event: Event, known: Any) -> tuple[int, int]:
    """The person and the address of an event whose address is `known`, or new."""
    return (known.person_id, known.id) if known is not None else _add_person(session, event)


def find_known(session: Session, event: Event) -> Any:
    """The row of the address an event came from, under any of its names; None for a new one."""
    known = at_name(session, event, event.address) or by_alias(session, event, event.address)
    return know_names(session, event, known) if event.aliases else known


def at_name(session: Session, event: Event, name: str) -> Any:
    """The address whose first name on its channel this is."""
    index = address_index(session, event.channel, event.account, name)
    return _FIND_ADDRESS.first(session, channel=event.channel, account=event.account, index=index)


def address_index(session: Session, channel: str, account: str, address: str) -> bytes:
    """Under which an address is found without being readable."""
    return index_of(session, "address", f"{channel}|{account}|{address}")


def set_reachable(session: Session, address: int, *, reachable: bool) -> None:
    """Switch an address off, whose person shut us out, or on again."""
    session.execute(update(_ADDRESS).where(_ADDRESS.c.id == address).values(active=reachable))


def note_word(session: Session, known: Any, event: Event) -> None:
    """They wrote from here, which was not known before: an address that was switched off is in use again, and what
    waited for a word goes out, if it was lately.
    """
    at = event.written_at
    if not known.active:
        set_reachable(session, known.id, reachable=True)
    if at is None or (known.heard_at is not None and at < known.heard_at + A_WHILE):
        return
    older = or_(_ADDRESS.c.heard_at.is_(None), _ADDRESS.c.heard_at < at)
    session.execute(update(_ADDRESS).where(_ADDRESS.c.id == known.id, older).values(heard_at=at))
    waiting = (_OUTBOX.c.address_id == known.id, _OUTBOX.c.status == "waiting")
    session.execute(update(_OUTBOX).where(*waiting).values(status="queued", due_at=now(session)))


def _add_person(session: Session, event: Event) -> tuple[int, int]:
    """A new person at a new address; whoever wrote twice at once is added once."""
    at = now(session)
    person: int = _INSERT_PERSON.value(session, language=_language(event), created_at=at)
    address: int | None = _INSERT_ADDRESS_ONCE.value(
        session,
        person_id=person,
        channel=event.channel,
        account=event.account,
        index=address_index(session, event.channel, event.account, event.address),
        external_id=event.address,
        last_active_at=at,
        created_at=at,
        heard_at=event.written_at,
    )
    if address is not None:
        add_aliases(session, event, address)
        return person, address
    _DELETE_PERSON.all(session, person=person)
    known = at_name(session, event, event.address)
    return known.person_id, known.id


def _language(event: Event) -> str:
    """A newcomer's: of their greeting, else of their app, else what is read in the country of their number."""
    if event.kind == "text" and (greeted := greeted_in(event.text)):
        return greeted
    country = country_of(event.number) if event.number and not event.language else None
    return spoken_in(country) if country else guess(event.language)
