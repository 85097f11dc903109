"""Knocks: asking to be put in touch. Nobody's contact is given out before they open the door."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TypedDict

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from locales import _
from models import Block, Knock, Person, Report
from models.clock import now
from models.refusal import Refusal
from services import audit, canaries, consents, limits, mentoring, notices, people, queue, verified
from services.directory import Card, read_card
from services.verified import Verified

OPEN_FOR = timedelta(days=14)
TOLD_BY_THEN = timedelta(days=100)
"""Longer than anybody can rest: until then an answer may still have to be told."""
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class Knocking(TypedDict):
    """A knock as one of its two sees it. To its sender a block or a report looks like a no.

    `verified` is what its receiver may know of who asks.
    """

    id: int
    sent: bool
    other: Card | None
    words: str
    status: str
    by_phone: bool
    contact: str | None
    on: str
    verified: Verified | None


def check_knock(session: Session, person_id: int, member_id: int) -> None:
    """Refuse a knock at a card one does not see, a second one in two weeks, or one beyond the day's limit."""
    people.check_standing(session, person_id)
    if read_card(session, person_id, member_id) is None or person_id == member_id:
        raise Refusal(_("This card is no longer here. Shall we look for someone else?"))
    if _asked_lately(session, person_id, member_id):
        raise Refusal(_("You wrote to this person not long ago. Give them a little time; answers arrive here."))
    limits.check(session, person_id, limits.KNOCKS)


def knock(session: Session, person_id: int, member_id: int, words: str) -> int:
    """Ask a member to be put in touch, in up to 300 characters. The knock's id."""
    check_knock(session, person_id, member_id)
    left = _write(session, person_id, member_id, words, "waiting")
    if not canaries.meet(session, person_id, member_id, "knocked"):
        notices.tell(session, member_id, "knock", knock=left.id)
    audit.record(session, person_id, "knock.sent", member_id, knock=left.id)
    return left.id


def tell_again(session: Session, person_id: int) -> int:
    """Tell someone who comes back of the knocks that wait at their door; how many."""
    found = waiting(session, person_id)
    for each in found:
        notices.tell(session, person_id, "knock", knock=each)
    return len(found)


def waiting(session: Session, person_id: int) -> list[int]:
    """The knocks that wait for one's answer, the oldest first."""
    rows = select(Knock.id).where(Knock.receiver_id == person_id, Knock.status == "waiting").order_by(Knock.id)
    return [each for each in session.scalars(rows) if read_knock(session, person_id, each)]


def between(session: Session, person_id: int, member_id: int) -> int | None:
    """What one goes on with instead of knocking: the open door between two people, or the other's knock at one's own.

    Of several, the one through which a contact was given.
    """
    if blocked(session, person_id, member_id):
        return None
    mine = (Knock.sender_id == person_id) & (Knock.receiver_id == member_id) & (Knock.status == "accepted")
    theirs = (Knock.sender_id == member_id) & (Knock.receiver_id == person_id)
    answerable = theirs & Knock.status.in_(("accepted", "waiting"))
    nearest = (Knock.status == "waiting", mine & Knock.contact.is_not(None))
    rows = select(Knock.id).where(or_(mine, answerable)).order_by(*(each.desc() for each in nearest), Knock.id.desc())
    return next((each for each in session.scalars(rows) if read_knock(session, person_id, each)), None)


def read_knock(session: Session, person_id: int, knock_id: int) -> Knocking | None:
    """A knock, for the two it concerns and nobody else; none across a block, nor with people on hold.

    A no is still told to its sender then, or its absence would tell of the block.
    """
    found = session.get(Knock, knock_id)
    if found is None or person_id not in (found.sender_id, found.receiver_id):
        return None
    sent = found.sender_id == person_id
    other = found.receiver_id if sent else found.sender_id
    if other and (not sent or found.status == "accepted") and _apart(session, person_id, other):
        return None
    if not sent and _came_too_late(session, found):
        return None
    hidden = sent and found.phone_index is not None and found.status != "accepted"
    return {
        "id": found.id,
        "sent": sent,
        "other": read_card(session, person_id, other) if other and not hidden else None,
        "words": "" if sent and _is_over(session, found) else found.words or "",
        "status": _status_for(found, sent=sent),
        "by_phone": found.phone_index is not None,
        "contact": found.contact if sent or found.status == "accepted" else None,
        "on": found.created_at.date().isoformat(),
        "verified": None if sent else verified.read(session, found.sender_id),
    }


