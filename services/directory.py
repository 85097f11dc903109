"""The directory: who may see whose card. The only way to another person's data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypedDict

from sqlalchemy import ColumnElement, Select, and_, exists, false, literal, or_, select, union
from sqlalchemy.orm import Session

from locales import _
from models import Block, Knock, Member, MemberOrigin, Mentor, Mentorship, Person, Sighting
from models.clock import now
from models.refusal import Refusal
from services import canaries, limits, names, people, staff

SEEN_ENOUGH = _("You have seen as many cards as I show in a day, a week or a month. More tomorrow, or in some days.")

ViewAs = Literal["member", "national", "staff", "public"]


class Card(TypedDict):
    """What one person sees of another. `name` is given name and initial until a door was opened between them."""

    id: int
    kind: str
    name: str
    origins: list[str]
    country: str | None
    city_id: int | None
    city: str
    profession: str | None
    work: str
    languages: list[str]
    skills: list[str]
    offers: list[str]
    mentors: bool
    confirmed: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a search may compare of one card with what one viewer wished; an answer that is not for them is empty.

    `name` is the full name, to be compared and never shown.
    """

    id: int
    kind: str
    name: str
    origins: tuple[str, ...]
    country: str | None
    city_id: int | None
    city: str
    profession: str | None
    work: str
    languages: tuple[str, ...]
    skills: tuple[str, ...]
    offers: tuple[str, ...]
    mentors: bool
    confirmed_at: datetime


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking: what is shown follows from this alone. Staff without countries are for all of them."""

    member: bool = False
    origins: frozenset[str] = frozenset()
    staff: bool = False
    countries: frozenset[str] = frozenset()


def may_look(session: Session, person_id: int) -> bool:
    """Whether this person sees other people's cards at all: members and staff do."""
    people.check_standing(session, person_id)
    return _viewer(session, person_id) is not None


def facts(session: Session, viewer_id: int, member_ids: Sequence[int]) -> list[Facts]:
    """What may be compared of those of several members whom this person may find now; in no order."""
    found = session.scalars(listed_for(session, viewer_id).where(Member.person_id.in_(member_ids))).all()
    ids = [member.person_id for member in found]
    origins, mentors = _origins(session, ids), _mentors(session, ids)
    return [_facts(member, origins[member.person_id], mentors=member.person_id in mentors) for member in found]


def see(session: Session, person_id: int, member_ids: Sequence[int]) -> list[int]:
    """Count cards as seen today; those of them that the daily budget still covers.

    The search may be long ago: who is gone since then shows nothing, and costs nothing. Each screen of a search counts
    as one search.
    """
    limits.check(session, person_id, limits.SEARCHES)
    limits.spend(session, person_id, limits.SEARCHES)
    return _count(session, person_id, canaries.mingle(session, person_id, member_ids))


def look_at(session: Session, person_id: int, member_id: int) -> bool:
    """Count one card as seen today, as it is opened; refused where the budget does not cover it."""
    if not _count(session, person_id, [member_id]):
        raise Refusal(limits.said_of_cards(session, person_id))
    canaries.meet(session, person_id, member_id, "opened")
    return True


def _count(session: Session, person_id: int, member_ids: Sequence[int]) -> list[int]:
    today = now(session).date()
    mine = select(Sighting.member_id).where(Sighting.person_id == person_id, Sighting.day == today)
    seen, left = set(session.scalars(mine)), limits.cards_left(session, person_id)
    here = set(session.scalars(select(Person.id).where(Person.id.in_(member_ids))))
    shown: list[int] = []
    for member_id in member_ids:
        if member_id in here - seen:
            if left == 0:
                continue
            session.add(Sighting(person_id=person_id, day=today, member_id=member_id))
            seen.add(member_id)
            left -= 1
        shown.append(member_id)
    return shown


def read_card(session: Session, viewer_id: int, member_id: int) -> Card | None:
    """A card as this person may see it now; None when it is not, or no longer, for them."""
    return next(iter(read_cards(session, viewer_id, [member_id])), None)


