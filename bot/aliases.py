"""Several names of one address: a phone number, and the id a vendor has for the same account.

What a vendor tells of them is noted as it comes: an event with both names makes one address of two, a change of number
gives the address its new name, and a number that was handed to somebody else is taken from its old owner.
"""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from bot.rows import insert_once, table
from channels.wire import Event
from models import Address, Alias, Inbound, Outbox, Person
from models.clock import now
from models.person import lock_person
from models.prepared import Prepared
from models.sealed import index_of
from services import audit, joining, phones

HANDED_ON: Final = timedelta(days=45)
"""A number at rest for so long that turns up with another account may have a new owner: operators give a number out
again after 45 days at the earliest (FCC 47 CFR § 52.15(f)(1)(ii)), most after ninety.
"""

LONG_SILENT: Final = timedelta(days=365)
"""Where nothing but the number vouches for the account, whoever writes from it after so long is a stranger: the owner
of before may have lost it, and is helped by the team.
"""

_ADDRESS, _ALIAS = table(Address), table(Alias)
_FOUND = (_ADDRESS.c.id, _ADDRESS.c.person_id, _ADDRESS.c.active, _ADDRESS.c.heard_at)
_BY_ALIAS = Prepared(
    select(*_FOUND)
    .join_from(_ALIAS, _ADDRESS, _ADDRESS.c.id == _ALIAS.c.address_id)
    .where(
        _ALIAS.c.channel == bindparam("channel"),
        _ALIAS.c.account == bindparam("account"),
        _ALIAS.c.index == bindparam("index"),
    )
)
_ADD_ALIAS = insert_once(_ALIAS)


def by_alias(session: Session, event: Event, name: str) -> Any:
    """The address that has this as another name."""
    return _BY_ALIAS.first(session, channel=event.channel, account=event.account, index=_index(session, event, name))


def is_given_up(session: Session, event: Event, known: Any) -> bool:
    """Whether nothing but a number that has rested for a year speaks for the owner of an address."""
    if known.heard_at is None or event.number != f"+{event.address}":
        return False
    return _rested_for(session, event, known) > LONG_SILENT


def let_go(session: Session, event: Event, known: Any) -> Any:
    """The address an event came from, a stranger's from now on; what was proved here is the old owner's no more."""
    phones.forget(session, known.person_id, {event.channel})
    joining.let_go(session, known.id)
    audit.record(session, None, "number.handed_on", known.person_id)
    return session.execute(select(*_FOUND).where(_ADDRESS.c.id == known.id)).one()


def add_aliases(session: Session, event: Event, address: int) -> None:
    for name in event.aliases:
        _ADD_ALIAS.all(
            session,
            address_id=address,
            channel=event.channel,
            account=event.account,
            index=_index(session, event, name),
            external_id=name,
        )


def know_names(session: Session, event: Event, known: Any) -> Any:
    """The address an event with several names came from, `known` under the first of them; None for a new one."""
    other = next(filter(None, (named(session, event, name) for name in event.aliases)), None)
    if other is None:
        return _note_aliases(session, event, known) if known else None
    if known is None:
        return _rename(session, event, other)
    return known if known.id == other.id else _unite(session, event, known, other)


def follow_number(session: Session, event: Event, old: Any) -> int:
    """An event of kind `moved`: the address `old`, under `text` until now, is `address` from now on. Whose it is."""
    new = named(session, event, event.address)
    if new is None or new.id == old.id:
        _rename(session, event, old)
        return int(old.person_id)
    phones.forget(session, old.person_id, {event.channel})
    return int(_unite(session, event, new, old).person_id)


def named(session: Session, event: Event, name: str) -> Any:
    """The address with this name, be it the first or another."""
    where = (_ADDRESS.c.channel == event.channel, _ADDRESS.c.account == event.account)
    first = session.execute(select(*_FOUND).where(*where, _ADDRESS.c.index == _index(session, event, name))).first()
    return first or by_alias(session, event, name)


def _note_aliases(session: Session, event: Event, known: Any) -> Any:
    """The address with names we had not heard; None where its number probably has a new owner."""
    if _is_handed_on(session, event, known):
        return _take_name(session, event, known)
    if is_given_up(session, event, known) and not _has_alias(session, known):
        known = let_go(session, event, known)
    add_aliases(session, event, known.id)
    return known


