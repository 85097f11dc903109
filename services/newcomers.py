"""Newcomers: who newly fits a saved search, told at most once a day.

Two sweeps share the work, so that it stays small among a million members. `note_changes` reads the audit trail from
where it last stopped: it names who registered or changed something, and misses none after a crash.
By keyed terms it marks the searches that these people may fit, without reading anybody's wish. `tell_of_new` makes the
marked searches, each once a day, as its owner would: what it finds is what they may see at that moment, and costs them
what a search costs. By a name somebody may be watched, so such a search is made once a week, and does not tell the day.

New is who registered, or changed or showed to more people an answer that the search asks for: who looks at a card
learns nothing of what happens to its other answers.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models import Audit, Member, MemberOrigin, Mentor, Person, SavedSearch, SavedSearchKey, SavedSearchTold, Setting
from models.clock import now
from models.person import lock_person
from models.sealed import index_of
from services import audit, directory, limits, searching
from services.notices import tell
from services.saved_searches import MENTORS, PURPOSE, STEP, WORDS, by_day, mark_told, of_person
from services.visibility import Field
from services.wishes import Wish, term, wish_of
from world.professions import profession

SETTLED: Final = timedelta(minutes=2)
"""What is younger may still be joined by a row with a smaller number; nobody is done with a card so soon either."""
NAMES_AFTER: Final = timedelta(days=7)
"""How long it is between two looks for a name."""
AT_ONCE: Final = 20
"""Searches take milliseconds each, and the writer has others to serve."""
CHANGES: Final = ("member.registered", "member.edited", "member.shown", "mentor.offered")
"""Audit rows after which somebody may fit who did not before."""
CURSOR = "saved_searches.cursor"
_ASKED: Final[Mapping[str, tuple[Field, ...]]] = {
    "words": ("name", "city", "profession", "skills"),
    "professions": ("profession",),
    "sectors": ("profession",),
    "origins": ("origins",),
    "places": ("city",),
    "countries": ("city", "country"),
    "languages": ("languages",),
    "offers": ("offers",),
    "mentors": ("offers",),
}
"""By which answers each part of a wish is met."""


def note_changes(session: Session, limit: int) -> int:
    """Mark the searches that those who changed since the last time may fit; how many audit rows were read."""
    cursor = session.get(Setting, CURSOR)
    after = select(Audit).where(Audit.id > (int(cursor.value) if cursor else 0)).order_by(Audit.id)
    rows = session.scalars(after.limit(limit))
    settled = list(takewhile(lambda row: row.at <= now(session) - SETTLED, rows))
    if not settled:
        return 0
    _wake(session, {row.subject_id for row in settled if row.verb in CHANGES})
    session.merge(Setting(key=CURSOR, value=str(settled[-1].id)))
    return len(settled)


def tell_of_new(session: Session, limit: int) -> int:
    """Look again for at most `limit` people whose searches are marked and due; how many people."""
    due = (SavedSearch.changed_at.is_not(None), SavedSearch.next_at <= now(session))
    first = select(SavedSearch.person_id).where(*due).group_by(SavedSearch.person_id)
    waiting = session.scalars(first.order_by(func.min(SavedSearch.next_at)).limit(min(limit, AT_ONCE))).all()
    free = [person_id for person_id in waiting if lock_person(session, person_id)]
    for person_id in free:
        _look_again(session, session.get_one(Person, person_id))
    return len(free)


def _look_again(session: Session, person: Person) -> None:
    """Who stopped, rests or lost their card is told nothing, and nothing that is new is lost for them."""
    at, mine = now(session), of_person(session, person.id)
    is_silent = person.stopped_at or person.suspended_at or person.erased_at
    if is_silent or not directory.may_look(session, person.id):
        _put_off(mine, at + STEP)
    elif person.paused_until and person.paused_until > at:
        _put_off(mine, person.paused_until)
    elif directory.is_spent(session, person.id):
        _put_off(mine, at + STEP)
    else:
        found = [search.id for search in mine if search.changed_at and _has_news(session, search)]
        _put_off(mine, by_day(session, person.id, at + STEP))
        if found:
            ids = ",".join(map(str, found))
            tell(session, person.id, "saved_search", key=f"saved_search.{person.id}.{at.date()}", searches=ids)


def _put_off(searches: Sequence[SavedSearch], until: datetime) -> None:
    for search in searches:
        search.next_at = until


def _has_news(session: Session, search: SavedSearch) -> bool:
    """Look, and keep whom the search finds that changed since the last look and was never told of."""
    since, wish = search.looked_at, wish_of(search.wish["wish"])
    if wish.words and since > now(session) - NAMES_AFTER:
        return False
    search.changed_at, search.looked_at = None, now(session) - SETTLED
    limits.spend(session, search.person_id, limits.SEARCHES)
    found = searching.search(session, search.person_id, wish)
    new = _changed(session, found, since, wish) - _told(session, search.person_id, found)
    mark_told(session, search, sorted(new))
    audit.record(session, None, "search.looked", search.person_id, search=search.id, found=len(new))
    return bool(new)


def _changed(session: Session, member_ids: Sequence[int], since: datetime, wish: Wish) -> set[int]:
    """Whom a change since then may have made fit."""
    asked = {field for part in wish.parts for field in _ASKED[part]}
    rows = session.scalars(
        select(Audit).where(Audit.subject_id.in_(member_ids), Audit.at >= since, Audit.verb.in_(CHANGES))
    )
    return {row.subject_id for row in rows if row.subject_id is not None and _may_fit_by(row, asked)}


def _may_fit_by(row: Audit, asked: Set[str]) -> bool:
    if row.verb in ("member.registered", "mentor.offered"):
        return row.verb == "member.registered" or "offers" in asked
    shown = row.details.get("wider", ())
    return row.details.get("field") in asked or not asked.isdisjoint(shown)


def _told(session: Session, person_id: int, member_ids: Sequence[int]) -> set[int]:
    told = select(SavedSearchTold.member_id).join(SavedSearch, SavedSearch.id == SavedSearchTold.search_id)
    return set(
        session.scalars(told.where(SavedSearch.person_id == person_id, SavedSearchTold.member_id.in_(member_ids)))
    )


def _wake(session: Session, member_ids: set[int | None]) -> None:
    members = session.scalars(select(Member).where(Member.person_id.in_(member_ids))).all()
    terms = {each for member in members for each in _terms(session, member)}
    keys = [index_of(session, PURPOSE, each) for each in terms]
    meant = select(SavedSearchKey.search_id).where(SavedSearchKey.index.in_(keys))
    asleep = (SavedSearch.id.in_(meant), SavedSearch.changed_at.is_(None))
    session.execute(
        update(SavedSearch).where(*asleep).values(changed_at=now(session)).execution_options(synchronize_session=False)
    )


def _terms(session: Session, member: Member) -> Iterator[str]:
    """Everything a search that this member fits may be woken by."""
    yield WORDS
    if session.get(Mentor, member.person_id):
        yield MENTORS
    known = profession(member.profession) if member.profession else None
    if known:
        yield from (term("profession", known.code), term("sector", known.sector.code))
    if member.city_id is not None:
        yield term("place", member.city_id)
    if member.country:
        yield term("country", member.country)
    yield from (term("language", code) for code in member.languages)
    yield from (term("offer", code) for code in member.offers)
    origins = select(MemberOrigin.country).where(MemberOrigin.member_id == member.person_id)
    yield from (term("origin", code) for code in session.scalars(origins))
