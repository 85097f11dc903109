"""Canaries: invented members whom only somebody meets who pages through everyone, and how staff hear of it.

Nobody is ever put on hold by itself: moderators look, and decide.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, TypedDict

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from locales import _
from models import Member, MemberOrigin, Person, Sighting, Staff, Watch
from models.clock import now
from models.refusal import Refusal
from services import audit, limits, names, notices, queue, staff

if TYPE_CHECKING:
    from services.members import Town, Work

SHOWN_AFTER = 2 / 3
"""Of the cards of a day, or for who is new here of a week: people who look for somebody have found them by then."""
FULL_ENOUGH = 3
"""Cards on a screen; with fewer of them one more would be looked at closely."""


class Canary(TypedDict):
    id: int
    name: str
    town: str


class Watched(TypedDict):
    """Somebody who met a canary, as moderators see them; how many distinct cards they saw."""

    id: int
    name: str | None
    today: int
    week: int
    met: int
    suspended: bool


def make(session: Session, person_id: int, *, country: str, name: str, town: "Town", work: "Work | None") -> int:
    """Invent a member with roots in a country; nobody searches, counts or writes to them."""
    staff.require(session, person_id, "administrator", country)
    at = now(session)
    invented = Person(created_at=at, is_member=True)
    session.add(invented)
    session.flush()
    member = Member(
        person_id=invented.id,
        kind="abroad",
        name=names.kept(name, "abroad"),
        city_id=town["id"],
        city_text=town["text"],
        country=town["country"],
        profession=work["code"] if work else None,
        profession_text=work["text"] if work else "",
        audience="members",
        canary=True,
        created_at=at,
        confirmed_at=at,
    )
    session.add_all([member, MemberOrigin(member_id=invented.id, country=country)])
    audit.record(session, person_id, "canary.made", invented.id)
    return invented.id


def list_canaries(session: Session, person_id: int, country: str) -> list[Canary]:
    """The invented members of a country, for its administrators."""
    staff.require(session, person_id, "administrator", country)
    found = session.scalars(_of(country).order_by(Member.person_id))
    return [{"id": each.person_id, "name": each.name, "town": each.city_text} for each in found]


def remove(session: Session, person_id: int, canary_id: int) -> None:
    """Let an invented member go."""
    canary = session.get(Member, canary_id)
    if canary is None or not canary.canary:
        raise Refusal(_("This card is no longer here."))
    for country in session.scalars(select(MemberOrigin.country).where(MemberOrigin.member_id == canary_id)):
        staff.require(session, person_id, "administrator", country)
    session.delete(session.get_one(Person, canary_id))
    audit.record(session, person_id, "canary.removed", canary_id)


def mingle(session: Session, person_id: int, page: Sequence[int]) -> list[int]:
    """A screen of cards; late in a day of many, the last of them gives its place to a canary that looks like them."""
    if len(page) < FULL_ENOUGH or not _looks_at_many(session, person_id, len(page)):
        return list(page)
    canary = next((each for each in _unseen(session, person_id) if _resembles(session, each, page)), None)
    return list(page) if canary is None else [*page[:-1], canary.person_id]


def meet(session: Session, person_id: int, member_id: int, how: Literal["opened", "knocked"]) -> bool:
    """Whether this was a canary; if so it is kept, and moderators hear of it, once a day for each person."""
    member = session.get(Member, member_id)
    if member is None or not member.canary:
        return False
    at = now(session)
    session.add(Watch(person_id=person_id, how=how, at=at))
    for colleague in session.scalars(select(Staff).where(Staff.person_id != person_id)):
        if staff.includes(colleague.role, "moderator") and queue.covers_person(session, colleague, person_id):
            once = f"watched:{colleague.person_id}:{person_id}:{at.date().isoformat()}"
            notices.tell(session, colleague.person_id, "watched", key=once, person=person_id)
    return True


def read_watched(session: Session, person_id: int, other_id: int) -> Watched | None:
    """Somebody in one's care who met a canary lately."""
    mine = staff.require(session, person_id, "moderator")
    person, at = session.get(Person, other_id), now(session)
    met = session.scalar(select(func.count()).where(Watch.person_id == other_id, Watch.at > at - limits.MONTH)) or 0
    if person is None or not met or not queue.covers_person(session, mine, other_id):
        return None
    member = session.get(Member, other_id)
    return {
        "id": other_id,
        "name": names.shorten(member.name) if member else None,
        "today": limits.cards_seen(session, other_id, limits.DAY),
        "week": limits.cards_seen(session, other_id, limits.WEEK),
        "met": met,
        "suspended": person.suspended_at is not None,
    }


def _of(country: str) -> Select[Member]:
    rooted = select(MemberOrigin.member_id).where(MemberOrigin.country == country)
    return select(Member).where(Member.canary, Member.person_id.in_(rooted))


def _looks_at_many(session: Session, person_id: int, more: int) -> bool:
    for span, most in limits.spans_of(session, person_id, limits.CARDS):
        is_first_day = span is limits.CARDS.spans[0] and most == span.new
        if not is_first_day and limits.cards_seen(session, person_id, span.time) + more >= most * SHOWN_AFTER:
            return True
    return False


def _unseen(session: Session, person_id: int) -> Sequence[Member]:
    """The canaries this member has not met."""
    if not session.get_one(Person, person_id).is_member:
        return []
    met = select(Sighting.member_id).where(Sighting.person_id == person_id)
    found = select(Member).where(Member.canary, Member.person_id.not_in(met)).order_by(Member.person_id)
    return session.scalars(found).all()


def _resembles(session: Session, canary: Member, page: Sequence[int]) -> bool:
    """Whether it has all that the cards of a screen have in common: it would stand out else."""
    cards = session.scalars(select(Member).where(Member.person_id.in_(page))).all()
    alike = all(
        len({getattr(card, answer) for card in cards}) > 1 or getattr(cards[0], answer) == getattr(canary, answer)
        for answer in ("kind", "country", "city_id", "profession")
    )
    common = set.intersection(*(_roots(session, card) for card in cards)) if cards else set()
    return bool(cards) and alike and common <= _roots(session, canary)


def _roots(session: Session, member: Member) -> set[str]:
    return set(session.scalars(select(MemberOrigin.country).where(MemberOrigin.member_id == member.person_id)))
