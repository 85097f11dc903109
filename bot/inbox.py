"""The inbox: what a channel hears is on disk before the channel is told so."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import structlog
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from bot.addresses import arrive, at_name, find_known, note_word, set_reachable
from bot.aliases import follow_number, hold_owners, is_given_up, let_go, named
from bot.metrics import RECEIVED
from bot.receipts import keep_receipt
from bot.rows import insert_once, table
from channels.wire import Event, News, Receipt, Unread
from models import Address, Inbound
from models import Unread as UnreadRow
from models.clock import now
from models.prepared import Prepared
from models.store import Store
from models.trouble import is_conflict, is_passing, name_of
from services import phones

log = structlog.get_logger()

_INBOUND, _ADDRESS = table(Inbound), table(Address)
_INSERT_ONCE = insert_once(_INBOUND)
_IS_KEPT = Prepared(
    select(_INBOUND.c.id).where(
        *(_INBOUND.c[part] == bindparam(part) for part in ("channel", "account", "external_id"))
    )
)
_OWNED = Prepared(
    select(_ADDRESS.c.id).where(_ADDRESS.c.id == bindparam("address"), _ADDRESS.c.person_id == bindparam("person"))
)
_OF_ADDRESSES = frozenset({"left", "back", "moved"})
"""Events that are about an address: nobody is answered."""


class Inbox:
    """Keeps what channels hear and wakes the lanes of the people who wrote."""

    def __init__(self, store: Store, wake: Callable[[int], None]) -> None:
        self._store, self._wake = store, wake

    async def receive(self, news: Sequence[News]) -> None:
        """Return once everything is committed; an event received before is passed over."""
        try:
            people = await self._store.write(partial(keep_all, news=news))
        except Exception as fault:
            if is_passing(fault) and not is_conflict(fault):
                raise
            people = [await self._keep_or_set_aside(each) for each in news]
        for each, person in zip(news, people, strict=True):
            RECEIVED.labels(each.channel, _outcome(each, person)).inc()
            if person:
                self._wake(person)

    async def _keep_or_set_aside(self, news: News) -> int:
        """What no store takes is kept as it came: the vendor would repeat it for days."""
        try:
            return (await self._store.write(partial(keep_all, news=[news])))[0]
        except Exception as fault:
            if is_passing(fault):
                raise
            log.error("something received could not be kept", channel=news.channel, error=name_of(fault))
            raw = news.raw if isinstance(news, Event | Unread) else ""
            unread = Unread(news.channel, news.account, self._store.clock(), raw, type(fault).__name__)
            return (await self._store.write(partial(keep_all, news=[unread])))[0]


def keep_all(session: Session, news: Sequence[News]) -> list[int]:
    """Keep each; the person who is to be answered, 0 where nobody is."""
    return [_keep_one(session, each) for each in news]


def _keep_one(session: Session, news: News) -> int:
    match news:
        case Event(kind=kind) if kind in _OF_ADDRESSES:
            _note(session, news)
        case Event():
            return keep(session, news)
        case Receipt():
            keep_receipt(session, news)
        case Unread():
            session.add(
                UnreadRow(
                    channel=news.channel,
                    account=news.account,
                    raw=news.raw,
                    why=news.why,
                    received_at=news.received_at,
                )
            )
    return 0


def keep(session: Session, event: Event) -> int:
    """Write one inbound row, and the person and address of a newcomer. The person; 0 for an event that was here before.

    Unique on channel, account, external id.
    """
    known = at_name(session, event, event.address)
    if known is None or event.aliases:
        if _IS_KEPT.first(session, **_key(event)):
            return 0  # what it said of names may no longer be so
        known = find_known(session, event)
    elif is_given_up(session, event, known) and not _IS_KEPT.first(session, **_key(event)):
        known = let_go(session, event, known)
    person, address = arrive(session, event, known)
    if not _is_new(session, event, person, address):
        return 0
    person = _owner(session, event, person, address)
    if known is not None:
        note_word(session, known, event)
    if event.number:
        phones.prove(session, person, event.number, how=event.channel)
    return person


def _owner(session: Session, event: Event, person: int, address: int) -> int:
    """Whose the address of a row that was just written is: on PostgreSQL another writer may have made one of two
    addresses since it was looked up, and waited for no row that it could not see. So may one after the other, until
    the row is its owner's: whoever makes one of two waits for it then.
    """
    if session.get_bind().dialect.name == "sqlite":
        return person
    row = [_INBOUND.c[part] == value for part, value in _key(event).items()]
    while _OWNED.first(session, address=address, person=person) is None:
        person, address = arrive(session, event, find_known(session, event))
        session.execute(update(_INBOUND).where(*row).values(person_id=person, address_id=address))
    return person


def _note(session: Session, event: Event) -> None:
    """Take note of what is told of an address, once; of one that we do not know nothing needs to be noted."""
    if event.kind == "moved":
        hold_owners(session, event)
    known = named(session, event, event.text if event.kind == "moved" else event.address)
    if known is None or not _is_new(session, event, known.person_id, known.id):
        return
    if event.kind != "moved":
        set_reachable(session, known.id, reachable=event.kind == "back")
        return
    person = follow_number(session, event, known)
    if event.number:
        phones.prove(session, person, event.number, how=event.channel)


def _is_new(session: Session, event: Event, person: int, address: int) -> bool:
    """Write the inbound row; False when there is one. What is only noted is done with it."""
    noted = event.kind in _OF_ADDRESSES
    row = _INSERT_ONCE.first(
        session,
        **_key(event),
        person_id=person,
        address_id=address,
        body=None if noted else _body(event),
        status="done" if noted else "new",
        received_at=event.received_at,
        done_at=now(session) if noted else None,
    )
    return row is not None


def _key(event: Event) -> dict[str, str]:
    return {"channel": event.channel, "account": event.account, "external_id": event.external_id}


def _body(event: Event) -> dict[str, Any]:
    body = {
        "kind": event.kind,
        "text": event.text,
        "name": event.name,
        "reply_to": event.reply_to,
        "raw": event.raw,
    }
    return {name: value for name, value in body.items() if value}


def _outcome(news: News, person: int) -> str:
    if isinstance(news, Event) and news.kind not in _OF_ADDRESSES:
        return "new" if person else "repeated"
    return {Event: "address", Receipt: "receipt", Unread: "unread"}[type(news)]
