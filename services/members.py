"""Members: a person's own card, from the first answers to the last correction."""

import re
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from locales import _
from models import Member, MemberOrigin, MemberTerm, Person
from models.clock import now
from models.prepared import Prepared
from models.refusal import Refusal
from services import audit, consents, freshness, mentoring, names
from services.directory import Card, read_card
from services.visibility import FIELDS, Field
from services.wishes import term
from world.folding import fold
from world.languages import SpokenLanguage, find_languages
from world.phrases import understand
from world.professions import profession

Kind = Literal["abroad", "home", "organisation"]
Audience = Literal["nobody", "staff", "country", "members", "public"]


SKILLS_AT_MOST = 5
_PARTS = re.compile(r"[,،;/\n]| (?:and|et|و) ")

_IS_MEMBER = Prepared(select(Person.is_member).where(Person.id == bindparam("person")))
_ORIGINS = Prepared(select(MemberOrigin.country).where(MemberOrigin.member_id == bindparam("member")))
_FORGET_ORIGINS = Prepared(delete(MemberOrigin).where(MemberOrigin.member_id == bindparam("member")))
_FORGET_TERMS = Prepared(delete(MemberTerm).where(MemberTerm.member_id == bindparam("member")))
_ADD_ORIGIN, _ADD_TERM = insert(MemberOrigin), insert(MemberTerm)


class Town(TypedDict):
    """A town; without id and country when no table knows it."""

    id: int | None
    text: str
    country: str | None


class Work(TypedDict):
    """A profession; without code when no table knows it."""

    code: str | None
    text: str


def register(
    session: Session,
    person_id: int,
    *,
    kind: Kind,
    name: str,
    origins: Sequence[str],
    city: Town,
    profession: Work | None,
    audience: Audience,
) -> None:
    """Make a person a member with a card; whoever has one gets it written anew."""
    person, at = session.get_one(Person, person_id), now(session)
    member = session.get(Member, person_id)
    if member is None:
        member = Member(person_id=person_id, created_at=at, confirmed_at=at, confirmed={})
        session.add(member)
    member.kind = kind
    _set_name(session, member, name)
    _set_city(session, member, city)
    _set_profession(session, member, profession)
    _set_audience(session, member, audience)
    freshness.touch(member, FIELDS, at)
    person.is_member = True
    session.flush()
    _set_origins(session, member, origins)
    _index(session, member)
    audit.record(session, person_id, "member.registered", person_id, audience=audience)


def edit(session: Session, person_id: int, field: str, value: Any) -> None:
    """Change one answer of one's own card, and confirm it thereby."""
    member = _own(session, person_id)
    _SETTERS[field](session, member, value)
    freshness.touch(member, _CONFIRMED.get(field, ()), now(session))
    session.flush()
    _index(session, member)
    audit.record(session, person_id, "member.edited", person_id, field=field)


def confirm(session: Session, person_id: int) -> bool:
    """Keep that everything on the card is still true today; whether that brought it back, whoever had hidden it."""
    member = _own(session, person_id)
    was_hidden = member.hidden_at is not None
    freshness.touch(member, FIELDS, now(session))
    member.hidden_at = None
    audit.record(session, person_id, "member.confirmed", person_id)
    return was_hidden


def hide(session: Session, person_id: int) -> None:
    """Let nobody find one's card, until its owner confirms it."""
    member = _own(session, person_id)
    if member.hidden_at is None:
        member.hidden_at = now(session)
        audit.record(session, person_id, "member.hidden", person_id)


def is_hidden(session: Session, person_id: int) -> bool:
    """Whether one's own card is found by nobody, by one's own wish or for its age."""
    return _own(session, person_id).hidden_at is not None


def delete_card(session: Session, person_id: int) -> None:
    """Take a card away with the terms it is found by, what it offered, and the consent to show it."""
    mentoring.pause(session, person_id)
    consents.withdraw(session, person_id, "directory")
    _FORGET_ORIGINS.all(session, member=person_id)
    _FORGET_TERMS.all(session, member=person_id)
    session.delete(_own(session, person_id))
    session.get_one(Person, person_id).is_member = False
    session.flush()


def set_languages(session: Session, person_id: int, said: str) -> None:
    """Keep the languages a person named on their card, in place of those before."""
    found = [known.code for part in _PARTS.split(said) for known in _languages_in(part)]
    if not found:
        raise Refusal(_("I did not recognise a language there. Write for example: fon, French and English."))
    edit(session, person_id, "languages", list(dict.fromkeys(found)))


