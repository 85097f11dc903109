"""Searching: the members who fit what one message asks for."""

from rapidfuzz import fuzz, process
from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from models import Member, MemberTerm, Mentor
from services import directory, people
from services.wishes import Wish, term

FOUND_AT_MOST = 30
LOOKED_AT = 200
LIKE_ENOUGH = 80
"""Of 100: from here on two spellings may be one name."""
LONG_ENOUGH_FOR_TYPOS = 4
SPELLINGS_LOOKED_AT = 2000


def search(session: Session, person_id: int, wish: Wish) -> list[int]:
    """Members that the person may see and who fit a wish, those confirmed last first; ids only.

    A word without a hit as it is written is looked up in the spellings that are like it; where nobody fits at all, the
    whole message is tried as a name.
    """
    people.check_standing(session, person_id)
    if wish.is_empty:
        return []
    everyone = fitting = select(Member)
    for group in wish.groups():
        fitting = _having(fitting, group)
    if wish.mentors:
        fitting = fitting.where(exists().where(Mentor.person_id == Member.person_id, Mentor.open))
    exact = [_spelt(word) for word in wish.words]
    alike = [_alike(session, group) for group in exact]
    found = _ids(session, person_id, fitting, exact) or _ids(session, person_id, fitting, alike)
    if found or not wish.name or wish.name == wish.words:
        return found
    return _ids(session, person_id, everyone, [_spelt(word) for word in wish.name])


def _ids(session: Session, person_id: int, fitting: Select[Member], words: list[list[str]]) -> list[int]:
    for group in words:
        fitting = _having(fitting, group)
    newest = fitting.with_only_columns(Member.person_id).order_by(Member.confirmed_at.desc(), Member.person_id)
    found = list(session.scalars(newest.limit(LOOKED_AT)))
    here = {each.id for each in directory.facts(session, person_id, found)}
    return [each for each in found if each in here][:FOUND_AT_MOST]


def _having(listed: Select[Member], terms: list[str]) -> Select[Member]:
    return listed.where(Member.person_id.in_(select(MemberTerm.member_id).where(MemberTerm.term.in_(terms))))


def _spelt(word: str) -> list[str]:
    return [word, term("written", word)]


def _alike(session: Session, group: list[str]) -> list[str]:
    """The spellings of a word that cards really have: those that begin alike and differ little."""
    word = group[0]
    if len(word) < LONG_ENOUGH_FOR_TYPOS:
        return group
    begins = word[:2]
    spelt = select(MemberTerm.term).where(MemberTerm.term.between(begins, f"{begins}zzzz")).distinct()
    # a store that sorts by the rules of a language passes over the colon of "w:…"
    known = [each for each in session.scalars(spelt.limit(SPELLINGS_LOOKED_AT)) if each.startswith(begins)]
    close = process.extract(word, known, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=5)
    return group + [each for each, _score, _place in close]
