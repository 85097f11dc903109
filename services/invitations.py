"""Invitations: what a list says about people waits until they answer for themselves, and whoever made it learns no
answer.

A row looks the same to who imports it whatever became of it: new until it is invited, known for half a year, then new
again. See docs/decisions/0012-invited-not-entered.md.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypedDict

from sqlalchemy import case, delete, func, or_, select, update
from sqlalchemy.orm import Session

from locales import _
from models import Invitation, Person, Staff
from models.clock import now
from models.refusal import Refusal
from models.sealed import index_of
from services import audit, holders, members, notices, staff
from services.members import Town, Work

if TYPE_CHECKING:
    from services.rosters import Listed

GOOD_FOR: Final = timedelta(days=180)
FEWEST_TOLD: Final = 10
_CODE, _NUMBER, _IDENTITY = "invitation code", "invited number", "invited"
_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH: Final = 12


class Draft(TypedDict):
    """What a list says about somebody; `number` is E.164, `since` an ISO day."""

    name: str
    number: str | None
    email: str | None
    town: Town | None
    work: Work | None
    origins: list[str]
    languages: list[str]
    since: str | None


class Invited(TypedDict):
    """An invitation as its person reads it."""

    label: str
    draft: Draft


class Brought(TypedDict):
    """A list as the team of its country hears of it."""

    label: str
    invited: int


class Tally(NamedTuple):
    """How a list went: how many it invited, and how many accepted, in tens, and None below ten."""

    label: str
    since: datetime
    invited: int
    accepted: int | None


def new_code() -> str:
    """What stands in one person's link; only its keyed index is kept."""
    return "".join(secrets.choice(_LETTERS) for _letter in range(_LENGTH))


def known(session: Session, people: Sequence["Listed"]) -> set[int]:
    """The rows whose person was invited in the last half year, whatever they answered."""
    indexes = {_identity(session, each): each.row for each in people}
    lately = (Invitation.identity.in_(list(indexes)), Invitation.expires_at > now(session))
    return {indexes[found] for found in session.scalars(select(Invitation.identity).where(*lately))}


def invite(session: Session, actor_id: int | None, label: str, people: Mapping[str, "Listed"]) -> int:
    """Invite those who were not in the last half year, by the codes of their links; how many.

    For whoever declined once, or has answered, the link looks like any other and leads nowhere.
    """
    passed = known(session, list(people.values()))
    new = {code: each for code, each in people.items() if each.row not in passed}
    rows = _rows_of(session, list(new.values()))
    for code, each in new.items():
        row = rows[_identity(session, each)]
        row.label, row.actor_id, row.told = label, actor_id, False
        row.created_at, row.expires_at = now(session), now(session) + GOOD_FOR
        if row.status == "open":
            row.draft, row.code_index = dict(_draft(each)), index_of(session, _CODE, code)
    session.flush()
    _tell_who_is_here(session, [(each.number, rows[_identity(session, each)]) for each in new.values() if each.number])
    audit.record(session, actor_id, "invitation.made", None, people=len(new))
    return len(new)


def _rows_of(session: Session, people: Sequence["Listed"]) -> dict[bytes, Invitation]:
    """The invitations of these people by their identities, begun where there are none.

    Who declined with this number is not asked again, however their name is spelt.
    """
    numbers = {_identity(session, each): _number_index(session, each.number) for each in people}
    found = session.scalars(select(Invitation).where(Invitation.identity.in_(numbers)))
    rows = {row.identity: row for row in found}
    no = (Invitation.number_index.in_([each for each in numbers.values() if each]), Invitation.status == "declined")
    declined = set(session.scalars(select(Invitation.number_index).where(*no)))
    for identity, number in numbers.items():
        if identity not in rows:
            status = "declined" if number in declined else "open"
            rows[identity] = Invitation(identity=identity, number_index=number, status=status)
            session.add(rows[identity])
    return rows