def _languages_in(part: str) -> Sequence[SpokenLanguage]:
    """The language a part of a list names, or those a phrase does; Arabic writes its “and” onto the next word."""
    return find_languages(part)[:1] or understand(f"speaks {part}").languages


def set_skills(session: Session, person_id: int, said: str) -> None:
    """Keep up to five skills in a person's own words on their card, in place of those before."""
    parts = [part.strip() for part in _PARTS.split(said) if part.strip()]
    edit(session, person_id, "skills", list(dict.fromkeys(parts))[:SKILLS_AT_MOST])


def is_member(session: Session, person_id: int) -> bool:
    return bool(_IS_MEMBER.value(session, person=person_id))


def own_card(session: Session, person_id: int) -> Card | None:
    """One's own card, with the full name."""
    return read_card(session, person_id, person_id)


def audience(session: Session, person_id: int) -> Audience:
    """Who may see one's card."""
    chosen: Audience = _own(session, person_id).audience  # type: ignore[assignment]  # the store holds it to these words
    return chosen


def _own(session: Session, person_id: int) -> Member:
    member = session.get(Member, person_id)
    if member is None:
        raise Refusal(_("You have no card yet. Write “register” to make one: it takes two minutes."))
    return member


def _set_kind(session: Session, member: Member, kind: Kind) -> None:
    member.kind = kind


def _set_name(session: Session, member: Member, name: str) -> None:
    member.name = names.kept(name, member.kind)


def _set_city(session: Session, member: Member, city: Town) -> None:
    member.city_id, member.city_text, member.country = city["id"], city["text"], city["country"]


def _set_profession(session: Session, member: Member, work: Work | None) -> None:
    member.profession = work["code"] if work else None
    member.profession_text = work["text"] if work else ""


def _set_origins(session: Session, member: Member, origins: Sequence[str]) -> None:
    session.flush()
    _FORGET_ORIGINS.all(session, member=member.person_id)
    rows = [{"member_id": member.person_id, "country": code} for code in dict.fromkeys(origins)]
    if rows:
        session.connection().execute(_ADD_ORIGIN, rows)


def _set_audience(session: Session, member: Member, audience: Audience) -> None:
    """Being shown to anyone is a consent of its own, and nobody takes it back."""
    member.audience = audience
    if audience == "nobody":
        consents.withdraw(session, member.person_id, "directory")
    else:
        consents.give(session, member.person_id, "directory")


def _set_codes(field: str) -> Any:
    def set_codes(session: Session, member: Member, codes: Sequence[str]) -> None:
        setattr(member, field, list(codes))

    return set_codes


_SETTERS: dict[str, Any] = {
    "kind": _set_kind,
    "name": _set_name,
    "origins": _set_origins,
    "city": _set_city,
    "profession": _set_profession,
    "audience": _set_audience,
    "languages": _set_codes("languages"),
    "skills": _set_codes("skills"),
    "offers": _set_codes("offers"),
}

_CONFIRMED: dict[str, tuple[Field, ...]] = {field: (field,) for field in FIELDS} | {"city": ("city", "country")}
"""Which answers a changed one confirms; how widely a card is shown says nothing of them."""


def _index(session: Session, member: Member) -> None:
    """Write anew the terms a card is found by; its own row and its origins are in the store already."""
    origins = [row.country for row in _ORIGINS.all(session, member=member.person_id)]
    _FORGET_TERMS.all(session, member=member.person_id)
    terms = [{"member_id": member.person_id, "term": each} for each in sorted(_terms(member, origins))]
    session.connection().execute(_ADD_TERM, terms)


def _terms(member: Member, origins: Sequence[str]) -> set[str]:
    terms = set(fold(member.name).split())
    terms |= {term("origin", code) for code in origins}
    terms |= {term("language", code) for code in member.languages}
    terms |= _written(" ".join(member.skills))
    terms |= _work_terms(member.profession, member.profession_text)
    terms |= _town_terms(member.city_id, member.city_text)
    return terms | ({term("country", member.country)} if member.country else set())


def _work_terms(code: str | None, written: str) -> set[str]:
    known = profession(code) if code else None
    if known is None:
        return _written(written)
    return {term("profession", known.code), term("sector", known.sector.code)}


def _town_terms(city_id: int | None, written: str) -> set[str]:
    if city_id is not None:
        return {term("place", city_id)}
    return _written(written)


def _written(text: str) -> set[str]:
    return {term("written", word) for word in fold(text).split()}
