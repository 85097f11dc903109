"""The directory: who may see what of whom. The only way to another person's data."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, TypedDict

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Function,
    ScalarSelect,
    Select,
    String,
    and_,
    any_,
    bindparam,
    cast,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute, Session

from locales import _
from models import Block, Knock, Member, MemberOrigin, Mentor, Mentorship, Person, Sighting, Staff
from models.base import Moment
from models.clock import now
from models.prepared import Prepared
from models.refusal import Refusal
from services import canaries, freshness, limits, names, people, staff
from services.visibility import (
    FIELDS,
    INTRODUCED,
    OFFERED,
    Audience,
    Field,
    Viewer,
    admitted,
    introduced,
    levels,
    marks_for,
)

SEEN_ENOUGH = _("You have seen as many cards as I show in a day, a week or a month. More tomorrow, or in some days.")

ViewAs = Literal["member", "national", "abroad", "mentor", "staff", "public"]
_Column: TypeAlias = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]


class Card(TypedDict):
    """What one person sees of another: an answer that is not for them is empty.

    `name` is given name and initial until a door was opened between them; `kind` is empty where it would tell in which
    country somebody lives.
    """

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
class Looker:
    """A person who sees other people's cards, and as whom they do."""

    id: int
    viewer: Viewer

    @property
    def marks(self) -> list[str]:
        """Under which marks of the index they search."""
        return marks_for(self.viewer)


def levels_of(member: Member) -> dict[Field, Audience]:
    """The audience of each answer of somebody's card, as its owner chose it."""
    chosen: Audience = member.audience  # type: ignore[assignment]  # the store holds it to these words
    return levels(chosen, member.shown)  # type: ignore[arg-type]  # as do the verbs that set it


def may_look(session: Session, person_id: int) -> bool:
    """Whether this person sees other people's cards at all: members and staff do."""
    people.check_standing(session, person_id)
    return _viewer(session, person_id) is not None


def looker(session: Session, person_id: int) -> Looker | None:
    """Who looks, read once for all that one search compares; None for who sees no cards."""
    viewer = _viewer(session, person_id)
    return Looker(person_id, viewer) if viewer else None


def facts(session: Session, looker: Looker, member_ids: Collection[int]) -> list[Facts]:
    """What may be compared of those of several members whom this person may find now; in no order."""
    found = _rows(session, _FINDABLE, looker.id, member_ids)
    return [_facts(row, seen) for row in found if (seen := _listed(row, looker.viewer))]


def see(session: Session, person_id: int, member_ids: Sequence[int]) -> list[int]:
    """Count cards as seen today; those of them that the daily budget still covers.

    The search may be long ago: who is gone since then shows nothing, and costs nothing. Each screen of a search counts
    as one search. A demo is there to be tried: its invented people cost nothing.
    """
    limits.check(session, person_id, limits.SEARCHES)
    wanted = canaries.mingle(session, person_id, member_ids)
    here = _here(session, wanted)
    if not here or not all(here.values()):
        limits.spend(session, person_id, limits.SEARCHES)
    return _count(session, person_id, wanted, here)


def try_name(session: Session, person_id: int, member_ids: Sequence[int]) -> bool:
    """Count a name under which nobody was found whom this person has not seen lately; whether it was one.

    Who spells somebody's name out, letter by letter and mistake by mistake, asks much and meets nobody new. Beyond the
    limit a name that is right and one that nobody has are refused in the same words.
    """
    since = now(session).date() - limits.MONTH
    lately = (Sighting.person_id == person_id, Sighting.member_id.in_(member_ids), Sighting.day > since)
    if not set(session.scalars(select(Sighting.member_id).where(*lately))).issuperset(member_ids):
        return False
    limits.check(session, person_id, limits.NAMES)
    limits.spend(session, person_id, limits.NAMES)
    return True


def is_spent(session: Session, person_id: int) -> bool:
    """Whether no new card is shown any more for now: from then on a search tells nothing of who is not seen yet."""
    return limits.cards_left(session, person_id) == 0


def look_at(session: Session, person_id: int, member_id: int) -> bool:
    """Count one card as seen today, as it is opened; refused where the budget does not cover it."""
    if not _count(session, person_id, [member_id], _here(session, [member_id])):
        raise Refusal(limits.said_of_cards(session, person_id))
    canaries.meet(session, person_id, member_id, "opened")
    return True


