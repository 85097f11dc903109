"""The demo: an invented community in a store of its own, whose people answer by script after a moment.

A store that was filled stays a demo for ever (setting `demo`). The same seed invents the same people.
"""

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from locales import _
from models import Knock, Member, Mentorship, Opportunity, Person, Setting, Spotlight
from models.clock import now
from models.refusal import Refusal
from models.store import Store
from services import freshness, knocks, members, mentoring, opportunities, people, spotlights
from services.members import Town
from services.visibility import FIELDS, Audience
from world.folding import fold
from world.places import find_places

SEED: Final = 2026
PEOPLE_A_COUNTRY: Final = 26
ABROAD: Final = 18
"""Of the people of a country; the others live at home."""
MENTORS_A_COUNTRY: Final = 3
QUICKEST: Final = 3
SLOWER: Final = 5
"""Invented people answer after 3 to 7 seconds, by the number of what they answer."""

_FOLDER: Final = Path(__file__).parent / "demo_data"
_AUDIENCES: Final[tuple[Audience, ...]] = ("members", "members", "members", "members", "public", "nationals", "staff")


@dataclass(frozen=True, slots=True)
class Invention:
    """One invented person: their answers, as a real one would give them."""

    language: str
    abroad: bool
    name: str
    origin: str
    town: Town
    work: str
    audience: Audience
    languages: tuple[str, ...]
    days_here: int
    days_confirmed: int
    offers: tuple[str, ...]
    helps_with: str | None


async def fill(store: Store) -> None:
    """Fill an empty store with the invented community, a country at a time; refused where people are."""
    await store.write(_mark)
    chance, words = random.Random(SEED), _read("words.toml")  # noqa: S311  (inventing people takes no secrets)
    countries, known = _read("people.toml"), _read("neighbours.toml")
    for code, country in countries.items():
        await store.write(partial(_add_people, invented=list(_invent(chance, code, country, words))))
    for each in known["colleagues"]:
        await store.write(partial(_add_people, invented=list(_colleagues(chance, each, countries, words))))
    neighbours = [_neighbour(each) for each in known["neighbour"]]
    await store.write(partial(_add_people, invented=neighbours))
    await store.write(_add_opportunities)
    await store.write(_add_spotlights)


def play(session: Session, limit: int) -> int:
    """Let invented people answer what reached them some seconds ago, and confirm their cards; how many they were."""
    return _answer_knocks(session, limit) + _answer_questions(session, limit) + _confirm_cards(session, limit)


def _mark(session: Session) -> None:
    if session.scalar(select(Person.id).limit(1)) is not None:
        raise Refusal(_("There are people in this store already: a demo begins in an empty one."))
    session.merge(Setting(key="demo", value="1"))


def _invent(
    chance: random.Random, code: str, country: dict[str, list[str]], words: dict[str, Any]
) -> Iterator[Invention]:
    pairs = chance.sample(list(product(country["given"], country["family"])), PEOPLE_A_COUNTRY)
    for place, (given, family) in enumerate(pairs):
        abroad = place < ABROAD
        language = chance.choice(country["chat"])
        yield Invention(
            language=language,
            abroad=abroad,
            name=f"{given} {family}",
            origin=code,
            town=_town(chance.choice(country["abroad"] if abroad else country["home"]), code),
            work=chance.choice(words["work" if abroad else "work_at_home"]),
            audience=chance.choice(_AUDIENCES),
            languages=tuple(sorted({language, *chance.sample(country["languages"], 2)})),
            days_here=chance.randint(30, 365),
            days_confirmed=chance.randint(0, 30) * chance.randint(0, 8),
            offers=_offers(words, place),
            helps_with=chance.choice(words["about"][language]) if place < MENTORS_A_COUNTRY else None,
        )


