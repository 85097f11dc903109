"""Taking a conversation to another device: a code shown on one, typed on the other."""

import re
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import TypedDict

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from locales import _
from models import Address, ExportLink, Inbound, JoinCode, Outbox, Person, Staff
from models.clock import now
from models.refusal import Refusal
from models.sealed import index_of
from services import alerts, audit, knocks, limits, notices, people, phones

GOOD_FOR = timedelta(minutes=15)
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
_ALONE = re.compile(rf"[{LETTERS}]{{4}}[-‐‑–—][{LETTERS}]{{4}}", re.IGNORECASE)
PURPOSE = "join code"


class Joined(TypedDict):
    """Whether a code was good."""

    joined: bool


def offer_code(session: Session, person_id: int) -> str:
    """A code that brings this conversation to one other device within 15 minutes; an older one is no longer good."""
    session.execute(delete(JoinCode).where(JoinCode.person_id == person_id))
    code = draw()
    index = index_of(session, PURPOSE, code)
    session.add(JoinCode(index=index, person_id=person_id, expires_at=now(session) + GOOD_FOR))
    audit.record(session, person_id, "join.offered", person_id)
    return f"{code[:4]}-{code[4:]}"


def join(session: Session, person_id: int, code: str) -> Joined:
    """Bring the device that types a code to the conversation it was shown in; without staff rights.

    A wrong code is an answer, not a refusal: what is refused leaves no rows, and wrong tries are counted.
    """
    people.check_standing(session, person_id)
    limits.check(session, person_id, limits.JOINING)
    if session.get_one(Person, person_id).is_member or session.get(Staff, person_id) is not None:
        raise Refusal(
            _("This conversation has a card of its own. Erase it first, under “my data”, then type the code again.")
        )
    host = _take(session, person_id, code)
    if host is None:
        audit.record(session, person_id, "join.missed", person_id)
        return {"joined": False}
    _move(session, person_id, host)
    return {"joined": True}


def _take(session: Session, person_id: int, code: str) -> int | None:
    """Whose code it is, used up by one conditional update: of two devices that type it at once one joins."""
    at = now(session)
    usable = (
        JoinCode.index == index_of(session, PURPOSE, bare(code)),
        JoinCode.used_at.is_(None),
        JoinCode.expires_at > at,
        JoinCode.person_id != person_id,
        JoinCode.leaves.is_(None),
    )
    return session.scalar(update(JoinCode).where(*usable).values(used_at=at).returning(JoinCode.person_id))


def has_others(session: Session, person_id: int) -> bool:
    """Whether devices have joined this conversation."""
    return bool(_joined(session, person_id))


def send_away(session: Session, person_id: int) -> None:
    """Make the devices that joined strangers again, who see nothing more of this conversation; what they wrote last,
    and was not taken up yet, goes with them.

    So do the numbers proved on their channels: who led somebody into a conversation shall not keep their number.
    """
    others, person = _joined(session, person_id), session.get_one(Person, person_id)
    if person.active_address_id in others:
        raise Refusal(_("Please do this on the device from which you wrote to me first."))
    sent_away = select(Address.channel).where(Address.id.in_(others))
    phones.forget(session, person_id, session.scalars(sent_away).all())
    for address in others:
        let_go(session, address)
    revoke(session, person_id)
    audit.record(session, person_id, "join.undone", person_id, devices=len(others))


def revoke(session: Session, person_id: int) -> None:
    """Make good for nothing what a device that is let go may have kept: codes to join by, links to the data."""
    for kept in (JoinCode, ExportLink):
        session.execute(delete(kept).where(kept.person_id == person_id))


def let_go(session: Session, address_id: int) -> int:
    """Make whoever writes from an address a stranger, with nothing that waits for it; the stranger's number."""
    address = session.get_one(Address, address_id)
    stranger = Person(language=session.get_one(Person, address.person_id).language, created_at=now(session))
    session.add(stranger)
    session.flush()
    limits.carry(session, address.person_id, stranger.id)
    address.person_id, address.trusted = stranger.id, True
    session.flush()
    session.execute(delete(Inbound).where(Inbound.address_id == address_id, Inbound.status == "new"))
    session.execute(delete(Outbox).where(Outbox.address_id == address_id, Outbox.status != "sending"))
    return stranger.id


def _joined(session: Session, person_id: int) -> Sequence[int]:
    joined = select(Address.id).where(Address.person_id == person_id, Address.trusted.is_(False))
    return session.scalars(joined).all()


def _move(session: Session, guest_id: int, person_id: int) -> None:
    """Give the guest's addresses to the person, with what they proved, asked and subscribed to.

    What is left of the guest goes with the next sweep of the erased.
    """
    take_over(session, guest_id, person_id, trusted=False)
    audit.record(session, person_id, "join.joined", person_id)
    shown_on = session.get_one(Person, person_id).active_address_id or 0
    notices.tell(session, person_id, "joined", address=shown_on)  # the newcomer may write before it is told


def take_over(session: Session, guest_id: int, person_id: int, *, trusted: bool) -> None:
    """Make a guest and a person one: what the guest wrote and was not heard yet, and what waits for them, comes too."""
    _hand_over(session, guest_id, person_id)
    session.execute(update(Address).where(Address.person_id == guest_id).values(person_id=person_id, trusted=trusted))
    unheard = update(Inbound).where(Inbound.person_id == guest_id, Inbound.status == "new")
    session.execute(unheard.values(person_id=person_id))
    unsent = update(Outbox).where(Outbox.person_id == guest_id, Outbox.status.in_(("queued", "waiting")))
    session.execute(unsent.values(person_id=person_id))
    session.get_one(Person, guest_id).erased_at = now(session)


def become_one(session: Session, host_id: int, guest_id: int) -> None:
    """Two people turn out to be one, as their channel says: what was the guest's is the host's.

    Where the guest has a card nothing is thrown away: it rests, until its owner asks the team.
    """
    guest = session.get_one(Person, guest_id)
    session.execute(update(Address).where(Address.person_id == guest_id).values(person_id=host_id))
    if guest.is_member:
        guest.stopped_at = now(session)
    else:
        _hand_over(session, guest_id, host_id)
        guest.erased_at = now(session)
    audit.record(session, None, "join.same", host_id, other=guest_id)


def _hand_over(session: Session, guest_id: int, person_id: int) -> None:
    for hand_over in (limits.carry, phones.hand_over, knocks.hand_over, alerts.hand_over):
        hand_over(session, guest_id, person_id)


def is_code(text: str) -> bool:
    """Whether a text is a code alone, as it is shown, with its dash.

    Only then is it told from a name (“Jean-Marc”) and from a number (“9712-3456”): a code has letters and digits.
    """
    said = "".join(letter for letter in text if letter.isprintable()).strip()
    return _ALONE.fullmatch(said) is not None and _is_mixed(said)


def draw() -> str:
    """A code with letters and digits both."""
    code = "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
    return code if _is_mixed(code) else draw()


def _is_mixed(code: str) -> bool:
    return any(letter.isdigit() for letter in code) and any(letter.isalpha() for letter in code)


def bare(code: str) -> str:
    """A code without what people write around it."""
    return "".join(letter for letter in code.upper() if letter in LETTERS)
