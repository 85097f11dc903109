"""The directory: who may see whose card. The only way to another person's data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypedDict

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from models import Block, Knock, Member, MemberOrigin, MemberTerm, Mentor, Mentorship, Person, Sighting, Staff
from models.clock import now
from services import limits, names, people
from services.wishes import Wish, written_term

FOUND_AT_MOST = 30
LIKE_ENOUGH = 80
"""Of 100: from here on two spellings may be one name."""
LONG_ENOUGH_FOR_TYPOS = 4
SPELLINGS_LOOKED_AT = 500

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


def search(session: Session, person_id: int, wish: Wish) -> list[int]:
    """Members that the person may see and who fit a wish, those confirmed last first; ids only.

    A word without a hit as it is written is looked up in the spellings that are like it; where nobody fits at all, the
    whole message is tried as a name.
    """
    people.check_standing(session, person_id)
    if wish.is_empty:
        return []
    listed = fitting = _listed_for(session, person_id)
    for group in wish.groups():
        fitting = _having(fitting, group)
    exact = [_spelt(word) for word in wish.words]
    found = _ids(session, fitting, exact) or _ids(session, fitting, [_alike(session, group) for group in exact])
    if found or not wish.name or wish.name == wish.words:
        return found
    return _ids(session, listed, [_spelt(word) for word in wish.name])


def see(session: Session, person_id: int, member_ids: Sequence[int]) -> list[int]:
    """Count cards as seen today; those of them that the daily budget still covers."""
    today = now(session).date()
    mine = select(Sighting.member_id).where(Sighting.person_id == person_id, Sighting.day == today)
    seen, left = set(session.scalars(mine)), limits.cards_left(session, person_id)
    shown: list[int] = []
    for member_id in member_ids:
        if member_id not in seen:
            if left == 0:
                continue
            session.add(Sighting(person_id=person_id, day=today, member_id=member_id))
            left -= 1
        shown.append(member_id)
    return shown


def read_card(session: Session, viewer_id: int, member_id: int) -> Card | None:
    """A card as this person may see it now; None when it is not, or no longer, for them."""
    if viewer_id == member_id:
        own = session.get(Member, member_id)
        return _card(session, own, full=True) if own else None
    member = session.scalars(_visible_to(session, viewer_id).where(Member.person_id == member_id)).one_or_none()
    return _card(session, member, full=_acquainted(session, viewer_id, member_id)) if member else None


def read_cards(session: Session, viewer_id: int, member_ids: Sequence[int]) -> list[Card]:
    """Those of several cards that this person may see now, in the order given."""
    cards = (read_card(session, viewer_id, member_id) for member_id in member_ids)
    return [card for card in cards if card]


def view_as(session: Session, person_id: int, who: ViewAs) -> Card | None:
    """One's own card as others get it, by the rule they get it by; None: they do not."""
    origins = frozenset(_origins(session, person_id))
    viewers = {
        "member": Viewer(member=True),
        "national": Viewer(member=True, origins=origins),
        "staff": Viewer(staff=True, countries=origins),
        "public": Viewer(),
    }
    rule = (_listed(now(session)), _admits(viewers[who]), Member.person_id == person_id)
    member = session.scalars(_cards().where(*rule)).one_or_none()
    return _card(session, member, full=False, public=who == "public") if member else None


def _visible_to(session: Session, viewer_id: int) -> Select[Member]:
    """Every card this person may open: those listed for them, and those of people who came to their door."""
    viewer = _viewer(session, viewer_id)
    if viewer is None:
        return _cards().where(_introduced(viewer_id), _between(viewer_id))
    listed = and_(_listed(now(session)), _admits(viewer))
    return _cards().where(or_(listed, _introduced(viewer_id)), _between(viewer_id))


def _listed_for(session: Session, viewer_id: int) -> Select[Member]:
    """Every card this person may find."""
    viewer = _viewer(session, viewer_id)
    admitted = _admits(viewer) if viewer else false()
    return _cards().where(_listed(now(session)), admitted, _between(viewer_id), Member.person_id != viewer_id)


def _viewer(session: Session, person_id: int) -> Viewer | None:
    """Only members and staff in good standing look at cards."""
    person, staff = session.get_one(Person, person_id), session.get(Staff, person_id)
    if person.suspended_at is not None or not (person.is_member or staff):
        return None
    return Viewer(
        member=person.is_member,
        origins=frozenset(_origins(session, person_id)),
        staff=staff is not None,
        countries=frozenset(staff.countries if staff else ()),
    )


def _cards() -> Select[Member]:
    return select(Member).join(Person, Person.id == Member.person_id).where(*_here())


def _here() -> tuple[ColumnElement[bool], ...]:
    return (Person.is_member.is_(True), Person.erased_at.is_(None), Person.suspended_at.is_(None))


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


def _acquainted(session: Session, one: int, other: int) -> bool:
    """Whether a door was opened between two people: then they know each other by full name."""
    pair = (one, other)
    knocks = exists().where(Knock.sender_id.in_(pair), Knock.receiver_id.in_(pair), Knock.status == "accepted")
    mentorships = exists().where(
        Mentorship.mentee_id.in_(pair), Mentorship.mentor_id.in_(pair), Mentorship.status == "accepted"
    )
    return bool(session.scalar(select(or_(knocks, mentorships))))


def _origins(session: Session, person_id: int) -> list[str]:
    return list(session.scalars(select(MemberOrigin.country).where(MemberOrigin.member_id == person_id)))


def _card(session: Session, member: Member, *, full: bool, public: bool = False) -> Card:
    """The public is told the country somebody lives in, never the town."""
    mentor = session.get(Mentor, member.person_id)
    return {
        "id": member.person_id,
        "kind": member.kind,
        "name": member.name if full or member.kind == "organisation" else names.shorten(member.name),
        "origins": sorted(_origins(session, member.person_id)),
        "country": member.country,
        "city_id": None if public else member.city_id,
        "city": "" if public else member.city_text,
        "profession": member.profession,
        "work": member.profession_text,
        "languages": list(member.languages),
        "skills": list(member.skills),
        "offers": list(member.offers),
        "mentors": mentor is not None and mentor.open,
        "confirmed": member.confirmed_at.date().isoformat(),
    }


def _ids(session: Session, listed: Select[Member], words: list[list[str]]) -> list[int]:
    for group in words:
        listed = _having(listed, group)
    newest = listed.with_only_columns(Member.person_id).order_by(Member.confirmed_at.desc(), Member.person_id)
    return list(session.scalars(newest.limit(FOUND_AT_MOST)))


def _having(listed: Select[Member], terms: list[str]) -> Select[Member]:
    return listed.where(Member.person_id.in_(select(MemberTerm.member_id).where(MemberTerm.term.in_(terms))))


def _spelt(word: str) -> list[str]:
    return [word, written_term(word)]


def _alike(session: Session, group: list[str]) -> list[str]:
    """The spellings of a word that cards really have: those that begin alike and differ little."""
    word = group[0]
    if len(word) < LONG_ENOUGH_FOR_TYPOS:
        return group
    begins = word[:2]
    spelt = select(MemberTerm.term).where(MemberTerm.term.between(begins, f"{begins}zzzz")).distinct()
    # a store that sorts by the rules of a language passes over the colon of "w:…"
    known = [term for term in session.scalars(spelt.limit(SPELLINGS_LOOKED_AT)) if term.startswith(begins)]
    close = process.extract(word, known, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=5)
    return group + [term for term, _score, _place in close]
