"""Changing one's number: a code shown where one wrote from until now, typed where one writes from the new number."""

from typing import TypedDict

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from locales import _
from models import Address, JoinCode, Outbox, Person, Staff
from models.clock import now
from models.refusal import Refusal
from models.sealed import index_of
from services import audit, joining, limits, notices, people, phones

PURPOSE = "number code"


class Moved(TypedDict):
    """Whether a code was good."""

    moved: bool


def offer_code(session: Session, person_id: int) -> str:
    """A code that takes this conversation to a new number within 15 minutes; where it was shown is let go then.

    A device that joined later has no say in this: whoever led somebody into a conversation would take it from them.
    """
    address = _active(session, person_id)
    if not address.trusted:
        raise Refusal(_("Please do this on the device from which you wrote to me first."))
    session.execute(delete(JoinCode).where(JoinCode.person_id == person_id))
    code = joining.draw()
    index = index_of(session, PURPOSE, code)
    until = now(session) + joining.GOOD_FOR
    session.add(JoinCode(index=index, person_id=person_id, expires_at=until, leaves=address.id))
    audit.record(session, person_id, "number.offered", person_id)
    return f"{code[:4]}-{code[4:]}"


def move(session: Session, person_id: int, code: str) -> Moved:
    """Bring the conversation that a code was shown in here, where its owner has proved the new number.

    What was proved where the code was shown is found no more, and words still on their way to that number do not
    follow: it may be somebody else's soon.
    """
    _check_newcomer(session, person_id)
    taken = _take(session, person_id, code)
    if taken is None:
        audit.record(session, person_id, "join.missed", person_id)
        return {"moved": False}
    host, old = taken
    here = _active(session, person_id).id
    _leave(session, host, old, here)
    joining.take_over(session, person_id, host, trusted=session.get(Staff, host) is None)
    session.get_one(Person, host).active_address_id = here
    audit.record(session, host, "number.moved", host)
    return {"moved": True}


def _check_newcomer(session: Session, person_id: int) -> None:
    people.check_standing(session, person_id)
    limits.check(session, person_id, limits.JOINING)
    if session.get_one(Person, person_id).is_member or session.get(Staff, person_id) is not None:
        raise Refusal(
            _("This conversation has a card of its own. Erase it first, under “my data”, then type the code again.")
        )
    if not phones.has_number(session, person_id):
        raise Refusal(_("I do not know yet that the new number is yours. Please share your own contact here."))


def _take(session: Session, person_id: int, code: str) -> tuple[int, int] | None:
    """Whose code it is, and the address to be let go; used up by one conditional update."""
    at = now(session)
    usable = (
        JoinCode.index == index_of(session, PURPOSE, joining.bare(code)),
        JoinCode.used_at.is_(None),
        JoinCode.expires_at > at,
        JoinCode.person_id != person_id,
        JoinCode.leaves.in_(select(Address.id).where(Address.person_id == JoinCode.person_id)),
    )
    used = update(JoinCode).where(*usable).values(used_at=at).returning(JoinCode.person_id, JoinCode.leaves)
    row = session.execute(used).first()
    return (row.person_id, row.leaves) if row else None


def _leave(session: Session, host: int, old: int, here: int) -> None:
    """Let the old address go, which is told so; what was to be pushed to it is pushed here."""
    channel = session.get_one(Address, old).channel
    pushes = (Outbox.address_id == old, Outbox.push.is_(True), Outbox.status.in_(("queued", "waiting")))
    session.execute(update(Outbox).where(*pushes).values(address_id=here))
    phones.forget(session, host, {channel})
    stranger = joining.let_go(session, old)
    joining.revoke(session, host)
    notices.tell(session, stranger, "number_moved")


def _active(session: Session, person_id: int) -> Address:
    """The address somebody writes from."""
    active = session.get_one(Person, person_id).active_address_id
    wrote = (Address.person_id == person_id, Address.id == active) if active else (Address.person_id == person_id,)
    return session.scalars(select(Address).where(*wrote).order_by(Address.last_active_at.desc()).limit(1)).one()
