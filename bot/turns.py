"""Turns: an event becomes a screen, in one transaction with all it changes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, insert, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.exits import Exits
from bot.posts import pack, unpack
from bot.reach import SessionReach
from bot.rows import AnyRow, table
from channels.wire import Post
from conversation.hearing import Heard, Outcome
from conversation.screen import Shown
from conversation.standing import Router, Standing
from conversation.state import State, dump, load
from conversation.taking import take
from conversation.talk import Look
from conversation.tokens import Tokens
from conversation.turn import Turn
from conversation.words import number
from locales import Language, _, language
from models import Address, Inbound, Outbox, Person, Staff, Talk
from models.clock import now
from models.message import LEASE
from models.person import lock_person
from models.prepared import Prepared
from models.sealed import keyring_of
from services.consents import VERSIONS

UNDISTURBED = timedelta(minutes=10)
"""While a question is younger than this, pushes wait."""

_INBOUND, _OUTBOX, _TALK = table(Inbound), table(Outbox), table(Talk)
_PERSON, _ADDRESS, _STAFF = table(Person), table(Address), table(Staff)

_NEXT = Prepared(
    select(
        _INBOUND.c.id,
        _INBOUND.c.address_id,
        _INBOUND.c.body,
        _INBOUND.c.received_at,
        _PERSON.c.language,
        _PERSON.c.noticed,
        _PERSON.c.is_member,
        _PERSON.c.active_address_id,
        _ADDRESS.c.channel,
        _ADDRESS.c.account,
        _ADDRESS.c.external_id,
        _ADDRESS.c.trusted,
        _ADDRESS.c.heard_at,
        _ADDRESS.c.rung_at,
        _STAFF.c.role,
        _STAFF.c.countries,
        _TALK.c.state,
    )
    .join_from(_INBOUND, _PERSON, _PERSON.c.id == _INBOUND.c.person_id)
    .join(_ADDRESS, _ADDRESS.c.id == _INBOUND.c.address_id)
    .outerjoin(_STAFF, _STAFF.c.person_id == _PERSON.c.id)
    .outerjoin(_TALK, _TALK.c.person_id == _PERSON.c.id)
    .where(_INBOUND.c.person_id == bindparam("person"), _INBOUND.c.status == literal_column("'new'"))
    .order_by(_INBOUND.c.id)
    .limit(1)
)
_ANSWER = Prepared(insert(_OUTBOX).returning(_OUTBOX.c.id))
_DONE = Prepared(
    update(_INBOUND)
    .where(_INBOUND.c.id == bindparam("row"))
    .values(status=bindparam("ending"), body=None, done_at=bindparam("at"))
)
_KEEP = Prepared(
    **{
        name: (kept := dialect.insert(_TALK)).on_conflict_do_update(
            index_elements=["person_id"],
            set_={part: kept.excluded[part] for part in ("state", "busy_until", "updated_at")},
        )
        for name, dialect in {"sqlite": sqlite, "postgresql": postgresql}.items()
    }
)


class LookNeeded(Exception):
    """A turn needs a heavy read first; raising it undoes what the turn has written.

    `moved` says that the person writes from another address than before: `follow` them first, for what they may see
    is judged by the address they write from.
    """

    def __init__(self, look: Look, *, moved: bool = False) -> None:
        super().__init__(look.slot)
        self.look, self.moved = look, moved


@dataclass(frozen=True, slots=True)
class Answered:
    """A turn that was taken: which event, and the post for its address."""

    inbound: int
    received_at: datetime
    channel: str
    account: str
    address_id: int
    address: str
    post: Post
    sending: bool


def take_turn(
    session: Session,
    person: int,
    router: Router,
    exits: Exits,
    looked: dict[str, Any],
    *,
    patient: bool = False,
) -> Answered | None:
    """Take the oldest waiting event of a person; None when there is none, or another process has the person.

    Raises LookNeeded for a heavy read, and OnItsWay, if `patient`, for the end of a sending; the answer is in the
    outbox and the event done when this returns.
    """
    if not owns(session, person):
        return None
    event = _NEXT.first(session, person=person)
    if event is None:
        return None
    _follow(session, person, event)
    moved = event.active_address_id != event.address_id
    run = _run_id(event.id)
    turn = open_turn(session, person, event, state=load(event.state), router=router, run=run, patient=patient)
    turn.looked = looked
    heard = _heard(event, run)
    echo = echo_of(heard, turn.state, turn.tokens) if event.channel in exits.pulled else ""
    try:
        outcome = take(turn, heard)
    except Look as look:
        raise LookNeeded(look, moved=moved) from None
    return settle(session, person, event, outcome, exits, echo=echo)


def owns(session: Session, person: int) -> bool:
    """Whether this transaction has the person to itself; SQLite's one writer has everyone."""
    return session.get_bind().dialect.name == "sqlite" or lock_person(session, person)


def _heard(event: AnyRow, run: str) -> Heard:
    body = event.body or {}
    return Heard(body.get("kind", "text"), body.get("text", ""), event.received_at, run)


def echo_of(heard: Heard, state: State, tokens: Tokens) -> str:
    """What a person did, for a channel that shows both sides: their words, or the label of the choice they meant."""
    said = number(heard.text) if heard.kind == "text" else None
    for offer in (*state.offers, *state.notices):
        pressed = heard.kind == "choice" and tokens.write(offer.run, offer.action) == heard.text
        if pressed or offer.number == said:
            return offer.label
    return heard.text if heard.kind == "text" else ""