def _tell_who_is_here(session: Session, rows: Sequence[tuple[str, Invitation]]) -> None:
    """Somebody who proved the number before, the last to do so, and has no card, is asked too."""
    asked = [(index_of(session, holders.PURPOSE, number), row) for number, row in rows if row.status == "open"]
    here = holders.holders(session, [index for index, _row in asked])
    for index, row in asked:
        if index in here and _may_be_asked(session, here[index]):
            _tell(session, here[index], row)


def tell_team(session: Session, label: str, home: str) -> None:
    """The team of a list's country hears of it once, for who is invited will ask them; of a list without a country
    those hear who look after all.
    """
    first = session.scalar(select(func.min(Invitation.id)).where(*_of_list(session, label)))
    if first is None:
        return
    team = select(Staff).join(Person, Person.id == Staff.person_id).where(Person.suspended_at.is_(None))
    for colleague in session.scalars(team).all():
        if not colleague.countries or home in colleague.countries:
            once = f"listed:{colleague.person_id}:{first}"
            notices.tell(session, colleague.person_id, "listed", key=once, invitation=first)


def brought(session: Session, person_id: int, invitation: int) -> Brought | None:
    """The list of an invitation, for the team; None once it was taken back."""
    row = session.get(Invitation, invitation)
    if row is None or staff.acting(session, person_id) is None:
        return None
    invited = session.scalar(select(func.count()).where(*_of_list(session, row.label))) or 0
    return {"label": row.label, "invited": invited} if invited else None


def recognise(session: Session, person_id: int) -> None:
    """Whoever proved a number that is on a list is asked once, if they agreed to the notice and have no card."""
    if not _may_be_asked(session, person_id):
        return
    numbers = holders.numbers_of(session, person_id)
    indexes = [index_of(session, _NUMBER, number) for number in numbers]
    mine = (Invitation.number_index.in_(indexes), Invitation.told.is_(False), *_still_open(session))
    row = session.scalar(select(Invitation).where(*mine).order_by(Invitation.id).limit(1))
    if row is not None:
        _tell(session, person_id, row)


def find(session: Session, person_id: int, *, code: str = "", card: int = 0) -> int | None:
    """The open invitation of a link's code, or one by itself, for who proved the number on it; None for any other.

    Whoever made the list has the links too, and would learn by opening them who answered. Where the list has no number
    nothing but the link can be asked for.
    """
    indexes = [index_of(session, _NUMBER, number) for number in holders.numbers_of(session, person_id)]
    by_number = Invitation.number_index.in_(indexes)
    if code:
        asked = Invitation.code_index == index_of(session, _CODE, code.upper())
        theirs = asked & or_(by_number, Invitation.number_index.is_(None))
    else:
        theirs = by_number & (Invitation.id == card)
    return session.scalar(select(Invitation.id).where(theirs, *_still_open(session)))


def read(session: Session, _person_id: int, invitation: int) -> Invited | None:
    """What `find` found, to be read by its person; None once it is answered."""
    row = session.get(Invitation, invitation)
    if row is None or row.status != "open" or row.draft is None:
        return None
    draft: Any = row.draft
    return {"label": row.label, "draft": draft}


def accept(session: Session, person_id: int, invitation: int) -> bool:
    """Keep that a person with a card took up an invitation: its draft goes, its languages are theirs where they named
    none. False when it was answered before.
    """
    told = read(session, person_id, invitation)
    if told is None or not _close(session, invitation, "accepted"):
        return False
    card = members.own_card(session, person_id)
    if card and told["draft"]["languages"] and not card["languages"]:
        members.edit(session, person_id, "languages", told["draft"]["languages"])
    audit.record(session, person_id, "invitation.accepted", person_id)
    return True


def decline(session: Session, person_id: int, invitation: int) -> None:
    """Delete what a list said; only keyed indexes stay, so that nobody is asked again."""
    if _close(session, invitation, "declined"):
        audit.record(session, person_id, "invitation.declined", person_id)


