"""What others are about to read of somebody who goes: screens on their way, notices that wait, choices on show."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from models import HelpRequest, Knock, Member, Mentorship, Notice, Outbox, ProvedNumber, Sighting, Staff, Talk
from models.person import lock_person
from services.names import shorten

UNSAID = "…"
SHORTEST = 3
"""Letters of a mark: anything shorter is in every other word."""
_UNSENT = ("queued", "waiting")


def take_back(session: Session, person_id: int) -> int:
    """Take what somebody is called and what they wrote out of the screens of others; of how many.

    A line that tells of them goes, and so does a choice; a screen that told of nothing else is not sent. What is just
    being sent is on its way.
    """
    marks, others = _marks(session, person_id), _others(session, person_id)
    if not marks:
        return 0
    kept = (Outbox.person_id.in_(others), Outbox.body.is_not(None), Outbox.status != "sending")
    screens = session.scalars(select(Outbox).where(*kept).with_for_update(skip_locked=True)).all()
    touched = [screen for screen in screens if _holds(screen.body, marks)]
    for screen in touched:
        _shorten(screen, marks)
    for talk in session.scalars(select(Talk).where(Talk.person_id.in_(others))).all():
        _unsay(session, talk, marks)
    return len(touched)


def hold_notices(session: Session, person_id: int, until: datetime) -> None:
    """Put what others are to be told about somebody off until they are gone, or have changed their mind."""
    session.execute(update(Notice).where(*_about(session, person_id)).values(due_at=until))


def release_notices(session: Session, person_id: int, held_until: datetime, at: datetime) -> None:
    """They stay: what was put off is due."""
    session.execute(update(Notice).where(*_about(session, person_id), Notice.due_at == held_until).values(due_at=at))


def drop_notices(session: Session, person_id: int) -> None:
    """Nobody is told any more about who is gone."""
    session.execute(update(Notice).where(*_about(session, person_id)).values(status="dropped"))


def _about(session: Session, person_id: int) -> tuple[ColumnElement[bool], ...]:
    """The notices due to others whose ids lead to somebody."""
    knocks = select(cast(Knock.id, String)).where(_between(Knock.sender_id, Knock.receiver_id, person_id))
    pairs = select(cast(Mentorship.id, String)).where(_between(Mentorship.mentee_id, Mentorship.mentor_id, person_id))
    asked = select(cast(HelpRequest.id, String)).where(HelpRequest.person_id == person_id)
    named = (("knock", knocks), ("mentorship", pairs), ("request", asked))
    led = [Notice.ids[name].as_string().in_(session.scalars(ids).all()) for name, ids in named]
    led += [Notice.ids[name].as_string() == str(person_id) for name in ("member", "person")]
    return Notice.status == "due", Notice.person_id != person_id, or_(*led)


def _between(one: Any, other: Any, person_id: int) -> ColumnElement[bool]:
    return or_(one == person_id, other == person_id)


def _others(session: Session, person_id: int) -> set[int]:
    """Who may have something of theirs on a screen: those in touch, who saw the card, who were told, and the team."""
    pairs = ((Knock.sender_id, Knock.receiver_id), (Mentorship.mentee_id, Mentorship.mentor_id))
    asked = [
        select(there).where(here == person_id) for one, other in pairs for here, there in ((one, other), (other, one))
    ]
    told = or_(*(Notice.ids[name].as_string() == str(person_id) for name in ("member", "person")))
    asked += [
        select(Sighting.person_id).where(Sighting.member_id == person_id),
        select(Notice.person_id).where(told),
        select(Staff.person_id),
    ]
    found = {each for query in asked for each in session.scalars(query)}
    return {each for each in found if each is not None} - {person_id}


def _marks(session: Session, person_id: int) -> list[str]:
    """By what a screen is known to tell of somebody: their name, long and short, their numbers, what they wrote."""
    member = session.get(Member, person_id)
    wrote = (
        select(Knock.words).where(Knock.sender_id == person_id),
        select(Knock.contact).where(Knock.receiver_id == person_id),
        select(Mentorship.question).where(Mentorship.mentee_id == person_id),
        select(HelpRequest.words).where(HelpRequest.person_id == person_id),
        select(ProvedNumber.number).where(ProvedNumber.person_id == person_id),
    )
    found = [member.name, shorten(member.name)] if member else []
    found += [each for query in wrote for each in session.scalars(query) if each]
    return [mark for mark in dict.fromkeys(found) if len(mark) >= SHORTEST]


def _holds(value: Any, marks: Collection[str]) -> bool:
    told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return any(mark in told or json.dumps(mark, ensure_ascii=False)[1:-1] in told for mark in marks)


def _shorten(screen: Outbox, marks: Collection[str]) -> None:
    body = dict(screen.body)
    left = [line for line in _paragraphs(body["text"], marks) if line.strip()]
    if not left:
        screen.body = None
        screen.status = "dropped" if screen.status in _UNSENT else screen.status
        return
    body["text"] = "\n".join(left)
    body["choices"] = [choice for choice in body.get("choices", ()) if not _holds(choice[1], marks)]
    if _holds(body.get("heard", ""), marks):
        del body["heard"]
    screen.body = body
    flag_modified(screen, "body")


def _paragraphs(text: str, marks: Collection[str]) -> list[str]:
    """The lines of a text that do not tell of them; what they wrote may be several lines long."""
    for mark in marks:
        if "\n" in mark:
            text = text.replace(mark, UNSAID)
    return [line for line in text.split("\n") if not _holds(line, marks)]


def _unsay(session: Session, talk: Talk, marks: Collection[str]) -> None:
    """What is on offer in somebody else's conversation; who is just in a turn writes it anew."""
    parts = {name: talk.state[name] for name in ("offers", "notices", "stack", "over") if name in talk.state}
    if _holds(parts, marks) and lock_person(session, talk.person_id):
        session.refresh(talk)
        talk.state = _blanked(talk.state, marks)


def _blanked(value: Any, marks: Collection[str], *, name: str = "") -> Any:
    """A value without their words; what the other has answered stays the other's."""
    if name in ("answers", "args"):
        return value
    if isinstance(value, dict):
        return {key: _blanked(each, marks, name=key) for key, each in value.items()}
    if isinstance(value, list):
        return [_blanked(each, marks) for each in value]
    return UNSAID if isinstance(value, str) and _holds(value, marks) else value