def sent(session: Session, person_id: int) -> list[int]:
    """The knocks one sent that wait for an answer, as far as one may know, the latest first."""
    mine = (Knock.sender_id == person_id, Knock.withdrawn_at.is_(None), Knock.created_at > now(session) - OPEN_FOR)
    at_a_card = and_(Knock.phone_index.is_(None), Knock.status == "waiting")
    by_phone = and_(Knock.phone_index.is_not(None), Knock.status != "accepted")
    rows = select(Knock.id).where(*mine, or_(at_a_card, by_phone)).order_by(Knock.id.desc())
    return list(session.scalars(rows))


def withdraw(session: Session, person_id: int, knock_id: int) -> None:
    """Take back a knock that waits; nobody is told, and its words are forgotten.

    One by phone number is taken back whatever became of it, for its sender may not know. It still counts, or asking
    again would be another ring at the door.
    """
    if knock_id not in sent(session, person_id):
        raise Refusal(_("This request has been answered, or is no longer waiting."))
    found = session.get_one(Knock, knock_id, with_for_update=True)
    found.withdrawn_at = now(session)
    if found.status in ("waiting", "held"):
        found.status, found.words = "expired", None
    audit.record(session, person_id, "knock.withdrawn", knock=knock_id)


def check_waiting(session: Session, person_id: int, knock_id: int) -> None:
    """Refuse to answer a knock that is not one's own, or waits no longer."""
    people.check_standing(session, person_id)
    _waiting_for(session, person_id, knock_id)


def accept(session: Session, person_id: int, knock_id: int, contact: str | None) -> None:
    """Open the door, and give the contact its owner chose; none: words are passed on through the bot."""
    people.check_standing(session, person_id)
    found = _waiting_for(session, person_id, knock_id)
    _answer(session, person_id, found, "accepted")
    found.contact = contact
    notices.tell(session, found.sender_id, "knock_accepted", knock=found.id)


def decline(session: Session, person_id: int, knock_id: int) -> None:
    """Leave the door closed; the other is told kindly, without a reason."""
    found = _waiting_for(session, person_id, knock_id)
    _answer(session, person_id, found, "declined")
    _tell_no(session, found)


def block(session: Session, person_id: int, knock_id: int) -> None:
    """Never hear from them again, nor they from me; the other is told what a no tells."""
    found = _received(session, person_id, knock_id)
    if found.status == "waiting":
        _answer(session, person_id, found, "blocked")
        _tell_no(session, found)
    block_person(session, person_id, found.sender_id)


def block_person(session: Session, person_id: int, other_id: int) -> None:
    """From now on neither finds, sees nor reaches the other; what waits between them is closed.

    To the other each request that waited gets a no: one that went without a word would tell of the block. Who has also
    written by number, and so may wait for what it stirs, gets none now: their request ends as one that nobody answered.
    """
    if session.get(Block, (person_id, other_id)) is None:
        session.add(Block(blocker_id=person_id, blocked_id=other_id, created_at=now(session)))
        audit.record(session, person_id, "person.blocked", other_id)
    is_tried = _wrote_by_number(session, other_id, person_id)
    for waiting in _open_knocks(session, person_id, other_id):
        if waiting.sender_id == other_id and waiting.phone_index is None and is_tried:
            continue
        _answer(session, person_id, waiting, "blocked")
        if waiting.sender_id == other_id:
            _tell_no(session, waiting)
    mentoring.part(session, person_id, other_id)


def report(session: Session, person_id: int, knock_id: int, words: str | None) -> None:
    """Tell staff about a knock or a passed-on word, and block who sent it. They are not told."""
    found = _received(session, person_id, knock_id)
    limits.check(session, person_id, limits.REPORTS)
    at = now(session)
    told = Report(
        reporter_id=person_id, reported_id=found.sender_id, knock_id=knock_id, words=words, status="open", created_at=at
    )
    session.add(told)
    session.flush()
    queue.tell_of_report(session, told)
    if found.status == "waiting":
        _answer(session, person_id, found, "reported")
        _tell_no(session, found)
    block_person(session, person_id, found.sender_id)
    audit.record(session, person_id, "report.made", found.sender_id, knock=knock_id)