def read_cards(session: Session, viewer_id: int, member_ids: Sequence[int]) -> list[Card]:
    """Those of several cards that this person may see now, in the order given."""
    visible = session.scalars(_visible_to(session, viewer_id).where(Member.person_id.in_(member_ids)))
    found = {member.person_id: member for member in visible}
    members = [found[each] for each in member_ids if each in found]
    return _cards(session, members, known=_acquainted(session, viewer_id, member_ids) | {viewer_id})


def view_as(session: Session, person_id: int, who: ViewAs) -> Card | None:
    """One's own card as others get it, by the rule they get it by; None: they do not."""
    origins = frozenset(_origins(session, [person_id])[person_id])
    viewers = {
        "member": Viewer(member=True),
        "national": Viewer(member=True, origins=origins),
        "staff": Viewer(staff=True, countries=origins),
        "public": Viewer(),
    }
    rule = (_listed(now(session)), _admits(viewers[who]), Member.person_id == person_id)
    members = session.scalars(_members().where(_here(), *rule)).all()
    return next(iter(_cards(session, members, known=set(), public=who == "public")), None)


def _visible_to(session: Session, viewer_id: int) -> Select[Member]:
    """Every card this person may open: their own, those listed for them, those of people who came to their door."""
    viewer = _viewer(session, viewer_id)
    admitted = and_(_listed(now(session)), _admits(viewer)) if viewer else false()
    free = session.get_one(Person, viewer_id).suspended_at is None
    others = and_(literal(free), _here(), _between(viewer_id), or_(admitted, _introduced(viewer_id)))
    return _members().where(or_(Member.person_id == viewer_id, others))


def listed_for(session: Session, viewer_id: int) -> Select[Member]:
    """Every card this person may find."""
    viewer = _viewer(session, viewer_id)
    admitted = _admits(viewer) if viewer else false()
    others = Member.person_id != viewer_id
    real = Member.canary.is_(False)
    return _members().where(_here(), _listed(now(session)), admitted, _between(viewer_id), others, real)


def _viewer(session: Session, person_id: int) -> Viewer | None:
    """Only members and staff in good standing look at cards."""
    person, colleague = session.get_one(Person, person_id), staff.acting(session, person_id)
    if person.suspended_at is not None or not (person.is_member or colleague):
        return None
    return Viewer(
        member=person.is_member,
        origins=frozenset(_origins(session, [person_id])[person_id]),
        staff=colleague is not None,
        countries=frozenset(colleague.countries if colleague else ()),
    )


def _members() -> Select[Member]:
    return select(Member).join(Person, Person.id == Member.person_id)


def _here() -> ColumnElement[bool]:
    return and_(Person.is_member.is_(True), Person.erased_at.is_(None), Person.suspended_at.is_(None))


def _listed(at: datetime) -> ColumnElement[bool]:
    """Neither hidden nor resting."""
    rested = or_(Person.paused_until.is_(None), Person.paused_until <= at)
    return and_(Member.hidden_at.is_(None), Person.stopped_at.is_(None), rested)


def _admits(viewer: Viewer) -> ColumnElement[bool]:
    """The owner's word: nobody, staff, members linked to the same country, members, or everyone."""
    rules = [Member.audience == "public"]
    if viewer.member:
        rules.append(Member.audience == "members")
        rules.append(and_(Member.audience == "country", _linked_to(viewer.origins)))
    if viewer.staff:
        scope = (_linked_to(viewer.countries),) if viewer.countries else ()
        rules.append(and_(Member.audience != "nobody", *scope))
    return or_(*rules)


def _linked_to(countries: frozenset[str]) -> ColumnElement[bool]:
    return exists().where(MemberOrigin.member_id == Member.person_id, MemberOrigin.country.in_(countries))