def _here(session: Session, member_ids: Sequence[int]) -> dict[int, bool]:
    """Who of these is still here, and whether they are invented."""
    rows = session.execute(select(Person.id, Person.invented).where(Person.id.in_(member_ids)))
    return {each.id: each.invented for each in rows}


def _count(session: Session, person_id: int, member_ids: Sequence[int], here: Mapping[int, bool]) -> list[int]:
    today = now(session).date()
    mine = select(Sighting.member_id).where(Sighting.person_id == person_id, Sighting.day == today)
    seen, left = set(session.scalars(mine)), limits.cards_left(session, person_id)
    costly = {member_id for member_id, is_invented in here.items() if not is_invented}
    shown: list[int] = []
    for member_id in member_ids:
        if member_id in costly - seen:
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
    found = {row.id: card for row, card in _readable(session, viewer_id, member_ids)}
    return [found[each] for each in member_ids if each in found]


def read_offer(session: Session, viewer_id: int, mentor_id: int) -> Card | None:
    """The card of a mentor as it is offered to someone who looks for one, however few the whole card is for."""
    viewer = _viewer(session, viewer_id)
    row = next(iter(_rows(session, _READABLE, viewer_id, [mentor_id])), None)
    if row is None or _is_on_hold(session, viewer_id):
        return None
    return _card(row, _offered(row, viewer), full=row.known)


def comparable(session: Session, viewer_id: int, mentor_ids: Collection[int]) -> dict[int, Facts]:
    """What may be compared of mentors with the wish of someone who looks for one, by their ids."""
    viewer = _viewer(session, viewer_id)
    found = _rows(session, _OFFERING, viewer_id, mentor_ids)
    return {row.id: _facts(row, _offered(row, viewer)) for row in found}


def view_as(session: Session, person_id: int, who: ViewAs) -> Card | None:
    """One's own card as others get it, by the rule they get it by; None: they do not."""
    row = next(iter(_rows(session, _OWN, person_id, [person_id])), None)
    if row is None:
        return None
    known = who == "mentor"
    seen = _seen(replace(row, tied=known, met=known), _eyes(who, frozenset(row.origins)))
    return _card(row, seen, full=known) if seen else None


def _eyes(who: ViewAs, origins: frozenset[str]) -> Viewer:
    match who:
        case "abroad":
            return Viewer(member=True, origins=origins, country="")
        case "national":
            return Viewer(member=True, origins=origins)
        case "staff":
            return Viewer(staff=True, countries=origins)
        case "public":
            return Viewer()
    return Viewer(member=True)


def _readable(session: Session, viewer_id: int, member_ids: Collection[int]) -> Iterable[tuple["_Row", Card]]:
    """One's own card whole; of others what they show to this viewer, who is in good standing."""
    if viewer_id in member_ids:
        for row in _rows(session, _OWN, viewer_id, [viewer_id]):
            yield row, _card(row, frozenset(FIELDS), full=True)
    if _is_on_hold(session, viewer_id):
        return
    viewer = _viewer(session, viewer_id)
    for row in _rows(session, _READABLE, viewer_id, member_ids):
        if seen := _seen(row, viewer):
            yield row, _card(row, seen, full=row.known)


def _seen(row: "_Row", viewer: Viewer | None) -> frozenset[Field]:
    """The answers of a card that are for this viewer; none where the card itself is not. None: who sees no cards."""
    seen = _listed(row, viewer) if viewer and row.listed else frozenset[Field]()
    return seen | _lifted(row, viewer, INTRODUCED) if row.met else seen


def _offered(row: "_Row", viewer: Viewer | None) -> frozenset[Field]:
    """The answers of a mentor's card for someone who looks for a mentor."""
    return _seen(row, viewer) | _lifted(row, viewer, OFFERED)


def _listed(row: "_Row", viewer: Viewer) -> frozenset[Field]:
    return admitted(levels(row.audience, row.shown), viewer, row.origins, tied=row.tied)


def _lifted(row: "_Row", viewer: Viewer | None, fields: Collection[Field]) -> frozenset[Field]:
    return admitted(introduced(row.shown, fields), viewer or Viewer(), row.origins, tied=row.tied)


def _is_on_hold(session: Session, person_id: int) -> bool:
    return session.get_one(Person, person_id).suspended_at is not None