def check_door(session: Session, person_id: int, knock_id: int) -> int:
    """Who stands on the other side of an open door; refused where it is closed, or beyond the day's limit."""
    people.check_standing(session, person_id)
    door = session.get(Knock, knock_id)
    if door is None or door.status != "accepted" or person_id not in (door.sender_id, door.receiver_id):
        raise Refusal(_("This conversation is closed."))
    other_id = door.receiver_id if door.sender_id == person_id else door.sender_id
    if other_id is None or _apart(session, person_id, other_id):
        raise Refusal(_("This conversation is closed."))
    limits.check(session, person_id, limits.MESSAGES)
    return other_id


def pass_on(session: Session, person_id: int, knock_id: int, words: str) -> None:
    """Carry a word between two people who opened the door to each other, without a contact given out."""
    other_id = check_door(session, person_id, knock_id)
    sent = _write(session, person_id, other_id, words, "accepted")
    notices.tell(session, other_id, "message", knock=sent.id)
    audit.record(session, person_id, "message.sent", other_id, knock=sent.id)


def blocked(session: Session, one: int, other: int) -> bool:
    """Whether either of two people blocked the other."""
    return session.get(Block, (one, other)) is not None or session.get(Block, (other, one)) is not None


def hand_over(session: Session, guest_id: int, person_id: int) -> None:
    """Make what a guest sent and received the words of the person they turn out to be, whatever became of it; so are
    the doors open to them, whom they blocked, who blocked them, and what was reported.

    Words that would now come to oneself, or across a block, wait on as if nobody had ever had the number.
    """
    _hand_over_blocks(session, guest_id, person_id)
    for side in (Report.reporter_id, Report.reported_id):
        session.execute(update(Report).where(side == guest_id).values({side: person_id}))
    mine = or_(Knock.sender_id == guest_id, Knock.receiver_id == guest_id)
    for each in session.scalars(select(Knock).where(mine)).all():
        each.sender_id = person_id if each.sender_id == guest_id else each.sender_id
        each.receiver_id = person_id if each.receiver_id == guest_id else each.receiver_id
        to_oneself = each.receiver_id == each.sender_id
        across = each.status == "waiting" and each.receiver_id and blocked(session, each.sender_id, each.receiver_id)
        if to_oneself or across:
            each.receiver_id, each.status = None, "waiting"


def _hand_over_blocks(session: Session, guest_id: int, person_id: int) -> None:
    """A block between the two is over: they are one. Who waited across one that now holds gets a no, or they would
    wait for a word that never comes.
    """
    theirs = select(Block).where(or_(Block.blocker_id == guest_id, Block.blocked_id == guest_id))
    for each in session.scalars(theirs).all():
        one = person_id if each.blocker_id == guest_id else each.blocker_id
        other = person_id if each.blocked_id == guest_id else each.blocked_id
        since = each.created_at
        session.delete(each)
        session.flush()
        if one != other and session.get(Block, (one, other)) is None:
            session.add(Block(blocker_id=one, blocked_id=other, created_at=since))
            session.flush()
        for waiting in _open_knocks(session, one, other):
            _answer(session, one, waiting, "blocked")
            _tell_no(session, waiting)
    session.execute(delete(Block).where(Block.blocker_id == Block.blocked_id))


def expire(session: Session, chunk: int) -> int:
    """Close knocks that waited two weeks and forget their words; how many of at most `chunk`."""
    due = (
        select(Knock).where(Knock.status == "waiting", Knock.due_at <= now(session)).order_by(Knock.due_at).limit(chunk)
    )
    late = session.scalars(due.with_for_update(skip_locked=True)).all()
    for each in late:
        each.status, each.words = "expired", None
        if each.phone_index is None:
            notices.tell(session, each.sender_id, "knock_expired", knock=each.id)
    return len(late)


