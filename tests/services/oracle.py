"""Who may see what, said again as naively as can be, and the lives of a few people held against it.

Nothing here is shared with the rule it judges: no ladder, no ranks, no SQL but single rows by their keys.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Block, Knock, Member, Mentor, Mentorship, Person, Staff
from models.clock import now
from models.refusal import Refusal
from services import directory, knocks, members, mentoring, people, privacy, searching, suspensions
from services.directory import Card, Facts
from services.names import shorten
from services.wishes import Wish
from tests.clock import FakeClock
from tests.services.house import COTONOU, LONDON, PARIS, new_person
from world.folding import fold

LYON: Final = 2996944
FIELDS: Final = ("name", "origins", "country", "city", "profession", "languages", "skills", "offers")
WHO: Final[Mapping[str, frozenset[str]]] = {
    "nobody": frozenset(),
    "staff": frozenset({"staff"}),
    "mentoring": frozenset({"staff", "tied"}),
    "country": frozenset({"staff", "tied", "abroad"}),
    "nationals": frozenset({"staff", "tied", "abroad", "home"}),
    "members": frozenset({"staff", "tied", "abroad", "home", "member"}),
    "public": frozenset({"staff", "tied", "abroad", "home", "member", "anyone"}),
}
"""Each audience, as the kinds of viewers it is made of."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The card of one of the cast; no two have an answer in common but roots and countries."""

    name: str
    kind: str
    origins: tuple[str, ...]
    country: str | None
    city: int | None
    profession: str
    language: str
    skill: str


CAST: Final[Mapping[str, Answers]] = {
    "awa": Answers("Awa Dossou", "abroad", ("BJ",), "GB", LONDON, "2221", "fon", "soudure"),
    "koffi": Answers("Koffi Mensah", "home", ("BJ",), "BJ", COTONOU, "2211", "yo", "apiculture"),
    "ama": Answers("Ama Owusu", "abroad", ("BJ", "GH"), "FR", PARIS, "2341", "ak", "broderie"),
    "hope": Answers("Hope Atacora", "organisation", ("BJ",), "FR", LYON, "2611", "de", "plaidoyer"),
    "gift": Answers("Gift Tetteh", "home", ("GH",), None, None, "2512", "ha", "forge"),
}
STRANGER, MODERATOR, ADMINISTRATOR = "stranger", "moderator", "administrator"
VIEWERS: Final = (*CAST, STRANGER, MODERATOR)


@dataclass(slots=True)
class World:
    """The cast in a store, and what each of them said of their own card, kept beside it."""

    session: Session
    clock: FakeClock
    ids: dict[str, int]
    card: dict[str, str] = field(default_factory=lambda: dict.fromkeys(CAST, "members"))
    own: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in CAST})

    def person(self, name: str) -> Person:
        return self.session.get_one(Person, self.ids[name])

    def who(self, member_id: int | None) -> str | None:
        return next((name for name, each in self.ids.items() if each == member_id), None)


def settle(session: Session) -> dict[str, int]:
    """The cast as it registers, each card for all members; their ids."""
    ids = {name: new_person(session) for name in (*CAST, STRANGER, MODERATOR, ADMINISTRATOR)}
    for name, answers in CAST.items():
        _register(session, ids[name], name, answers)
    for name, countries in ((MODERATOR, ["BJ"]), (ADMINISTRATOR, list[str]())):
        session.add(Staff(person_id=ids[name], name=name, role=name, countries=countries, added_at=now(session)))
    return ids


def _register(session: Session, member: int, name: str, answers: Answers) -> None:
    town: members.Town = {"id": answers.city, "text": f"{name}ville", "country": answers.country}
    work: members.Work = {"code": answers.profession, "text": ""}
    register = partial(members.register, session, member, name=answers.name, origins=answers.origins)
    register(kind=answers.kind, city=town, profession=work, audience="members")  # type: ignore[arg-type]
    for part, value in (("languages", answers.language), ("skills", answers.skill), ("offers", "advice")):
        members.edit(session, member, part, [value])


# the oracle


def is_here(world: World, name: str) -> bool:
    person = world.person(name)
    return person.is_member and person.suspended_at is None and person.erased_at is None


def is_listed(world: World, name: str) -> bool:
    person, member = world.person(name), world.session.get(Member, world.ids[name])
    resting = person.paused_until is not None and person.paused_until > now(world.session)
    return not (member is None or member.hidden_at or person.stopped_at or resting)


