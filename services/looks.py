"""Who looked at one's data, and when: by day and by kind of people, never by whom."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, Literal, TypedDict

from sqlalchemy import ColumnElement, case, delete, exists, func, select
from sqlalchemy.orm import Session, aliased

from models import Audit, Glance, MemberOrigin, Sighting, Staff
from models.clock import now
from services.retention import GLANCES, SIGHTINGS

Viewers = Literal["team", "roots", "members"]
SINGLY: Final = SIGHTINGS - timedelta(days=1)
"""How long single sightings are kept, for the limits; after that they are counts."""
MOST_TOLD: Final = 4

ACTS: Final = {
    "person.read": "read",
    "question.read": "read",
    "report.read": "read",
    "person.suspended": "held",
    "person.readmitted": "freed",
    "export.taken": "taken",
    "join.joined": "joined",
    "number.moved": "moved",
}
"""What is told of the audit trail. That somebody was reported is told by no word of its own."""


class Seen(TypedDict):
    """How often a card was seen on a day, ISO, by people of one kind."""

    day: str
    viewers: Viewers
    times: int


class Act(TypedDict):
    """Something that was done about a person on a day, ISO; `role` is that of the team's member who did it."""

    day: str
    what: str
    role: str | None


def seen(session: Session, person_id: int) -> list[Seen]:
    """On which days one's card was seen, the latest first. Today's looks are told tomorrow: at once they would tell
    who is here just now.
    """
    today = now(session).date()
    single = _counted((Sighting.member_id == person_id, Sighting.day < today))
    older = select(Glance.day, Glance.viewers, Glance.times).where(
        Glance.member_id == person_id, Glance.day >= today - GLANCES
    )
    times: dict[tuple[date, str], int] = {}
    for _member, day, viewers, number in session.execute(single):
        times[day, viewers] = times.get((day, viewers), 0) + number
    for day, viewers, number in session.execute(older):
        times[day, viewers] = times.get((day, viewers), 0) + number
    days = sorted(times.items(), key=lambda each: (each[0][0], each[0][1]), reverse=True)
    return [_seen(day, viewers, number) for (day, viewers), number in days]


def acts(session: Session, person_id: int, limit: int = MOST_TOLD) -> list[Act]:
    """What the team did about a person, and what was done with their data from their own devices; the latest first."""
    about = (Audit.subject_id == person_id, Audit.verb.in_(ACTS))
    rows = session.execute(
        select(Audit.at, Audit.verb, Audit.actor_id, Staff.role)
        .outerjoin(Staff, Staff.person_id == Audit.actor_id)
        .where(*about)
        .order_by(Audit.id.desc())
    )
    told: dict[tuple[str, str, str | None], Act] = {}
    for at, verb, actor_id, role in rows:
        by = role if actor_id != person_id else None
        act: Act = {"day": at.date().isoformat(), "what": ACTS[verb], "role": by}
        told.setdefault((act["day"], act["what"], by), act)
    return list(told.values())[:limit]


def count_old(session: Session, chunk: int) -> int:
    """Make counts of sightings that no limit needs any more; of how many cards."""
    old = Sighting.day < (now(session) - SINGLY).date()
    members = session.scalars(select(Sighting.member_id).where(old).distinct().limit(chunk)).all()
    these = (old, Sighting.member_id.in_(members))
    for member_id, day, viewers, number in session.execute(_counted(these)).all():
        known = session.get(Glance, (member_id, day, viewers))
        before = known.times if known else 0
        session.merge(Glance(member_id=member_id, day=day, viewers=viewers, times=before + number))
    session.flush()
    session.execute(delete(Sighting).where(*these))
    return len(members)


def _seen(day: date, viewers: Any, times: int) -> Seen:
    return {"day": day.isoformat(), "viewers": viewers, "times": times}


def _counted(where: Sequence[ColumnElement[bool]]) -> Any:
    viewers = _viewers().label("viewers")
    grouped = (Sighting.member_id, Sighting.day, viewers)
    return select(*grouped, func.count()).where(*where).group_by(*grouped)


def _viewers() -> ColumnElement[str]:
    """What kind of people a sighting is by, as they are today: of the team, with the same roots, or any member."""
    theirs, mine = aliased(MemberOrigin), aliased(MemberOrigin)
    shared = exists().where(
        theirs.member_id == Sighting.person_id,
        mine.member_id == Sighting.member_id,
        theirs.country == mine.country,
    )
    team = exists().where(Staff.person_id == Sighting.person_id)
    return case((team, "team"), (shared, "roots"), else_="members")
