"""Phone numbers: proved by their owners, and found blindly by those who already know them."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import ColumnElement, bindparam, delete, select, update
from sqlalchemy.orm import Session

from locales import _
from models import Consent, Knock, Person, ProvedNumber
from models.clock import now
from models.prepared import Prepared
from models.refusal import Refusal
from models.sealed import index_of
from services import audit, consents, invitations, knocks, limits, notices, people
from services.directory import read_card
from services.holders import PURPOSE, holder
from world.phones import country_of

SWEPT_AFTER = timedelta(seconds=30)

_HAS_NUMBER = Prepared(select(ProvedNumber.id).where(ProvedNumber.person_id == bindparam("person")).limit(1))


def prove(session: Session, person_id: int, number: str, how: str) -> None:
    """Keep that a person showed an E.164 number to be theirs: by sharing their contact, or by writing from it.

    From then on it is theirs before it is anybody else's.
    """
    index = index_of(session, PURPOSE, number)
    if holder(session, index) == person_id:
        return
    mine = (ProvedNumber.person_id == person_id, ProvedNumber.index == index)
    again = update(ProvedNumber).where(*mine).values(proved_at=now(session)).returning(ProvedNumber.id)
    if session.scalar(again) is not None:
        return
    proved = ProvedNumber(person_id=person_id, index=index, number=number, how=how, proved_at=now(session))
    session.add(proved)
    audit.record(session, person_id, "number.proved", person_id, how=how)
    invitations.recognise(session, person_id)


def check_own(session: Session, person_id: int, number: str) -> None:
    """Refuse a number that its sender has not proved: it was typed, or stands on somebody else's contact."""
    if not owns(session, person_id, number):
        raise Refusal(_("I cannot see that this number is yours. Please share your own contact, nobody else’s."))


def owns(session: Session, person_id: int, number: str) -> bool:
    """Whether a person proved this number, E.164, to be theirs."""
    return number in own_numbers(session, person_id)


def hand_over(session: Session, guest_id: int, person_id: int) -> None:
    """Make the numbers a guest proved those of the person they turn out to be; one that both proved is one."""
    known = select(ProvedNumber.index).where(ProvedNumber.person_id == person_id).scalar_subquery()
    shown = update(ProvedNumber).where(ProvedNumber.person_id == guest_id, ProvedNumber.index.not_in(known))
    session.execute(shown.values(person_id=person_id))


def forget(session: Session, person_id: int, channels: Collection[str]) -> None:
    """Forget the numbers a person proved on these channels."""
    session.execute(delete(ProvedNumber).where(ProvedNumber.person_id == person_id, ProvedNumber.how.in_(channels)))


def own_numbers(session: Session, person_id: int) -> list[str]:
    """The numbers a person proved, E.164, the latest first."""
    mine = select(ProvedNumber.number).where(ProvedNumber.person_id == person_id)
    return list(session.scalars(mine.order_by(ProvedNumber.proved_at.desc(), ProvedNumber.id.desc())))


def homes(session: Session, person_id: int) -> list[str]:
    """The countries whose numbers a person may write without a country code: of their own number, card and roots."""
    own = [country_of(number) for number in own_numbers(session, person_id)]
    card = read_card(session, person_id, person_id)
    known = [*own, card["country"], *card["origins"]] if card else own
    return list(dict.fromkeys(code for code in known if code))


def has_number(session: Session, person_id: int) -> bool:
    return _HAS_NUMBER.first(session, person=person_id) is not None


def is_findable(session: Session, person_id: int) -> bool:
    """Whether those who know one's number may send a word."""
    return consents.holds(session, person_id, "phone")


def set_findable(session: Session, person_id: int, *, findable: bool) -> None:
    """Let those who know one's number send a word, or no longer."""
    if findable:
        consents.give(session, person_id, "phone")
    else:
        consents.withdraw(session, person_id, "phone")


def check_knock(session: Session, person_id: int, number: str) -> None:
    """Refuse a second word to a number in two weeks, or one beyond the day's limit: by the sender's own acts alone."""
    people.check_standing(session, person_id)
    lately = select(Knock.id).where(
        Knock.sender_id == person_id,
        Knock.phone_index == index_of(session, PURPOSE, number),
        Knock.created_at > now(session) - knocks.OPEN_FOR,
    )
    if session.scalar(lately.limit(1)) is not None:
        raise Refusal(_("You wrote to this number not long ago. If they wish to answer, you will know here."))
    limits.check(session, person_id, limits.NUMBERS)


def knock_by_phone(session: Session, person_id: int, number: str, words: str) -> None:
    """Leave a word for whoever has this number.

    The same row is written and the same answer given whether somebody has it or not: nothing here looks.
    """
    check_knock(session, person_id, number)
    at = now(session)
    left = Knock(
        sender_id=person_id,
        phone_index=index_of(session, PURPOSE, number),
        words=words,
        status="held",
        created_at=at,
        due_at=at + SWEPT_AFTER,
    )
    session.add(left)
    audit.record(session, person_id, "knock.left")


def resolve_phone_knocks(session: Session, chunk: int) -> int:
    """Bring words left for a number to those who may be found by it; how many rows were taken, found or not.

    A row without anyone waits out its time like every other, so that nothing later tells them apart.
    """
    due = select(Knock).where(Knock.status == "held", Knock.due_at <= now(session)).order_by(Knock.due_at).limit(chunk)
    held = session.scalars(due.with_for_update(skip_locked=True)).all()
    for each in held:
        each.status, each.due_at = "waiting", each.created_at + knocks.OPEN_FOR
        receiver = _receiver(session, each)
        if receiver is not None:
            each.receiver_id = receiver
            notices.tell(session, receiver, "knock", knock=each.id)
    return len(held)


def _receiver(session: Session, knock: Knock) -> int | None:
    """Whoever proved the number last, if they agreed to be found by it; neither blocked nor gone.

    Nobody before them: a number that changed hands would bring its former owner words that are not for them.
    """
    found = select(Person.id).where(
        Person.id == holder(session, knock.phone_index),
        Person.id != knock.sender_id,
        Person.erased_at.is_(None),
        Person.suspended_at.is_(None),
        _agreed(),
    )
    receiver = session.scalar(found)
    return None if receiver is None or knocks.blocked(session, knock.sender_id, receiver) else receiver


def _agreed() -> ColumnElement[bool]:
    return (
        select(Consent.id)
        .where(
            Consent.person_id == Person.id,
            Consent.purpose == "phone",
            Consent.version == consents.VERSIONS["phone"],
            Consent.withdrawn_at.is_(None),
        )
        .exists()
    )
