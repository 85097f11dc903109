"""The inbox: what a channel hears is on disk before the channel is told so."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.metrics import RECEIVED
from bot.rows import table
from channels.wire import Event
from locales import guess
from models import Address, Inbound, Person
from models.clock import now
from models.prepared import Prepared
from models.sealed import index_of
from models.store import Store
from services import phones

_ADDRESS, _PERSON, _INBOUND = table(Address), table(Person), table(Inbound)

_FIND_ADDRESS = Prepared(
    select(_ADDRESS.c.id, _ADDRESS.c.person_id).where(
        _ADDRESS.c.channel == bindparam("channel"),
        _ADDRESS.c.account == bindparam("account"),
        _ADDRESS.c.index == bindparam("index"),
    )
)
_INSERT_PERSON = Prepared(insert(_PERSON).returning(_PERSON.c.id))
_DELETE_PERSON = Prepared(delete(_PERSON).where(_PERSON.c.id == bindparam("person")))
_DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}
_INSERT_ADDRESS_ONCE, _INSERT_ONCE = (
    Prepared(
        **{
            name: dialect.insert(each).on_conflict_do_nothing().returning(each.c.id)
            for name, dialect in _DIALECTS.items()
        }
    )
    for each in (_ADDRESS, _INBOUND)
)


class Inbox:
    """Keeps events and wakes the lanes of the people who sent them."""

    def __init__(self, store: Store, wake: Callable[[int], None]) -> None:
        self._store, self._wake = store, wake

    async def receive(self, events: Sequence[Event]) -> None:
        """Return once all events are committed; an event received before is passed over."""
        people = await self._store.write(partial(keep_all, events=events))
        for event, person in zip(events, people, strict=True):
            RECEIVED.labels(event.channel, "new" if person else "repeated").inc()
            if person:
                self._wake(person)


def keep_all(session: Session, events: Sequence[Event]) -> list[int]:
    """Keep each event; the person each came from, 0 for one that was here already."""
    return [keep(session, event) for event in events]


def keep(session: Session, event: Event) -> int:
    """Write one inbound row, and the person and address of a newcomer. Unique on channel, account, external id."""
    person, address = find_address(session, event)
    kept = _INSERT_ONCE.first(
        session,
        channel=event.channel,
        account=event.account,
        external_id=event.external_id,
        person_id=person,
        address_id=address,
        body=_body(event),
        received_at=event.received_at,
    )
    if kept is None:
        return 0
    if event.number:
        phones.prove(session, person, event.number, how=event.channel)
    return person


def find_address(session: Session, event: Event) -> tuple[int, int]:
    """Whose address an event came from; a new one gets a person of its own."""
    index = address_index(session, event.channel, event.account, event.address)
    known = _at(session, event, index)
    return (known.person_id, known.id) if known else _add_person(session, event, index)


def address_index(session: Session, channel: str, account: str, address: str) -> bytes:
    """Under which an address is found without being readable."""
    return index_of(session, "address", f"{channel}|{account}|{address}")


def _at(session: Session, event: Event, index: bytes) -> Any:
    return _FIND_ADDRESS.first(session, channel=event.channel, account=event.account, index=index)


def _add_person(session: Session, event: Event, index: bytes) -> tuple[int, int]:
    """A new person at a new address; whoever wrote twice at once is added once."""
    at = now(session)
    language = guess(event.language) if event.language else None
    person: int = _INSERT_PERSON.value(session, language=language or "en", created_at=at)
    address: int | None = _INSERT_ADDRESS_ONCE.value(
        session,
        person_id=person,
        channel=event.channel,
        account=event.account,
        index=index,
        external_id=event.address,
        last_active_at=at,
        created_at=at,
    )
    if address is not None:
        return person, address
    _DELETE_PERSON.all(session, person=person)
    known = _at(session, event, index)
    return known.person_id, known.id


def _body(event: Event) -> dict[str, Any]:
    body = {"kind": event.kind, "text": event.text, "name": event.name}
    return {name: value for name, value in body.items() if value}