def _introduced(viewer_id: int) -> ColumnElement[bool]:
    """Who knocks, or asks for a mentor, shows who they are; who opened the door stays known."""
    knocked = exists().where(
        Knock.sender_id == Member.person_id, Knock.receiver_id == viewer_id, Knock.status.in_(("waiting", "accepted"))
    )
    opened = exists().where(
        Knock.sender_id == viewer_id, Knock.receiver_id == Member.person_id, Knock.status == "accepted"
    )
    asked = exists().where(
        Mentorship.mentee_id == Member.person_id,
        Mentorship.mentor_id == viewer_id,
        Mentorship.status.in_(("asked", "accepted")),
    )
    mentors = exists().where(
        Mentorship.mentee_id == viewer_id, Mentorship.mentor_id == Member.person_id, Mentorship.status == "accepted"
    )
    return or_(knocked, opened, asked, mentors)


def _between(viewer_id: int) -> ColumnElement[bool]:
    """No block, in either direction."""
    mine = and_(Block.blocker_id == viewer_id, Block.blocked_id == Member.person_id)
    theirs = and_(Block.blocked_id == viewer_id, Block.blocker_id == Member.person_id)
    return ~exists().where(or_(mine, theirs))


def _acquainted(session: Session, person_id: int, others: Sequence[int]) -> set[int]:
    """With whom of these a door was opened: they know each other by full name."""
    opened = [
        select(there).where(here == person_id, there.in_(others), status == "accepted")
        for here, there, status in (
            (Knock.sender_id, Knock.receiver_id, Knock.status),
            (Knock.receiver_id, Knock.sender_id, Knock.status),
            (Mentorship.mentee_id, Mentorship.mentor_id, Mentorship.status),
            (Mentorship.mentor_id, Mentorship.mentee_id, Mentorship.status),
        )
    ]
    return {known for known in session.scalars(union(*opened)) if known is not None}


def _origins(session: Session, member_ids: Sequence[int]) -> dict[int, list[str]]:
    rows = session.execute(
        select(MemberOrigin.member_id, MemberOrigin.country)
        .where(MemberOrigin.member_id.in_(member_ids))
        .order_by(MemberOrigin.country)
    )
    origins: dict[int, list[str]] = {member_id: [] for member_id in member_ids}
    for member_id, country in rows:
        origins[member_id].append(country)
    return origins


def _mentors(session: Session, member_ids: Sequence[int]) -> set[int]:
    return set(session.scalars(select(Mentor.person_id).where(Mentor.person_id.in_(member_ids), Mentor.open)))


def _cards(session: Session, members: Sequence[Member], *, known: set[int], public: bool = False) -> list[Card]:
    ids = [member.person_id for member in members]
    origins, mentors = _origins(session, ids), _mentors(session, ids)
    return [
        _card(
            member,
            origins[member.person_id],
            full=member.person_id in known,
            mentors=member.person_id in mentors,
            public=public,
        )
        for member in members
    ]


def _facts(member: Member, origins: list[str], *, mentors: bool) -> Facts:
    return Facts(
        id=member.person_id,
        kind=member.kind,
        name=member.name,
        origins=tuple(origins),
        country=member.country,
        city_id=member.city_id,
        city=member.city_text,
        profession=member.profession,
        work=member.profession_text,
        languages=tuple(member.languages),
        skills=tuple(member.skills),
        offers=tuple(member.offers),
        mentors=mentors,
        confirmed_at=member.confirmed_at,
    )


def _card(member: Member, origins: list[str], *, full: bool, mentors: bool, public: bool) -> Card:
    """The public is told the country somebody lives in, never the town."""
    return {
        "id": member.person_id,
        "kind": member.kind,
        "name": member.name if full or member.kind == "organisation" else names.shorten(member.name),
        "origins": origins,
        "country": member.country,
        "city_id": None if public else member.city_id,
        "city": "" if public else member.city_text,
        "profession": member.profession,
        "work": member.profession_text,
        "languages": list(member.languages),
        "skills": list(member.skills),
        "offers": list(member.offers),
        "mentors": mentors,
        "confirmed": member.confirmed_at.date().isoformat(),
    }