def forget(session: Session, chunk: int) -> int:
    """Forget the words and contacts of knocks answered long ago, but for reported ones; how many of at most `chunk`."""
    answered = (Knock.status.in_(("declined", "blocked", "accepted")), Knock.due_at <= now(session) - TOLD_BY_THEN)
    due = select(Knock).where(*answered).order_by(Knock.due_at).limit(chunk)
    old = session.scalars(due.with_for_update(skip_locked=True)).all()
    for each in old:
        each.words, each.contact, each.due_at = None, None, _NEVER
    return len(old)


def _write(session: Session, sender_id: int, receiver_id: int, words: str, status: str) -> Knock:
    at = now(session)
    written = Knock(
        sender_id=sender_id,
        receiver_id=receiver_id,
        words=words,
        status=status,
        created_at=at,
        due_at=at + OPEN_FOR,
    )
    session.add(written)
    session.flush()
    return written


def _answer(session: Session, person_id: int, found: Knock, status: str) -> None:
    found.status, found.answered_at = status, now(session)
    audit.record(session, person_id, f"knock.{status}", found.sender_id, knock=found.id)


def _tell_no(session: Session, found: Knock) -> None:
    """A no to a knock by phone number would tell that the number is known here."""
    if found.phone_index is None:
        notices.tell(session, found.sender_id, "knock_declined", knock=found.id)


def _received(session: Session, person_id: int, knock_id: int) -> Knock:
    found = session.get(Knock, knock_id, with_for_update=True)
    if found is None or found.receiver_id != person_id:
        raise Refusal(_("This request is no longer here."))
    return found


def _waiting_for(session: Session, person_id: int, knock_id: int) -> Knock:
    found = _received(session, person_id, knock_id)
    if found.status != "waiting" or _apart(session, person_id, found.sender_id):
        raise Refusal(_("This request has been answered, or is no longer waiting."))
    return found


def _asked_lately(session: Session, one: int, other: int) -> bool:
    """Once in two weeks, whatever the answer was; after a yes they have each other's word."""
    refused = Knock.status.in_(("waiting", "declined", "blocked", "reported"))
    lately = select(Knock.id).where(
        Knock.sender_id == one,
        Knock.receiver_id == other,
        Knock.phone_index.is_(None),
        or_(refused, Knock.withdrawn_at.is_not(None)),
        Knock.created_at > now(session) - OPEN_FOR,
    )
    return session.scalar(lately.limit(1)) is not None


def _wrote_by_number(session: Session, one: int, other: int) -> bool:
    lately = Knock.created_at > now(session) - OPEN_FOR
    theirs = (Knock.sender_id == one, Knock.receiver_id == other, Knock.phone_index.is_not(None), lately)
    return session.scalar(select(Knock.id).where(*theirs).limit(1)) is not None


def _is_away(session: Session, person_id: int) -> bool:
    """On hold, or on the way to being erased."""
    person = session.get_one(Person, person_id)
    return person.suspended_at is not None or person.erased_at is not None


def _apart(session: Session, person_id: int, other_id: int) -> bool:
    """Whether nothing passes between two people any more."""
    return blocked(session, person_id, other_id) or _is_away(session, person_id) or _is_away(session, other_id)


def _came_too_late(session: Session, found: Knock) -> bool:
    """Whether it came by a phone number by which its owner has since chosen not to be found."""
    by_phone = found.phone_index is not None and found.status == "waiting"
    return by_phone and not consents.holds(session, found.receiver_id or 0, "phone")


def _open_knocks(session: Session, one: int, other: int) -> Iterable[Knock]:
    either = or_(
        (Knock.sender_id == one) & (Knock.receiver_id == other),
        (Knock.sender_id == other) & (Knock.receiver_id == one),
    )
    return session.scalars(select(Knock).where(either, Knock.status == "waiting")).all()


def _is_over(session: Session, found: Knock) -> bool:
    """A knock by phone number is forgotten by its sender on the same day, whatever became of it."""
    blind = found.phone_index is not None and found.status != "accepted"
    return blind and (found.withdrawn_at is not None or found.created_at <= now(session) - OPEN_FOR)


def _status_for(found: Knock, *, sent: bool) -> str:
    if not sent:
        return found.status
    if found.phone_index is not None and found.status != "accepted":
        return "waiting"
    return "declined" if found.status in ("blocked", "reported") else found.status