def are_apart(world: World, one: str, other: str) -> bool:
    pairs = ((world.ids[one], world.ids[other]), (world.ids[other], world.ids[one]))
    return any(world.session.get(Block, pair) is not None for pair in pairs)


def bonds(world: World, viewer: str, owner: str) -> set[str]:
    """What passed between two: `came` to the viewer's door, `known` by full name, `tied` by mentoring."""
    me, them, found = world.ids[viewer], world.ids[owner], set[str]()
    for knock in world.session.scalars(select(Knock)):
        if (knock.sender_id, knock.receiver_id) == (them, me) and knock.status == "waiting":
            found.add("came")
        if {knock.sender_id, knock.receiver_id} == {them, me} and knock.status == "accepted":
            found |= {"came", "known"}
    for mentorship in world.session.scalars(select(Mentorship)):
        if (mentorship.mentee_id, mentorship.mentor_id) == (them, me) and mentorship.status == "asked":
            found.add("came")
        if {mentorship.mentee_id, mentorship.mentor_id} == {them, me} and mentorship.status == "accepted":
            found |= {"came", "known", "tied"}
    return found


def kinds_of(world: World, viewer: str, owner: str) -> set[str]:
    """All that a viewer is to the owner of a card."""
    kinds, roots = {"anyone"}, set(CAST[owner].origins)
    if viewer == MODERATOR and "BJ" in roots:
        kinds.add("staff")
    if "tied" in bonds(world, viewer, owner):
        kinds.add("tied")
    if viewer in CAST and world.person(viewer).is_member:
        kinds.add("member")
        if roots & set(CAST[viewer].origins):
            kinds.add("home")
            residence = CAST[viewer].country
            if residence and residence not in roots and CAST[viewer].kind != "organisation":
                kinds.add("abroad")
    return kinds


def looks(world: World, viewer: str) -> bool:
    person = world.person(viewer)
    return person.suspended_at is None and (person.is_member or viewer == MODERATOR)


def listed_fields(world: World, viewer: str, owner: str) -> set[str]:
    """What someone who searches may see of a card."""
    if viewer == owner or not looks(world, viewer) or not is_here(world, owner) or not is_listed(world, owner):
        return set()
    if are_apart(world, viewer, owner):
        return set()
    kinds, own = kinds_of(world, viewer, owner), world.own[owner]
    if not kinds & WHO[world.card[owner]]:
        return set()
    seen = {each for each in FIELDS if kinds & WHO[own.get(each, "public")]}
    if "country" not in seen or kinds == {"anyone"}:
        seen.discard("city")
    return seen


def shown_fields(world: World, viewer: str, owner: str, lifted: Iterable[str] = ()) -> set[str]:
    """What a card shows when it is opened: also that of who came to one's door. `lifted`: what a mentor offers."""
    if not is_here(world, owner) or world.person(viewer).suspended_at or are_apart(world, viewer, owner):
        return set()
    seen, kinds = listed_fields(world, viewer, owner), kinds_of(world, viewer, owner)
    always = [*lifted, *(("name", "profession", "country") if "came" in bonds(world, viewer, owner) else ())]
    return seen | {each for each in always if each == "name" or kinds & WHO[world.own[owner].get(each, "public")]}


# what is really shown


def fields_of(shown: Card | Facts) -> set[str]:
    """The answers that something shows."""
    has: Callable[[str], Any] = shown.get if isinstance(shown, dict) else partial(getattr, shown)
    parts = {each: has(each) for each in FIELDS if each != "city"} | {"city": has("city_id") or has("city")}
    known = {each for each, value in parts.items() if value}
    known |= {"profession"} if has("work") else set()
    known |= {"country"} if has("kind") in ("home", "abroad") else set()
    return known | ({"offers"} if has("mentors") else set())


def expected(owner: str, fields: set[str]) -> set[str]:
    """Of what is for a viewer, what there is."""
    return fields - ({"country"} if CAST[owner].country is None and CAST[owner].kind == "organisation" else set())


def judge(world: World, viewer: str, sought: str) -> None:
    """Whatever one viewer may do, they get what the oracle says and nothing else."""
    _judge_facts(world, viewer)
    _judge_cards(world, viewer)
    _judge_knocks(world, viewer)
    _judge_mentor(world, viewer, sought)
    _judge_searches(world, viewer, sought)