def _colleagues(
    chance: random.Random, group: dict[str, Any], countries: dict[str, Any], words: dict[str, Any]
) -> Iterator[Invention]:
    """Many of one trade in one town, from several countries: so many that a search is narrowed."""
    for place in range(group["people"]):
        origin = group["origins"][place % len(group["origins"])]
        country, is_mentor = countries[origin], place < MENTORS_A_COUNTRY
        given = country["given"][place // 2 % len(country["given"])]  # nobody twice
        language = chance.choice(country["chat"])
        yield Invention(
            language=language,
            abroad=True,
            name=f"{given} {chance.choice(country['family'])}",
            origin=origin,
            town=_town(group["town"], origin),
            work=group["works"][place % len(group["works"])],
            audience="members",
            languages=tuple(sorted({language, chance.choice(country["languages"])})),
            days_here=chance.randint(30, 365),
            days_confirmed=chance.randint(0, 30),
            offers=_offers(words, place),
            helps_with=chance.choice(words["about"][language]) if is_mentor else None,
        )


def _offers(words: dict[str, Any], place: int) -> tuple[str, ...]:
    """What somebody offers, besides mentoring; most offer nothing."""
    return tuple(words["offers"][place % len(words["offers"])])


def _neighbour(each: dict[str, Any]) -> Invention:
    """Somebody the examples of the documents look for; every member may see them."""
    return Invention(
        language=each["language"],
        abroad=True,
        name=each["name"],
        origin=each["origin"],
        town=_town(each["town"], each["origin"]),
        work=each["work"],
        audience="members",
        languages=(each["language"],),
        days_here=90,
        days_confirmed=20,
        offers=tuple(each.get("offers", ())),
        helps_with=each.get("helps_with"),
    )


def _town(written: str, home: str) -> Town:
    """A town of the data, “town, residence”, as a person's answer would be understood."""
    name, _comma, residence = written.partition(", ")
    country = residence or home
    found = next((each for each in find_places(name, near=country) if each.country == country), None)
    return {"id": found.id if found else None, "text": found.name if found else name, "country": country}


def _add_people(session: Session, invented: Sequence[Invention]) -> None:
    for each in invented:
        _add_person(session, each)


def _add_person(session: Session, each: Invention) -> None:
    here_since = now(session) - timedelta(days=each.days_here)
    person = Person(language=each.language, created_at=here_since, invented=True)
    session.add(person)
    session.flush()
    people.accept_notice(session, person.id)
    members.register(
        session,
        person.id,
        kind="abroad" if each.abroad else "home",
        name=each.name,
        origins=[each.origin],
        city=each.town,
        profession={"code": each.work, "text": ""},
        audience=each.audience,
    )
    members.edit(session, person.id, "languages", each.languages)
    if each.offers:
        members.edit(session, person.id, "offers", each.offers)
    if each.helps_with:
        mentoring.offer(session, person.id, capacity=mentoring.MOST_PLACES, about=each.helps_with)
    member = session.get_one(Member, person.id)
    member.created_at = here_since
    freshness.touch(member, FIELDS, max(here_since, now(session) - timedelta(days=each.days_confirmed)))


def _add_opportunities(session: Session) -> None:
    """Opportunities with deadlines from today on; their links lead to example.org, which is nobody's."""
    today = now(session).date()
    for number, each in enumerate(_read("opportunities.toml")["opportunity"], start=1):
        opportunity = Opportunity(
            kind=each["kind"],
            title=each["title"],
            text=each["text"],
            url=f"https://example.org/opportunities/{number}",
            source=each["source"],
            language=each["language"],
            deadline=today + timedelta(days=each["days"]) if "days" in each else None,
            key=f"demo:{number}",
        )
        opportunities.add(session, None, opportunity, each["countries"])


def _add_spotlights(session: Session) -> None:
    for each in _read("spotlights.toml")["spotlight"]:
        number = spotlights.propose(
            session, None, country=each["country"], name=each["name"], headline=each["headline"], story=each["story"]
        )
        spotlights.show(session, None, session.get_one(Spotlight, number))


def _answer_knocks(session: Session, limit: int) -> int:
    """Five of six knocks find an open door."""
    waiting = (
        select(Knock)
        .join(Person, Person.id == Knock.receiver_id)
        .where(Person.invented.is_(True), Knock.status == "waiting", Knock.created_at <= _quickest(session))
        .order_by(Knock.id)
        .limit(limit)
    )
    due = [
        each for each in session.scalars(waiting) if _is_due(session, each) and not _on_hold(session, each.sender_id)
    ]
    for knock in due:
        receiver = knock.receiver_id or 0
        if knock.id % 6 == 0:
            knocks.decline(session, receiver, knock.id)
        else:
            knocks.accept(session, receiver, knock.id, _contact(session, receiver))
    return len(due)


def _confirm_cards(session: Session, limit: int) -> int:
    """Before anybody would be asked: a demo may run for years."""
    aged = (Person.invented.is_(True), Member.confirmed_at <= now(session) - freshness.SEASON)
    found = select(Member.person_id).join(Person, Person.id == Member.person_id).where(*aged).limit(limit)
    invented = session.scalars(found).all()
    for person_id in invented:
        members.confirm(session, person_id)
    return len(invented)


def _answer_questions(session: Session, limit: int) -> int:
    """Four of five questions are accepted by the mentor they reach."""
    asked = (
        select(Mentorship)
        .join(Person, Person.id == Mentorship.mentor_id)
        .where(Person.invented.is_(True), Mentorship.status == "asked", Mentorship.created_at <= _quickest(session))
        .order_by(Mentorship.id)
        .limit(limit)
    )
    due = [each for each in session.scalars(asked) if _is_due(session, each)]
    for question in due:
        accept = question.id % 5 != 0
        contact = _contact(session, question.mentor_id) if accept else None
        mentoring.answer(session, question.mentor_id, question.id, accept=accept, contact=contact)
    return len(due)


def _quickest(session: Session) -> datetime:
    return now(session) - timedelta(seconds=QUICKEST)


def _is_due(session: Session, reached: Knock | Mentorship) -> bool:
    return reached.created_at + timedelta(seconds=QUICKEST + reached.id % SLOWER) <= now(session)


def _on_hold(session: Session, person_id: int) -> bool:
    return session.get_one(Person, person_id).suspended_at is not None


def _contact(session: Session, person_id: int) -> str:
    """An address at example.org, which no mail ever reaches."""
    name = session.get_one(Member, person_id).name
    return f"{fold(name).replace(' ', '.')}@example.org"


def _read(file: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / file).read_text("utf-8"))