def _viewer(session: Session, person_id: int) -> Viewer | None:
    """Only members and staff in good standing look at cards. An organisation lives nowhere, so it is never abroad."""
    session.flush()
    found = _VIEWER.first(session, viewer=person_id)
    colleague = staff.acting(session, person_id) if found.staff else None
    if found.suspended_at is not None or not (found.is_member or colleague):
        return None
    return Viewer(
        member=found.is_member,
        origins=frozenset((found.origins or "").split()) if found.is_member else frozenset(),
        country=None if found.kind == "organisation" else found.country,
        staff=colleague is not None,
        countries=frozenset(colleague.countries if colleague else ()),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """A card as it is stored, and what passed between its owner and the viewer.

    `tied`: one mentors the other; `met`: the owner came to the viewer's door, or opened theirs; `known`: a door was
    opened between them, and they know each other by full name.
    """

    id: int
    kind: str
    name: str
    origins: list[str]
    country: str | None
    city_id: int | None
    city_text: str
    profession: str | None
    profession_text: str
    languages: list[str]
    skills: list[str]
    offers: list[str]
    confirmed_at: datetime
    confirmed: dict[str, str]
    audience: Audience
    shown: dict[str, Audience]
    mentors: bool
    listed: bool
    tied: bool
    met: bool
    known: bool


def _rows(session: Session, statement: Prepared, viewer_id: int, member_ids: Collection[int]) -> list[_Row]:
    session.flush()
    ids = ",".join(map(str, member_ids))
    found = statement.all(session, ids=ids, viewer=viewer_id, at=now(session)) if ids else []
    return [_row(*each) for each in found]


def _row(member_id: int, kind: str, name: str, origins: str | None, *others: Any) -> _Row:
    return _Row(member_id, kind, name, sorted((origins or "").split()), *others)


_ME: Final = bindparam("viewer", type_=BigInteger)


def _origins_of(member: InstrumentedAttribute[int], joining: str) -> ScalarSelect[str]:
    """The roots of a member, in one value; `joining` is the function that does it in the store."""
    named: Function[str] = getattr(func, joining)(MemberOrigin.country, literal_column("' '"), type_=String)
    return select(named).where(MemberOrigin.member_id == member).correlate(Member, Person).scalar_subquery()


def _is_listed() -> ColumnElement[bool]:
    """Neither hidden nor resting."""
    rested = or_(Person.paused_until.is_(None), Person.paused_until <= bindparam("at", type_=Moment))
    return and_(Member.hidden_at.is_(None), Person.stopped_at.is_(None), rested)


def _passed(
    table: type[Knock] | type[Mentorship], owner: _Column, viewer: _Column, *statuses: str
) -> ColumnElement[bool]:
    """Whether something of theirs stands so, between the owner of a card and the viewer."""
    stands = or_(*(table.status == status for status in statuses))
    return exists().where(owner == Member.person_id, viewer == _ME, stands)


def _is_tied() -> ColumnElement[bool]:
    return or_(
        _passed(Mentorship, Mentorship.mentee_id, Mentorship.mentor_id, "accepted"),
        _passed(Mentorship, Mentorship.mentor_id, Mentorship.mentee_id, "accepted"),
    )


def _is_met() -> ColumnElement[bool]:
    """Who knocks, or asks for a mentor, shows who they are; who opened the door stays known."""
    return or_(
        _passed(Knock, Knock.sender_id, Knock.receiver_id, "waiting", "accepted"),
        _passed(Knock, Knock.receiver_id, Knock.sender_id, "accepted"),
        _passed(Mentorship, Mentorship.mentee_id, Mentorship.mentor_id, "asked", "accepted"),
        _passed(Mentorship, Mentorship.mentor_id, Mentorship.mentee_id, "accepted"),
    )


def _is_known() -> ColumnElement[bool]:
    return or_(
        _passed(Knock, Knock.sender_id, Knock.receiver_id, "accepted"),
        _passed(Knock, Knock.receiver_id, Knock.sender_id, "accepted"),
        _is_tied(),
    )


def _others() -> ColumnElement[bool]:
    """Members in good standing, with no block in either direction."""
    mine = and_(Block.blocker_id == _ME, Block.blocked_id == Member.person_id)
    theirs = and_(Block.blocked_id == _ME, Block.blocker_id == Member.person_id)
    here = (Person.is_member.is_(True), Person.erased_at.is_(None), Person.suspended_at.is_(None))
    return and_(Member.person_id != _ME, *here, ~exists().where(mine), ~exists().where(theirs))


def _cards(
    *rules: ColumnElement[bool], met: ColumnElement[bool] | None = None, known: ColumnElement[bool] | None = None
) -> Prepared:
    """Rows of the members whose ids come joined by commas."""
    ids = bindparam("ids", type_=String)
    each = func.json_each("[" + ids + "]").table_valued("value")
    whole = cast(func.string_to_array(ids, ","), ARRAY(BigInteger))
    bond = (false() if met is None else met, false() if known is None else known)
    return Prepared(
        sqlite=_rows_of("group_concat", *bond).where(*rules, Member.person_id.in_(select(each.c.value))),
        postgresql=_rows_of("string_agg", *bond).where(*rules, Member.person_id == any_(whole)),
    )


def _rows_of(joining: str, met: ColumnElement[bool], known: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Cards with the columns of `_Row`, in its order."""
    mentors = exists().where(Mentor.person_id == Member.person_id, Mentor.open.is_(True))
    return select(
        Member.person_id,
        Member.kind,
        Member.name,
        _origins_of(Member.person_id, joining).label("origins"),
        Member.country,
        Member.city_id,
        Member.city_text,
        Member.profession,
        Member.profession_text,
        Member.languages,
        Member.skills,
        Member.offers,
        Member.confirmed_at,
        Member.confirmed,
        Member.audience,
        Member.shown,
        mentors.label("mentors"),
        _is_listed().label("listed"),
        _is_tied().label("tied"),
        met.label("met"),
        known.label("known"),
    ).join(Person, Person.id == Member.person_id)


def _viewers(joining: str) -> Select[*tuple[Any, ...]]:
    chosen = select(
        Person.is_member,
        Person.suspended_at,
        Member.kind,
        Member.country,
        _origins_of(Person.id, joining).label("origins"),
        Staff.person_id.is_not(None).label("staff"),
    )
    of_person = chosen.outerjoin(Member, Member.person_id == Person.id)
    return of_person.outerjoin(Staff, Staff.person_id == Person.id).where(Person.id == _ME)


_FINDABLE: Final = _cards(_others(), _is_listed(), Member.canary.is_(False))
_OFFERING: Final = _cards(_others())
_READABLE: Final = _cards(_others(), met=_is_met(), known=_is_known())
_OWN: Final = _cards(Member.person_id == _ME)
_VIEWER: Final = Prepared(sqlite=_viewers("group_concat"), postgresql=_viewers("string_agg"))


def _facts(row: _Row, seen: Collection[Field]) -> Facts:
    return Facts(
        id=row.id,
        kind=_kind(row, seen),
        name=row.name if "name" in seen else "",
        origins=tuple(row.origins) if "origins" in seen else (),
        country=row.country if "country" in seen else None,
        city_id=row.city_id if "city" in seen else None,
        city=row.city_text if "city" in seen else "",
        profession=row.profession if "profession" in seen else None,
        work=row.profession_text if "profession" in seen else "",
        languages=tuple(row.languages) if "languages" in seen else (),
        skills=tuple(row.skills) if "skills" in seen else (),
        offers=tuple(row.offers) if "offers" in seen else (),
        mentors=row.mentors and "offers" in seen,
        confirmed_at=row.confirmed_at,
    )


def _card(row: _Row, seen: Collection[Field], *, full: bool) -> Card:
    told = _facts(row, seen)
    return {
        "id": told.id,
        "kind": told.kind,
        "name": told.name if full or row.kind == "organisation" else names.shorten(told.name),
        "origins": list(told.origins),
        "country": told.country,
        "city_id": told.city_id,
        "city": told.city,
        "profession": told.profession,
        "work": told.work,
        "languages": list(told.languages),
        "skills": list(told.skills),
        "offers": list(told.offers),
        "mentors": told.mentors,
        "confirmed": freshness.oldest_day(row.confirmed, freshness.answered(row) & set(seen), row.confirmed_at),
    }


def _kind(row: _Row, seen: Collection[Field]) -> str:
    """At home or abroad is told to those who are told the country."""
    return row.kind if row.kind == "organisation" or "country" in seen else ""
