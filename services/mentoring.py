"""Mentoring: who offers it, who asks whom, and what happens when nobody answers.

A place is taken when a mentor is asked and given back when they decline, let the time pass, or when it ends.
"""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Final, TypedDict

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.orm import Session

from locales import _
from models import Member, Mentor, Mentorship
from models.clock import now
from models.refusal import Refusal
from services import audit, consents, directory, people
from services.matching import Match, is_offered, match
from services.names import shorten
from services.notices import tell

TIME_TO_ANSWER: Final = timedelta(days=3)
MOST_PLACES: Final = 5
LONGEST_QUESTION: Final = 300
_ABOUT: Final = "about:"
"""The reason that keeps which work was asked about: the next best mentor is looked for with it."""


class Suggestion(TypedDict):
    """A mentor who fits a question, and why."""

    mentor: int
    reasons: list[str]


class Asked(TypedDict):
    """Which mentor a question went to, in which mentorship."""

    id: int
    mentor: int


class Offer(TypedDict):
    """What a mentor offers, and how many of the places are taken."""

    open: bool
    capacity: int
    taken: int


class Overview(TypedDict):
    """What a person has to do with mentoring: their offer, and ids of what goes on."""

    offer: Offer | None
    as_mentee: list[int]
    as_mentor: list[int]


class MentorCard(TypedDict):
    """A mentor as someone who looks for one sees them."""

    id: int
    name: str
    profession: str | None
    work: str
    city_id: int | None
    city: str
    country: str | None
    origins: list[str]
    about: str | None


class Shared(TypedDict):
    """A mentorship as one of its two sees it; `asking` says that it is the mentee who looks."""

    id: int
    asking: bool
    other: int
    name: str
    question: str
    reasons: list[str]
    status: str
    due: str
    contact: str | None


def offer(session: Session, person_id: int, *, capacity: int, about: str | None) -> None:
    """Make a member a mentor for so many at a time, or change what they offer; never below those they look after."""
    people.check_standing(session, person_id)
    mentor = session.get(Mentor, person_id)
    if mentor is None:
        mentor = Mentor(person_id=person_id, taken=0, created_at=now(session))
        session.add(mentor)
    mentor.capacity = max(mentor.taken, min(capacity, MOST_PLACES))
    mentor.open, mentor.about = True, about
    consents.give(session, person_id, "mentoring")
    audit.record(session, person_id, "mentor.offered", person_id, capacity=mentor.capacity)


def pause(session: Session, person_id: int) -> None:
    """Be offered to nobody new; whom the mentor looks after, and who has asked, stays."""
    mentor = session.get(Mentor, person_id)
    if mentor and mentor.open:
        mentor.open = False
        audit.record(session, person_id, "mentor.paused", person_id)


def find_mentors(session: Session, person_id: int, work: str | None) -> list[Suggestion]:
    """The best mentors for a question about this work (an ISCO code), best first: ids and reasons."""
    people.check_standing(session, person_id)
    return [{"mentor": each.mentor_id, "reasons": list(each.reasons)} for each in match(session, person_id, work)]


def request(
    session: Session, person_id: int, mentors: Sequence[int], *, work: str | None, question: str, contact: str
) -> Asked:
    """Ask the first of these mentors who still has a place; the others stand by. One question at a time."""
    people.check_standing(session, person_id)
    if waiting(session, person_id) is not None:
        raise Refusal(
            _("Your question is with a mentor already. You can take it back under “Mentoring”, then ask anew.")
        )
    consents.give(session, person_id, "mentoring")
    matches = {each.mentor_id: each for each in match(session, person_id, work, only=mentors, most=len(mentors))}
    for mentor_id in mentors:
        if mentor_id in matches and _take_place(session, mentor_id):
            kept = json.dumps({"mentee": contact})
            mentorship = _ask(session, person_id, matches[mentor_id], work=work, question=question, contact=kept)
            return {"id": mentorship.id, "mentor": mentor_id}
    raise Refusal(_("The last free places have just gone. Ask again in a few days; places become free all the time."))


def answer(session: Session, person_id: int, mentorship_id: int, *, accept: bool, contact: str | None = None) -> None:
    """Accept a question, giving the contact one chose, or decline it: then the next best mentor is asked."""
    mentorship = _waiting_for(session, person_id, mentorship_id)
    if accept:
        people.check_standing(session, person_id)
        mentorship.status, mentorship.answered_at = "accepted", now(session)
        mentorship.contact = json.dumps(_contacts(mentorship) | {"mentor": contact})
        audit.record(session, person_id, "mentorship.accepted", mentorship.mentee_id, mentorship=mentorship_id)
        tell(session, mentorship.mentee_id, "mentor_accepted", mentorship=mentorship_id)
        return
    audit.record(session, person_id, "mentorship.declined", mentorship.mentee_id, mentorship=mentorship_id)
    _decline(session, mentorship)


