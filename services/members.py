"""Members: a person's own card, from the first answers to the last correction."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict, cast

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from locales import _
from models import Member, MemberOrigin, Person
from models.clock import now
from models.prepared import Prepared
from models.refusal import Refusal
from services import audit, consents, freshness, mentoring, names, risks, saved_searches, terms
from services.directory import Card, levels_of, read_card
from services.visibility import FIELDS, Audience, Field, wider, widest
from world.languages import SpokenLanguage, find_languages
from world.phrases import understand

Kind = Literal["abroad", "home", "organisation"]

SKILLS_AT_MOST = 5
_PARTS = re.compile(r"[,،;/\n]| (?:and|et|و) ")

_IS_MEMBER = Prepared(select(Person.is_member).where(Person.id == bindparam("person")))
_FORGET_ORIGINS = Prepared(delete(MemberOrigin).where(MemberOrigin.member_id == bindparam("member")))
_ADD_ORIGIN = insert(MemberOrigin)


class Town(TypedDict):
    """A town; without id and country when no table knows it."""

    id: int | None
    text: str
    country: str | None


class Work(TypedDict):
    """A profession; without code when no table knows it."""

    code: str | None
    text: str


class Shown(TypedDict):
    """Who sees a card, and each answer of it; `widest` is the most people each could be for.

    `chosen` are the answers whose owner said more than of the whole card.
    """

    audience: Audience
    answers: dict[str, Audience]
    widest: dict[str, Audience]
    chosen: dict[str, Audience]


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
        member = Member(person_id=person_id, created_at=at, confirmed_at=at, confirmed={}, shown={})
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
    terms.index(session, member)
    audit.record(session, person_id, "member.registered", person_id, audience=audience)


def edit(session: Session, person_id: int, field: str, value: Any) -> None:
    """Change one answer of one's own card, and confirm it thereby."""
    member = _own(session, person_id)
    before = levels_of(member)
    _SETTERS[field](session, member, value)
    freshness.touch(member, _CONFIRMED.get(field, ()), now(session))
    session.flush()
    terms.index(session, member)
    audit.record(session, person_id, "member.edited", person_id, field=field, wider=_wider_than(before, member))


def confirm(session: Session, person_id: int) -> bool:
    """Keep that everything on the card is still true today; whether that brought it back, whoever had hidden it."""
    member = _own(session, person_id)
    was_hidden = member.hidden_at is not None
    freshness.touch(member, FIELDS, now(session))
    member.hidden_at = None
    terms.confirm(session, person_id)
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
    """Take a card away with the terms it is found by, what it offered and looked for, and the consent to show it."""
    mentoring.pause(session, person_id)
    consents.withdraw(session, person_id, "directory")
    saved_searches.remove_all(session, person_id)
    _FORGET_ORIGINS.all(session, member=person_id)
    terms.remove(session, person_id)
    session.delete(_own(session, person_id))
    session.get_one(Person, person_id).is_member = False
    session.flush()


def show(session: Session, person_id: int, part: str, audience: Audience | None) -> None:
    """Choose who sees one answer of one's card, or with `card` the whole of it. None: whoever sees the card."""
    member = _own(session, person_id)
    before = levels_of(member)
    if part == "card" and audience is not None:
        _set_audience(session, member, audience)
    elif audience is None:
        member.shown = {field: said for field, said in member.shown.items() if field != part}
    else:
        _check_width(member, part, audience)
        member.shown = {**member.shown, part: audience}
    freshness.touch(member, (), now(session))
    session.flush()
    terms.index(session, member)
    more = _wider_than(before, member)
    audit.record(session, person_id, "member.shown", person_id, part=part, audience=audience or "card", wider=more)


def who_sees(session: Session, person_id: int) -> Shown:
    """Who sees one's card, and each answer of it."""
    member = _own(session, person_id)
    said, chosen = levels_of(member), cast(Audience, member.audience)
    shown = cast("dict[str, Audience]", member.shown)
    most: dict[str, Audience] = {field: widest(chosen, shown, field) for field in FIELDS}
    answers: dict[str, Audience] = {field: said[field] for field in FIELDS}
    return {"audience": chosen, "answers": answers, "widest": most, "chosen": dict(shown)}


def follow_default(session: Session, person_id: int, risk_id: int) -> None:
    """Make one's own choice as narrow as what is suggested; whose is already stays as it is."""
    if found := risks.offered(session, person_id, risk_id):
        show(session, person_id, found["part"], found["audience"])


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


def _check_width(member: Member, part: str, audience: Audience) -> None:
    """An answer is never for more people than the card."""
    shown = cast("dict[str, Audience]", member.shown)
    if wider(audience, widest(cast(Audience, member.audience), shown, cast(Field, part))):
        raise Refusal(_("That is more people than your card is for. Change first who may see your card."))


def _wider_than(before: Mapping[Field, Audience], member: Member) -> list[str]:
    """The answers that more people see now."""
    return [field for field, audience in levels_of(member).items() if wider(audience, before[field])]


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
    """With roots in a country that follows people abroad, answers nobody chose for are for as many as is suggested."""
    session.flush()
    _FORGET_ORIGINS.all(session, member=member.person_id)
    rows = [{"member_id": member.person_id, "country": code} for code in dict.fromkeys(origins)]
    if rows:
        session.connection().execute(_ADD_ORIGIN, rows)
    member.shown = {**risks.answers(session, origins), **member.shown}


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