def _is_handed_on(session: Session, event: Event, known: Any) -> bool:
    """Another account at a number that had one, after a long rest."""
    return _has_alias(session, known) and _rested_for(session, event, known) > HANDED_ON


def _has_alias(session: Session, known: Any) -> bool:
    return session.execute(select(_ALIAS.c.id).where(_ALIAS.c.address_id == known.id).limit(1)).first() is not None


def _rested_for(session: Session, event: Event, known: Any) -> timedelta:
    """For how long nothing was heard from an address; for ever where that is not known."""
    return (event.written_at or now(session)) - known.heard_at if known.heard_at else timedelta.max


def _take_name(session: Session, event: Event, known: Any) -> None:
    """Leave the old owner the conversation under the account they had, and nothing of the number."""
    aliases = select(_ALIAS.c.id, _ALIAS.c.index, _ALIAS.c.external_id).where(_ALIAS.c.address_id == known.id)
    alias, index, name = session.execute(aliases.order_by(_ALIAS.c.id)).all()[0]
    session.execute(delete(_ALIAS).where(_ALIAS.c.id == alias))
    _call(session, known.id, index, name)
    phones.forget(session, known.person_id, {event.channel})
    audit.record(session, None, "number.handed_on", known.person_id)


def _rename(session: Session, event: Event, known: Any) -> Any:
    """A known address has a new first name; the vendor's id, where that was its first, stays as another."""
    before = session.execute(select(_ADDRESS.c.index, _ADDRESS.c.external_id).where(_ADDRESS.c.id == known.id)).one()
    session.execute(delete(_ALIAS).where(_ALIAS.c.address_id == known.id))
    _call(session, known.id, _index(session, event, event.address), event.address)
    phones.forget(session, known.person_id, {event.channel})
    add_aliases(session, event, known.id)
    audit.record(session, None, "address.renamed", known.person_id, was_number=before.external_id.isdigit())
    return known


def _unite(session: Session, event: Event, known: Any, other: Any) -> Any:
    """Two addresses turn out to be one: `known` stays, and has everything that was the other's."""
    _hold(session, known, other)
    host = known.person_id
    if host != other.person_id:
        host, guest = _by_card(session, host, other.person_id)
        joining.become_one(session, host, guest)
    hosts = select(_ADDRESS.c.id).where(_ADDRESS.c.person_id == host)  # with what else the guest wrote from
    for model in (Inbound, Outbox):
        session.execute(update(model).where(model.address_id == other.id).values(address_id=known.id))
        session.execute(
            update(model).where(model.address_id.in_(hosts), model.person_id != host).values(person_id=host)
        )
    session.execute(update(Person).where(Person.active_address_id == other.id).values(active_address_id=known.id))
    session.execute(delete(_ADDRESS).where(_ADDRESS.c.id == other.id))
    add_aliases(session, event, known.id)
    return session.execute(select(*_FOUND).where(_ADDRESS.c.id == known.id)).one()


def hold_owners(session: Session, event: Event) -> None:
    """Take those whose both names of a change are, before anything of theirs is written: whoever has a part of a row
    and asks for all of it may wait for somebody who does the same.
    """
    _hold(session, *filter(None, (named(session, event, name) for name in (event.text, event.address))))


def _hold(session: Session, *addresses: Any) -> None:
    """Nothing more is received for them meanwhile: it waits, and finds its new owner."""
    for person in sorted({address.person_id for address in addresses}):
        lock_person(session, person, wait=True, whole=True)


def _by_card(session: Session, person: int, other: int) -> tuple[int, int]:
    """Which of two people stays, and which is found to be the same: a card is not given up for a conversation."""
    has_card = session.get_one(Person, other).is_member and not session.get_one(Person, person).is_member
    return (other, person) if has_card else (person, other)


def _call(session: Session, address: int, index: bytes, name: str) -> None:
    session.execute(update(_ADDRESS).where(_ADDRESS.c.id == address).values(index=index, external_id=name))


def _index(session: Session, event: Event, name: str) -> bytes:
    return index_of(session, "address", f"{event.channel}|{event.account}|{name}")