def expire_requests(session: Session, limit: int) -> int:
    """Pass on at most `limit` questions that their mentors left unanswered for three days; how many."""
    late = (
        select(Mentorship)
        .where(Mentorship.status == "asked", Mentorship.due_at <= now(session))
        .order_by(Mentorship.due_at, Mentorship.id)
        .limit(limit)
    )
    found = session.scalars(late.with_for_update(skip_locked=True)).all()
    for mentorship in found:
        mentorship.status = "expired"
        audit.record(session, None, "mentorship.expired", mentorship.mentor_id, mentorship=mentorship.id)
        _pass_on(session, mentorship, "mentor_expired")
    return len(found)


def end(session: Session, person_id: int, mentorship_id: int) -> bool:
    """End a mentorship, or take a question back: the place is free again. By either of the two; twice is once."""
    mentorship = session.get(Mentorship, mentorship_id, with_for_update=True)
    if mentorship is None or person_id not in (mentorship.mentee_id, mentorship.mentor_id):
        raise Refusal(_("I no longer find this mentorship. “Mentoring” in the menu shows yours."))
    if mentorship.status not in ("asked", "accepted"):
        return False
    was_accepted = mentorship.status == "accepted"
    other = _end(session, person_id, mentorship)
    if was_accepted:
        tell(session, other, "mentorship_ended", mentorship=mentorship_id)
    return True


def part(session: Session, person_id: int, other_id: int) -> None:
    """End without a word what goes on between two people when one blocks the other; who asked is passed on."""
    either = or_(
        (Mentorship.mentee_id == person_id) & (Mentorship.mentor_id == other_id),
        (Mentorship.mentee_id == other_id) & (Mentorship.mentor_id == person_id),
    )
    going_on = select(Mentorship).where(either, _going_on()).with_for_update()
    for mentorship in session.scalars(going_on).all():
        if mentorship.status == "asked" and mentorship.mentor_id == person_id:
            _decline(session, mentorship)
        else:
            _end(session, person_id, mentorship)


def leave(session: Session, person_id: int) -> None:
    """Take a person out of mentoring, before an erasure or a suspension: what waits with them goes to someone else."""
    pause(session, person_id)
    waiting_with_me = (Mentorship.mentor_id == person_id, Mentorship.status == "asked")
    for mentorship in session.scalars(select(Mentorship).where(*waiting_with_me).with_for_update()).all():
        _decline(session, mentorship)
    mine = ((Mentorship.mentee_id == person_id) | (Mentorship.mentor_id == person_id)) & _going_on()
    for mentorship_id in session.scalars(select(Mentorship.id).where(mine)).all():
        end(session, person_id, mentorship_id)


def waiting(session: Session, person_id: int) -> int | None:
    """The question of this person that waits for a mentor's answer."""
    mine = (Mentorship.mentee_id == person_id, Mentorship.status == "asked")
    return session.scalar(select(Mentorship.id).where(*mine).limit(1))


def overview(session: Session, person_id: int) -> Overview:
    mentor = session.get(Mentor, person_id)
    return {
        "offer": {"open": mentor.open, "capacity": mentor.capacity, "taken": mentor.taken} if mentor else None,
        "as_mentee": _ids(session, Mentorship.mentee_id == person_id),
        "as_mentor": _ids(session, Mentorship.mentor_id == person_id),
    }


def visible_mentor(session: Session, viewer_id: int, mentor_id: int) -> MentorCard | None:
    """A mentor as someone who looks for one sees them: as their card is offered, and what they say about it.

    Only while they take new questions and a search would find them, or to someone whose question is with them.
    """
    known = session.scalar(_between(viewer_id, mentor_id))
    if known is None and not is_offered(session, viewer_id, mentor_id):
        return None
    mentor, card = session.get(Mentor, mentor_id), directory.read_offer(session, viewer_id, mentor_id)
    if mentor is None or card is None:
        return None
    return {
        "id": mentor_id,
        "name": card["name"],
        "profession": card["profession"],
        "work": card["work"],
        "city_id": card["city_id"],
        "city": card["city"],
        "country": card["country"],
        "origins": card["origins"],
        "about": mentor.about,
    }


def visible_mentorship(session: Session, viewer_id: int, mentorship_id: int) -> Shared | None:
    """A mentorship as one of its two sees it; the other's full name and contact once it was accepted."""
    mentorship = session.get(Mentorship, mentorship_id)
    if mentorship is None or viewer_id not in (mentorship.mentee_id, mentorship.mentor_id):
        return None
    asking = viewer_id == mentorship.mentee_id
    other = session.get_one(Member, mentorship.mentor_id if asking else mentorship.mentee_id)
    open_door = mentorship.status == "accepted"
    return {
        "id": mentorship_id,
        "asking": asking,
        "other": other.person_id,
        "name": other.name if open_door else shorten(other.name),
        "question": mentorship.question or "",
        "reasons": [reason for reason in mentorship.reasons if not reason.startswith(_ABOUT)],
        "status": mentorship.status,
        "due": mentorship.due_at.date().isoformat(),
        "contact": _contacts(mentorship).get("mentor" if asking else "mentee") if open_door else None,
    }


