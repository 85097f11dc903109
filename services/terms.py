"""The terms of a card: what the index finds it by, each under the marks of those who may see that answer."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from models import CardIndex, Member, MemberOrigin
from models.prepared import Prepared
from services import vocabulary
from services.compounds import compounds
from services.directory import levels_of
from services.proposals import propose
from services.visibility import Field, marks_of
from services.wishes import term
from world.folding import fold
from world.professions import profession
from world.sounds import sounds

MODERATORS: Final = "x"
"""The mark under which moderators find people by name, whatever their cards say."""
_APART: Final = re.compile(r"[\s'`´‘’ʼ-]+")
_TOGETHER: Final = re.compile(r"(?<=\w)['`´‘’ʼ-]+(?=\w)")


def index(session: Session, member: Member) -> None:
    """Write anew what a card is found by, and put it first; its own row and its origins are in the store already."""
    before = _names_of(session, member.person_id)
    _put_first(session, member.person_id, _found_by(session, member))
    _renew_words(session, member, before)


def renew(session: Session, member: Member) -> None:
    """The same where only the rules have changed: a card that has a place in the order keeps it."""
    before = _names_of(session, member.person_id)
    if before:
        _RENEW.all(session, member=member.person_id, found_by=_found_by(session, member))
    else:
        _put_first(session, member.person_id, _found_by(session, member))
    _renew_words(session, member, before)


def confirm(session: Session, member_id: int) -> None:
    """Put a card first again: what is confirmed last is found first."""
    found_by = _TERMS.value(session, member=member_id)
    if found_by is not None:
        _put_first(session, member_id, found_by)


def remove(session: Session, member_id: int) -> None:
    """Take a card out of the index, and out of the vocabulary what nobody else's name has."""
    before = _names_of(session, member_id)
    _REMOVE.all(session, member=member_id)
    _let_go(session, before)


def _put_first(session: Session, member_id: int, found_by: str) -> None:
    _REMOVE.all(session, member=member_id)
    _ADD.all(session, member_id=member_id, terms=found_by)


def _renew_words(session: Session, member: Member, before: set[str]) -> None:
    words = set(name_words(member.name))
    vocabulary.learn(session, words - before)
    _let_go(session, before - words)


def _found_by(session: Session, member: Member) -> str:
    origins = [row.country for row in _ORIGINS.all(session, member=member.person_id)]
    return " ".join(dict.fromkeys(_marked(member, origins)))


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name, compounds both joined and split: N'Diaye, Jean-Bosco, Abd al-Rahman."""
    together = fold(_TOGETHER.sub("", name)).split()
    apart = fold(_APART.sub(" ", name)).split()
    return tuple(dict.fromkeys([*together, *apart, *compounds(apart)]))


def sound(key: str) -> str:
    """The term of a name's sound."""
    return f"~{key}"


def _marked(member: Member, origins: Collection[str]) -> Iterator[str]:
    words = name_words(member.name)
    yield from (f"{MODERATORS}/{word}" for word in words)
    shown = levels_of(member)
    for field, terms in _terms(member, origins, words).items():
        marks = marks_of(shown[field], origins)
        yield from (f"{mark}/{each}" for each in terms for mark in marks)


def _terms(member: Member, origins: Iterable[str], words: Sequence[str]) -> dict[Field, list[str]]:
    return {
        "name": [*words, *(sound(key) for word in words for key in sounds(word))],
        "origins": [term("origin", code) for code in origins],
        "country": [term("country", member.country)] if member.country else [],
        "city": _town_terms(member.city_id, member.city_text),
        "profession": _work_terms(member.profession, member.profession_text),
        "languages": [term("language", code) for code in member.languages],
        "skills": fold(" ".join(member.skills)).split(),
        "offers": [term("offer", code) for code in member.offers],
    }


def _work_terms(code: str | None, said: str) -> list[str]:
    known = profession(code) if code else None
    if known is None:
        return fold(said).split()
    return [term("profession", known.code), term("sector", known.sector.code)]


def _town_terms(city_id: int | None, said: str) -> list[str]:
    return fold(said).split() if city_id is None else [term("place", city_id)]


def _names_of(session: Session, member_id: int) -> set[str]:
    begins = f"{MODERATORS}/"
    terms: str = _TERMS.value(session, member=member_id) or ""
    return {each.removeprefix(begins) for each in terms.split() if each.startswith(begins)}


def _let_go(session: Session, words: Iterable[str]) -> None:
    gone = [word for word in words if not propose(session, [MODERATORS], [[[word]]], most=1)]
    vocabulary.forget(session, gone)


_OF_MEMBER = CardIndex.member_id == bindparam("member")
_ORIGINS = Prepared(
    select(MemberOrigin.country).where(MemberOrigin.member_id == bindparam("member")).order_by(MemberOrigin.country)
)
_TERMS = Prepared(select(CardIndex.terms).where(_OF_MEMBER))
_REMOVE = Prepared(delete(CardIndex).where(_OF_MEMBER))
_RENEW = Prepared(update(CardIndex).where(_OF_MEMBER).values(terms=bindparam("found_by")))
_ADD = Prepared(insert(CardIndex))
