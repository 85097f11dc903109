"""Ageing: cards that nobody confirms are asked about, hidden, and let go, by the times of `freshness`."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models import Address, Member, Person
from models.clock import now
from models.person import lock_person
from services import audit, freshness, members, notices, people
from services.daytime import waking
from services.freshness import DELETES, HIDES, REMINDER, SEASON, UNTOLD, WARNING
from services.visibility import FIELDS, Field

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
"""How often we look whether somebody can be told again."""


def look_after_cards(session: Session, limit: int) -> int:
    """Ask about, hide or let go of at most `limit` cards whose time has come; how many were looked at.

    Whoever is in a turn just now is left for the next time.
    """
    due = select(Member.person_id).where(Member.look_at <= now(session)).order_by(Member.look_at).limit(limit)
    mine = [each for each in session.scalars(due).all() if lock_person(session, each)]
    for person_id in mine:
        member = session.get(Member, person_id, populate_existing=True)
        if member is not None and member.look_at <= now(session):
            _look(session, session.get_one(Person, person_id, populate_existing=True), member)
    return len(mine)


def old_answers(session: Session, person_id: int) -> list[Field]:
    """The answers of one's own card that are old; none where the whole card is equally so, for it says its month."""
    member = session.get(Member, person_id)
    if member is None:
        return []
    days = freshness.days(member)
    before = (now(session) - SEASON).date().isoformat()
    old = {field: day for field, day in days.items() if day <= before and len(set(days.values())) > 1}
    if old.get("city") == old.get("country"):
        old.pop("country", None)
    return list(old)


def is_asked(session: Session, person_id: int) -> bool:
    """Whether the question of the season is still open."""
    member = session.get(Member, person_id)
    due_at = freshness.due_at(member) if member and member.hidden_at is None else None
    return due_at is not None and due_at <= now(session)


def goes_on(session: Session, person_id: int) -> str | None:
    """The day before which a card that nobody confirms is not deleted, ISO, told today; None: it is not to go."""
    member = session.get(Member, person_id)
    if member is None or now(session) - member.confirmed_at < DELETES - WARNING:
        return None
    return max(member.confirmed_at + DELETES, now(session) + WARNING).date().isoformat()


def _look(session: Session, person: Person, member: Member) -> None:
    at = now(session)
    if member.canary:
        freshness.touch(member, FIELDS, at)
    if person.invented or member.canary or person.erased_at or not person.is_member:
        member.look_at = at + SEASON
        return
    if at - member.confirmed_at >= HIDES:
        _hide(session, member)
    if at - member.confirmed_at >= DELETES - WARNING:
        _let_go(session, person, member)
    elif member.hidden_at or (due_at := freshness.due_at(member)) is None:
        member.look_at = member.confirmed_at + DELETES - WARNING
    else:
        member.look_at = min(_ask(session, person, member, due_at), member.confirmed_at + HIDES)


def _ask(session: Session, person: Person, member: Member, due_at: datetime) -> datetime:
    """Ask what is old, once in a season; when to look again."""
    at = now(session)
    if member.asked_at and at < member.asked_at + SEASON:
        return _remind(session, member, member.asked_at)
    if at < due_at or at > member.confirmed_at + HIDES - REMINDER:  # then it is told that the card is hidden
        return max(due_at, at + _DAY)
    if not _reachable(session, person):
        return _again(person, at)
    member.asked_at = at
    _tell(session, member, "still_true", _key("still_true", member, at))
    audit.record(session, None, "member.asked", person.id)
    return at + REMINDER


def _remind(session: Session, member: Member, asked_at: datetime) -> datetime:
    """Say it once more to who has read the question and not answered it; when to look again."""
    at, person_id = now(session), member.person_id
    if member.confirmed_at >= asked_at:
        return asked_at + SEASON
    told_at = notices.told_at(session, person_id, "still_true", since=asked_at)
    if told_at is None:
        waits = notices.waits(session, person_id, "still_true", since=asked_at)
        return at + _DAY if waits else asked_at + SEASON
    if at < told_at + REMINDER:
        return told_at + REMINDER
    if at < told_at + 2 * REMINDER:  # later it would be no reminder, and nothing is known any more of the first
        key = _key("still_true_again", member, asked_at)
        _tell(session, member, "still_true", key, again=1)
    return asked_at + SEASON


def _hide(session: Session, member: Member) -> None:
    """Hiding does no harm, so it needs nobody to be told; who said stop sees it on their card."""
    if member.hidden_at or member.audience == "nobody":
        return
    member.hidden_at = now(session)
    if _has_address(session, member.person_id):
        _tell(session, member, "card_hidden", _key("card_hidden", member, member.confirmed_at))
    audit.record(session, None, "member.hidden", member.person_id)


def _let_go(session: Session, person: Person, member: Member) -> None:
    """Delete a card a month after its owner was told, or a year later where they could not be."""
    at, goes_at = now(session), member.confirmed_at + DELETES
    since = member.confirmed_at + DELETES - WARNING
    member.warned_at = member.warned_at or notices.told_at(session, person.id, "card_goes", since=since)
    if member.warned_at is None:
        if at < goes_at + UNTOLD:
            member.look_at = min(_warn(session, person, member, since), goes_at + UNTOLD)
        else:
            _delete(session, person.id, told=False)
    elif at < max(goes_at, member.warned_at + WARNING):
        member.look_at = max(goes_at, member.warned_at + WARNING)
    else:
        _delete(session, person.id, told=True)


def _warn(session: Session, person: Person, member: Member, since: datetime) -> datetime:
    """Tell that a card goes, as often as it takes to be told once; when to look again."""
    at = now(session)
    if notices.waits(session, person.id, "card_goes", since=since):
        return at + _DAY
    if not _reachable(session, person):
        return _again(person, at)
    once_a_week = f"card_goes.{person.id}.{at:%G-%V}"
    _tell(session, member, "card_goes", once_a_week)
    return at + _DAY


def _delete(session: Session, person_id: int, *, told: bool) -> None:
    """The card goes; its owner stays as anyone who writes, with what they agreed with others."""
    if _has_address(session, person_id):
        member = session.get_one(Member, person_id)
        _tell(session, member, "card_gone", _key("card_gone", member, member.confirmed_at))
    members.delete_card(session, person_id)
    audit.record(session, None, "member.expired", person_id, told=told)


def _tell(session: Session, member: Member, kind: str, key: str, **ids: int) -> None:
    notices.tell(session, member.person_id, kind, due=waking(member, now(session)), key=key, **ids)


def _reachable(session: Session, person: Person) -> bool:
    free = person.suspended_at is None and people.may_be_told(session, person.id)
    return free and _has_address(session, person.id)


def _has_address(session: Session, person_id: int) -> bool:
    return bool(session.scalar(select(exists().where(Address.person_id == person_id, Address.active))))


def _again(person: Person, at: datetime) -> datetime:
    """When a rest ends that is all that is in the way, or a week later."""
    rests = person.paused_until if person.stopped_at is None else None
    return min(rests, at + _WEEK) if rests and rests > at else at + _WEEK


def _key(kind: str, member: Member, at: datetime) -> str:
    return f"{kind}.{member.person_id}.{at.date().isoformat()}"