def about(session: Session, person_id: int) -> list[Invited]:
    """What lists say about the numbers a person proved, for their data."""
    found = (read(session, person_id, row.id) for row in _theirs(session, person_id))
    return [each for each in found if each is not None]


def forget(session: Session, person_id: int) -> None:
    """Decline every open invitation for the numbers a person proved: who leaves is not called back by a list."""
    for row in _theirs(session, person_id):
        _close(session, row.id, "declined")


def withdraw(session: Session, label: str) -> None:
    """Take a list back: what nobody answered goes, and all of it may be imported again. A name that no list has is
    refused: it is a slip, and what should go would stay.
    """
    if session.scalar(select(Invitation.id).where(*_of_list(session, label)).limit(1)) is None:
        raise Refusal(_("No list is called “{list}”. Its name is to be written as it was given.", list=label))
    session.execute(delete(Invitation).where(Invitation.label == label, Invitation.status == "open"))
    session.execute(update(Invitation).where(Invitation.label == label).values(expires_at=now(session)))
    audit.record(session, None, "invitation.withdrawn")


def tallies(session: Session) -> list[Tally]:
    """The lists of the last half year, and how many accepted: in tens from ten up, so that no answer is known by it.

    How many were invited tells nothing: who answered is counted as before.
    """
    accepted = func.sum(case((Invitation.status == "accepted", 1), else_=0))
    asked = select(Invitation.label, func.min(Invitation.created_at), func.count(), accepted)
    rows = session.execute(asked.where(Invitation.expires_at > now(session)).group_by(Invitation.label))
    return [Tally(label, since, n, _in_tens(int(number))) for label, since, n, number in sorted(map(tuple, rows))]


def expire(session: Session, chunk: int) -> int:
    """Delete what is half a year old; of what was declined the keyed indexes stay, without the name of the list."""
    old = select(Invitation).where(Invitation.expires_at <= now(session), Invitation.label != "").limit(chunk)
    rows = session.scalars(old.with_for_update(skip_locked=True)).all()
    for row in rows:
        if row.status == "declined":
            row.label = ""
        else:
            session.delete(row)
    return len(rows)


def _of_list(session: Session, label: str) -> tuple[Any, ...]:
    return (Invitation.label == label, Invitation.expires_at > now(session))


def _in_tens(number: int) -> int | None:
    return number // FEWEST_TOLD * FEWEST_TOLD or None


def _close(session: Session, invitation: int, status: str) -> bool:
    """Answer an invitation by one conditional update: of two who hold the same link one does."""
    open_ = (Invitation.id == invitation, Invitation.status == "open")
    closed = update(Invitation).where(*open_).values(status=status, draft=None, code_index=None)
    return session.scalar(closed.returning(Invitation.id)) is not None


def _theirs(session: Session, person_id: int) -> Iterator[Invitation]:
    indexes = [index_of(session, _NUMBER, number) for number in holders.numbers_of(session, person_id)]
    yield from session.scalars(
        select(Invitation).where(Invitation.number_index.in_(indexes), *_still_open(session)).order_by(Invitation.id)
    ).all()


def _still_open(session: Session) -> tuple[Any, ...]:
    return (Invitation.status == "open", Invitation.expires_at > now(session))


def _tell(session: Session, person_id: int, row: Invitation) -> None:
    row.told = True
    notices.tell(session, person_id, "invited", invitation=row.id)


def _may_be_asked(session: Session, person_id: int) -> bool:
    person = session.get_one(Person, person_id)
    return bool(person.noticed) and not person.is_member and person.suspended_at is None


def _draft(person: "Listed") -> Draft:
    return {
        "name": person.name,
        "number": person.number,
        "email": person.email,
        "town": person.town,
        "work": person.work,
        "origins": list(person.origins),
        "languages": list(person.languages),
        "since": person.since,
    }


def _number_index(session: Session, number: str | None) -> bytes | None:
    return index_of(session, _NUMBER, number) if number else None


def _identity(session: Session, person: "Listed") -> bytes:
    return index_of(session, _IDENTITY, person.identity)