def contacts_of(session: Session, person_id: int, mentorship_id: int) -> tuple[str | None, str | None]:
    """The contact this person has given in a mentorship, and the other's, once the door is open."""
    mentorship = session.get_one(Mentorship, mentorship_id)
    shared = visible_mentorship(session, person_id, mentorship_id)
    mine = _contacts(mentorship).get("mentee" if person_id == mentorship.mentee_id else "mentor")
    return mine, shared["contact"] if shared else None


def _ask(
    session: Session, mentee_id: int, found: Match, *, work: str | None, question: str, contact: str
) -> Mentorship:
    at = now(session)
    mentorship = Mentorship(
        mentee_id=mentee_id,
        mentor_id=found.mentor_id,
        question=question,
        reasons=[*found.reasons, f"{_ABOUT}{work or ''}"],
        status="asked",
        contact=contact,
        created_at=at,
        due_at=at + TIME_TO_ANSWER,
    )
    session.add(mentorship)
    session.flush()
    audit.record(session, mentee_id, "mentorship.asked", found.mentor_id, mentorship=mentorship.id)
    tell(session, found.mentor_id, "mentor_asked", mentorship=mentorship.id)
    return mentorship


def _pass_on(session: Session, mentorship: Mentorship, kind: str) -> None:
    """Give the place back, put the question to the next best mentor, and tell who asked; `next` is 0 for nobody."""
    session.flush()
    _give_back(session, mentorship.mentor_id)
    asked_about = next((each.removeprefix(_ABOUT) for each in mentorship.reasons if each.startswith(_ABOUT)), "")
    followed = None
    for found in match(session, mentorship.mentee_id, asked_about or None):
        if _take_place(session, found.mentor_id):
            question, contact = mentorship.question or "", mentorship.contact or "{}"
            work = asked_about or None
            followed = _ask(session, mentorship.mentee_id, found, work=work, question=question, contact=contact)
            break
    _forget(mentorship)
    follower = followed.id if followed else 0
    tell(session, mentorship.mentee_id, kind, mentorship=mentorship.id, next=follower)


def _decline(session: Session, mentorship: Mentorship) -> None:
    mentorship.status, mentorship.answered_at = "declined", now(session)
    _pass_on(session, mentorship, "mentor_declined")


def _end(session: Session, person_id: int, mentorship: Mentorship) -> int:
    """Close it and give the place back; with whom it was."""
    other = mentorship.mentor_id if person_id == mentorship.mentee_id else mentorship.mentee_id
    mentorship.status = "ended"
    _forget(mentorship)
    _give_back(session, mentorship.mentor_id)
    audit.record(session, person_id, "mentorship.ended", other, mentorship=mentorship.id)
    return other


def _forget(mentorship: Mentorship) -> None:
    """What was asked and the contacts go when it is over."""
    mentorship.question = mentorship.contact = None


def _take_place(session: Session, mentor_id: int) -> bool:
    """Whether a place was still free: one conditional update, so that two never get the last one."""
    free = (Mentor.person_id == mentor_id, Mentor.open.is_(True), Mentor.taken < Mentor.capacity)
    taken = update(Mentor).where(*free).values(taken=Mentor.taken + 1).returning(Mentor.person_id)
    return session.scalar(taken) is not None


def _give_back(session: Session, mentor_id: int) -> None:
    held = (Mentor.person_id == mentor_id, Mentor.taken > 0)
    session.execute(update(Mentor).where(*held).values(taken=Mentor.taken - 1))


def _waiting_for(session: Session, mentor_id: int, mentorship_id: int) -> Mentorship:
    mentorship = session.get(Mentorship, mentorship_id, with_for_update=True)
    if mentorship is None or mentorship.mentor_id != mentor_id:
        raise Refusal(_("I no longer find this request. “Mentoring” in the menu shows yours."))
    if mentorship.status != "asked":
        raise Refusal(_("This request is no longer waiting for you: it was answered, taken back or passed on."))
    return mentorship


def _contacts(mentorship: Mentorship) -> dict[str, str | None]:
    contacts: dict[str, str | None] = json.loads(mentorship.contact or "{}")
    return contacts


def _between(mentee_id: int, mentor_id: int) -> Select[str]:
    """The status of the mentorship in which one asked the other, the latest that goes on."""
    pair = (Mentorship.mentee_id == mentee_id, Mentorship.mentor_id == mentor_id, _going_on())
    return select(Mentorship.status).where(*pair).order_by(Mentorship.id.desc()).limit(1)


def _ids(session: Session, side: ColumnElement[bool]) -> list[int]:
    return list(session.scalars(select(Mentorship.id).where(side, _going_on()).order_by(Mentorship.id)))


def _going_on() -> ColumnElement[bool]:
    return Mentorship.status.in_(("asked", "accepted"))