def _judge_facts(world: World, viewer: str) -> None:
    ids = [world.ids[each] for each in CAST]
    looker = directory.looker(world.session, world.ids[viewer])
    found = {each.id: fields_of(each) for each in directory.facts(world.session, looker, ids)} if looker else {}
    for owner in CAST:
        allowed = expected(owner, listed_fields(world, viewer, owner))
        assert found.get(world.ids[owner], set()) == allowed, f"{viewer} finds of {owner}"


def _judge_cards(world: World, viewer: str) -> None:
    ids = [world.ids[each] for each in CAST if each != viewer]
    cards = {each["id"]: each for each in directory.read_cards(world.session, world.ids[viewer], ids)}
    for owner in (each for each in CAST if each != viewer):
        card = cards.get(world.ids[owner])
        _judge_card(world, viewer, owner, card, shown_fields(world, viewer, owner))


def _judge_card(world: World, viewer: str, owner: str, card: Card | None, allowed: set[str]) -> None:
    assert (fields_of(card) if card else set()) == expected(owner, allowed), f"{viewer} sees of {owner}"
    if card and card["name"]:
        full = "known" in bonds(world, viewer, owner) or CAST[owner].kind == "organisation"
        assert card["name"] == (CAST[owner].name if full else shorten(CAST[owner].name))


def _judge_knocks(world: World, viewer: str) -> None:
    me = world.ids[viewer]
    for knock in world.session.scalars(select(Knock)).all():
        read = knocks.read_knock(world.session, me, knock.id)
        assert read is None or me in (knock.sender_id, knock.receiver_id)
        other = world.who(knock.receiver_id if me == knock.sender_id else knock.sender_id)
        if read and read["other"] and other:
            _judge_card(world, viewer, other, read["other"], shown_fields(world, viewer, other))


def _judge_mentor(world: World, viewer: str, owner: str) -> None:
    mentor = world.session.get(Mentor, world.ids[owner])
    seen = mentoring.visible_mentor(world.session, world.ids[viewer], world.ids[owner]) if mentor else None
    if seen is None or owner == viewer:
        return
    allowed = shown_fields(world, viewer, owner, ("name", "profession", "country", "origins"))
    shown: dict[str, Any] = {"name": seen["name"], "origins": seen["origins"], "country": seen["country"]}
    shown |= {"city": seen["city_id"] or seen["city"], "profession": seen["profession"] or seen["work"]}
    assert {each for each, value in shown.items() if value} <= allowed, f"{viewer} sees of the mentor {owner}"


def _judge_searches(world: World, viewer: str, owner: str) -> None:
    """Who is found by an answer shows it to who searches."""
    answers = CAST[owner]
    wishes = {
        "name": Wish(words=tuple(fold(answers.name).split())),
        "profession": Wish(professions=(answers.profession,)),
        "languages": Wish(languages=(answers.language,)),
        "skills": Wish(words=(answers.skill,)),
        "city": Wish(places=(answers.city,)) if answers.city else Wish(words=(f"{owner}ville",)),
    }
    for part, wish in wishes.items():
        is_found = world.ids[owner] in _search(world, viewer, wish)
        assert not is_found or part in listed_fields(world, viewer, owner), f"{viewer} finds {owner} by {part}"


def _search(world: World, viewer: str, wish: Wish) -> list[int]:
    try:
        return searching.search(world.session, world.ids[viewer], wish)
    except Refusal:
        return []


# lives

Act = Callable[[World], None]


def _show(world: World, owner: str, chosen: Mapping[str, str | None]) -> None:
    """Several choices at once; each that is refused changes nothing."""
    for part, audience in chosen.items():
        with suppress(Refusal):
            members.show(world.session, world.ids[owner], part, audience)  # type: ignore[arg-type]
            _note(world, owner, part, audience)


def _note(world: World, owner: str, part: str, audience: str | None) -> None:
    if part != "card":
        world.own[owner].pop(part, None)
        world.own[owner] |= {part: audience} if audience else {}
    elif audience:
        world.card[owner] = audience


