"""Saved searches: what somebody looks for, kept for a year, to hear when somebody new fits."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final, TypedDict
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from locales import _n
from models import Member, Person, SavedSearch, SavedSearchKey, SavedSearchTold
from models.clock import now
from models.refusal import Refusal
from models.sealed import index_of
from services import audit, directory, people
from services.notices import tell
from services.wishes import Kind, Wish, term, wish_of
from world.places import place

MOST: Final = 5
KEPT_FOR: Final = timedelta(days=365)
ASKED_BEFORE: Final = timedelta(days=14)
"""How long before its end the owner is asked whether they still look."""
STEP: Final = timedelta(days=1)
MORNING, EVENING = time(8), time(20)

PURPOSE = "saved_search"
MENTORS, WORDS = "mentor", "words"
"""What a search is woken by that asks for mentors, or for nothing but words: spellings vary too much to be keys."""
_NARROWEST_FIRST: Final[tuple[tuple[Kind, str], ...]] = (
    ("profession", "professions"),
    ("offer", "offers"),
    ("language", "languages"),
    ("place", "places"),
    ("sector", "sectors"),
    ("country", "countries"),
    ("origin", "origins"),
)


class Saved(TypedDict):
    """A saved search as its owner sees it; `wish` as `Wish.told` wrote it."""

    id: int
    said: str
    wish: dict[str, Any]


def how_many(session: Session, person_id: int) -> int:
    return len(of_person(session, person_id))


def has_room(session: Session, person_id: int) -> bool:
    return how_many(session, person_id) < MOST


def save(session: Session, person_id: int, said: str, wish: dict[str, Any], known: Sequence[int]) -> int:
    """Keep a search for a year; `known` are those it finds already. The same wish is one search."""
    people.check_standing(session, person_id)
    wanted = wish_of(wish | {"name": []})
    for each in of_person(session, person_id):
        if wish_of(each.wish["wish"]) == wanted:
            return keep(session, person_id, each.id)
    if not has_room(session, person_id):
        raise Refusal(_n("You can save {n} search.", "You can save {n} searches.", MOST))
    search = _add(session, person_id, {"said": said, "wish": wanted.told()})
    session.execute(insert(SavedSearchKey), [{"search_id": search.id, "index": key} for key in _keys(session, wanted)])
    mark_told(session, search, list(dict.fromkeys(known)))
    audit.record(session, person_id, "search.saved", person_id, search=search.id)
    return search.id


def keep(session: Session, person_id: int, search_id: int) -> int:
    """Go on looking for another year."""
    search = _own(session, person_id, search_id)
    if search is not None:
        search.expires_at, search.asked_at = now(session) + KEPT_FOR, None
        audit.record(session, person_id, "search.kept", person_id, search=search_id)
    return search_id


def remove(session: Session, person_id: int, search_id: int) -> bool:
    """Take a search of this person away; whether it was there."""
    search = _own(session, person_id, search_id)
    if search is None:
        return False
    session.execute(delete(SavedSearch).where(SavedSearch.id == search_id))
    audit.record(session, person_id, "search.removed", person_id, search=search_id)
    return True


def remove_all(session: Session, person_id: int) -> None:
    """Look for nobody any more on behalf of somebody who no longer has a card."""
    session.execute(delete(SavedSearch).where(SavedSearch.person_id == person_id))


def list_saved(session: Session, person_id: int) -> list[Saved]:
    """A person's own saved searches, oldest first."""
    return [_shown(each) for each in of_person(session, person_id)]


def read_saved(session: Session, person_id: int, search_id: int) -> Saved | None:
    search = _own(session, person_id, search_id)
    return _shown(search) if search else None


def news(session: Session, person_id: int, search_id: int) -> list[int]:
    """Whom a search found last, of those its owner may still see; ids only."""
    search = _own(session, person_id, search_id)
    if search is None:
        return []
    last = select(func.max(SavedSearchTold.at)).where(SavedSearchTold.search_id == search_id).scalar_subquery()
    told = select(SavedSearchTold.member_id).where(
        SavedSearchTold.search_id == search_id,
        SavedSearchTold.at > search.created_at,
        SavedSearchTold.at == last,
    )
    ids = session.scalars(told.order_by(SavedSearchTold.member_id)).all()
    looker = directory.looker(session, person_id)
    return sorted(facts.id for facts in directory.facts(session, looker, ids)) if looker else []


def ask_again(session: Session, limit: int) -> int:
    """Ask the owners of searches that end soon, once, whether they still look; how many."""
    at = now(session)
    ending = (SavedSearch.expires_at <= at + ASKED_BEFORE, SavedSearch.asked_at.is_(None))
    found = session.scalars(select(SavedSearch).where(*ending).limit(limit)).all()
    for search in found:
        search.asked_at = at
        due = by_day(session, search.person_id, at)
        tell(session, search.person_id, "saved_search_ending", due=due, search=search.id)
    return len(found)


def _add(session: Session, person_id: int, wish: dict[str, Any]) -> SavedSearch:
    """All searches of one person have one hour: what they find makes one message."""
    at = now(session)
    others = of_person(session, person_id)
    search = SavedSearch(person_id=person_id, wish=wish, created_at=at, looked_at=at, expires_at=at + KEPT_FOR)
    search.next_at = others[0].next_at if others else by_day(session, person_id, at + STEP)
    session.add(search)
    session.flush()
    return search


def of_person(session: Session, person_id: int) -> list[SavedSearch]:
    mine = select(SavedSearch).where(SavedSearch.person_id == person_id).order_by(SavedSearch.id)
    return list(session.scalars(mine))


def _own(session: Session, person_id: int, search_id: int) -> SavedSearch | None:
    search = session.get(SavedSearch, search_id)
    return search if search and search.person_id == person_id else None


def _shown(search: SavedSearch) -> Saved:
    return {"id": search.id, "said": search.wish["said"], "wish": search.wish["wish"]}


def mark_told(session: Session, search: SavedSearch, member_ids: Sequence[int]) -> None:
    """Who is gone since they were found cannot be marked, and need not be."""
    here = session.scalars(select(Person.id).where(Person.id.in_(member_ids))).all()
    rows = [{"search_id": search.id, "member_id": each, "at": now(session)} for each in here]
    if rows:
        session.execute(insert(SavedSearchTold), rows)


def _keys(session: Session, wish: Wish) -> list[bytes]:
    """The keys of the narrowest thing a wish asks for."""
    asked = ([term(kind, code) for code in getattr(wish, part)] for kind, part in _NARROWEST_FIRST)
    narrowest = next(filter(None, asked), [MENTORS if wish.mentors else WORDS])
    return [index_of(session, PURPOSE, each) for each in narrowest]


def by_day(session: Session, person_id: int, at: datetime) -> datetime:
    """The same moment, or the next morning where this person lives if it is night there."""
    member = session.get(Member, person_id)
    town = place(member.city_id) if member and member.city_id else None
    if town is None:
        return at
    there = at.astimezone(ZoneInfo(town.zone))
    if MORNING <= there.time() < EVENING:
        return at
    day = there.date() + (STEP if there.time() >= EVENING else timedelta())
    return datetime.combine(day, MORNING, there.tzinfo).astimezone(at.tzinfo)