def open_turn(
    session: Session, person: int, known: AnyRow, *, state: State, router: Router, run: str, patient: bool = False
) -> Turn:
    """A turn of a person whose rights were read with them."""
    trusted = bool(known.trusted)
    standing = Standing(
        noticed=known.noticed >= VERSIONS["notice"],
        member=known.is_member,
        staff=known.role if trusted else None,
        countries=tuple(known.countries or ()) if trusted else (),
    )
    reach = SessionReach(session, person, standing, address=known.address_id, trusted=trusted, patient=patient)
    keyring = keyring_of(session.get_bind().dialect)
    tokens = Tokens(person, lambda data: keyring.mac("choice", data))
    return Turn(state, language(known.language), now(session), reach, router, tokens, run)


def settle(
    session: Session,
    person: int,
    event: AnyRow,
    outcome: Outcome,
    exits: Exits,
    *,
    echo: str = "",
    ending: str = "done",
) -> Answered:
    """Write the screen, the state and the end of the event. Where a channel is pulled, being on disk is being sent."""
    at = now(session)
    body = pack(outcome.shown, echo, (event.body or {}).get("reply_to", ""))
    status = exits.standing_of(event.channel, event.account, event.external_id, at)
    row = put(session, person, event.address_id, body, status)
    keep_state(session, person, outcome.state, row)
    _DONE.all(session, row=event.id, ending=ending, at=at)
    _speak(session, person, event, outcome.language)
    post = unpack(row, body, push=False, at=at, heard_at=event.heard_at, rung_at=event.rung_at)
    return Answered(
        event.id,
        event.received_at,
        event.channel,
        event.account,
        event.address_id,
        event.external_id,
        post,
        status == "sending",
    )


def put(session: Session, person: int, address: int, body: dict[str, Any], status: str) -> int:
    """An answer in the outbox; one that is being sent is claimed for the sender that this turn hands it to."""
    at = now(session)
    row: int = _ANSWER.value(
        session,
        person_id=person,
        address_id=address,
        push=False,
        body=body,
        status=status,
        attempts=int(status == "sending"),
        due_at=at,
        lease_until=at + LEASE if status == "sending" else None,
        created_at=at,
        sent_at=at if status == "sent" else None,
    )
    return row


def keep_state(session: Session, person: int, state: State, row: int) -> None:
    """Keep where the conversation stands; what was offered in this turn was offered in outbox row `row`."""
    state.row = row
    for offer in state.offers:
        offer.row = offer.row or row
    busy = now(session) + UNDISTURBED if state.top and not state.aside else None
    write_state(session, person, state, busy)


def write_state(session: Session, person: int, state: State, busy: datetime | None) -> None:
    """Write the one JSON value, and until when the person is not to be disturbed."""
    _KEEP.all(session, person_id=person, state=dump(state), busy_until=busy, updated_at=now(session))


def set_aside(session: Session, person: int, inbound: int, exits: Exits) -> Answered | None:
    """Mark an event as one that cannot be digested, and tell its person that it is our fault and nothing is lost."""
    event = _NEXT.first(session, person=person)
    if event is None or event.id != inbound:
        return None
    spoken = language(event.language)
    state = load(event.state)
    shown = Shown("fault", "", spoken.say(_FAULT), (), spoken.code)
    return settle(session, person, event, Outcome(shown, state, spoken), exits, ending="failed")


_FAULT = _(
    "Something broke on our side, and we will look at it. What you gave is kept. Please write again, or write “menu”."
)


def follow(session: Session, person: int) -> None:
    """Go with a person to the address their oldest waiting event came from."""
    event = _NEXT.first(session, person=person)
    if event is not None:
        _follow(session, person, event)


def _follow(session: Session, person: int, event: AnyRow) -> None:
    """Pushes go to the address that wrote last, and staff rights are those of that address."""
    if event.active_address_id != event.address_id:
        session.execute(update(_PERSON).where(_PERSON.c.id == person).values(active_address_id=event.address_id))
        session.execute(update(_ADDRESS).where(_ADDRESS.c.id == event.address_id).values(last_active_at=now(session)))


def _speak(session: Session, person: int, event: AnyRow, spoken: Language) -> None:
    """The person is spoken to in the language they chose, in what is pushed to them too."""
    if event.language != spoken.code:
        session.execute(update(_PERSON).where(_PERSON.c.id == person).values(language=spoken.code))


def _run_id(event: int) -> str:
    """Short, and the same at every try of the same event."""
    letters = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while event:
        event, digit = divmod(event, 36)
        text = letters[digit] + text
    return text


def waiting_people(session: Session) -> list[tuple[int, int]]:
    """Everyone with events that are not done, and how many."""
    counted = select(_INBOUND.c.person_id, func.count()).where(_INBOUND.c.status == "new")
    return [(person, events) for person, events in session.execute(counted.group_by(_INBOUND.c.person_id))]


def count_attempt(session: Session, person: int) -> tuple[int, int] | None:
    """Count a failed try of a person's oldest event: its row and how many there were."""
    event = _NEXT.first(session, person=person)
    if event is None:
        return None
    counted = (
        update(_INBOUND)
        .where(_INBOUND.c.id == event.id)
        .values(attempts=_INBOUND.c.attempts + 1)
        .returning(_INBOUND.c.attempts)
    )
    return event.id, session.execute(counted).scalar_one()