def _knock(world: World, sender: str, receiver: str, how: str) -> None:
    """Somebody knocks, and the other does something about it, or nothing."""
    knock = knocks.knock(world.session, world.ids[sender], world.ids[receiver], "Bonjour")
    if how == "accept":
        knocks.accept(world.session, world.ids[receiver], knock, None)
    elif how != "wait":
        {"decline": knocks.decline, "block": knocks.block}[how](world.session, world.ids[receiver], knock)


def _block(world: World, blocker: str, blocked: str) -> None:
    if blocker != blocked:
        knocks.block_person(world.session, world.ids[blocker], world.ids[blocked])


def _rest(world: World, name: str, how: str) -> None:
    me = world.ids[name]
    if how == "pause":
        people.pause(world.session, me, 7)
    elif how == "hide":
        if member := world.session.get(Member, me):
            member.hidden_at = None if member.hidden_at else now(world.session)
    else:
        {"stop": people.stop, "start": people.start}[how](world.session, me)


def _hold(world: World, name: str, how: str) -> None:
    hold = {"suspend": suspensions.suspend, "lift": suspensions.lift}[how]
    hold(world.session, world.ids[ADMINISTRATOR], world.ids[name])


def _ask(world: World, mentee: str, mentor: str, how: str) -> None:
    """Somebody offers to mentor, somebody else asks, and one of them goes on or does not."""
    mentoring.offer(world.session, world.ids[mentor], capacity=2, about=None)
    if how == "pause":
        mentoring.pause(world.session, world.ids[mentor])
        return
    asking = partial(mentoring.request, world.session, world.ids[mentee], [world.ids[mentor]])
    asked = asking(work=None, question="Comment ?", contact="+33")
    if how in ("accept", "decline", "end"):
        mentoring.answer(world.session, world.ids[mentor], asked["id"], accept=how != "decline", contact="+229")
    if how == "end":
        mentoring.end(world.session, world.ids[mentee], asked["id"])


def _erase(world: World, name: str) -> None:
    if world.person(name).erased_at is None:
        privacy.erase(world.session, world.ids[name])


def _wait(world: World, days: int) -> None:
    world.clock.move(days=days)


def _acts() -> st.SearchStrategy[tuple[Any, ...]]:
    name, other = st.sampled_from([*CAST]), st.sampled_from([*CAST])
    chosen = st.dictionaries(st.sampled_from(["card", *FIELDS]), st.none() | st.sampled_from([*WHO]), min_size=1)
    knock = st.sampled_from(["wait", "accept", "decline", "block"])
    return st.one_of(
        st.tuples(st.just(_show), name, chosen),
        st.tuples(st.just(_show), name, chosen),
        st.tuples(st.just(_knock), st.sampled_from([*CAST, MODERATOR]), other, knock),
        st.tuples(st.just(_knock), name, other, knock),
        st.tuples(st.just(_ask), name, other, st.sampled_from(["wait", "accept", "decline", "end", "pause"])),
        st.tuples(st.just(_block), name, st.sampled_from(VIEWERS)),
        st.tuples(st.just(_rest), name, st.sampled_from(["pause", "stop", "start", "hide"])),
        st.tuples(st.just(_hold), name, st.sampled_from(["suspend", "lift"])),
        st.tuples(st.just(_wait), st.integers(1, 20)),
        st.tuples(st.just(_erase), name),
    )


LIVES: Final = st.lists(st.tuples(_acts(), st.sampled_from(VIEWERS), st.sampled_from([*CAST])), min_size=4, max_size=10)
"""What happens; who looks after each of it, and whom they search for."""
Life = list[tuple[tuple[Any, ...], str, str]]


class Over(Exception):
    """Undoes a life."""


def live(session: Session, clock: FakeClock, ids: dict[str, int], life: Life) -> None:
    """One life, judged after each act by one viewer and at its end by all; nothing of it stays."""
    world, began = World(session, clock, ids), clock.at
    try:
        for (act, *args), viewer, sought in life:
            _try(world, partial(act, world, *args))
            judge(world, viewer, sought)
        for viewer in VIEWERS:
            _judge_facts(world, viewer)
            _judge_cards(world, viewer)
    finally:
        clock.at = began
    raise Over


def _try(world: World, act: Callable[[], None]) -> None:
    """As a turn does it: in a savepoint, which a refusal undoes; what is read next is read anew."""
    with suppress(Refusal), world.session.begin_nested():
        act()
    world.session.expire_all()
