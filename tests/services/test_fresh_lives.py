"""Whatever people do and whenever we look: nobody is told twice, nothing goes untold, a confirmation brings back."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from random import Random

from sqlalchemy.orm import Session

from models import Member, Person
from services import directory, members, people, retention
from services.ageing import look_after_cards
from services.freshness import DELETES, REMINDER, SEASON, UNTOLD, WARNING
from tests.services.house import PARIS, House
from tests.services.postman import Postman

SEED = 3
SPAN = DELETES + UNTOLD + SEASON
IN_PARIS = {"id": PARIS, "text": "Paris", "country": "FR"}
ACTS = ("confirm", "edit", "pause", "stop", "start", "start", "hide")


@dataclass(slots=True)
class Life:
    """What we know of one person from outside."""

    person: int
    restless: float
    """How likely they do something between two looks."""
    told_of: datetime
    """When they last said something of their card."""
    gone_at: datetime | None = None
    acts: list[tuple[datetime, str]] = field(default_factory=list)


async def test_random_lives(house: House) -> None:
    chance = Random(SEED)
    postman = Postman(house)
    koffi = await house.staff()
    lives = [
        Life(await house.member(f"Awa Dossou {number}"), chance.choice((0, 0.01, 0.04, 0.2)), house.clock())
        for number in range(6)
    ]
    begin, sleeper = house.clock(), lives[0]
    sleeper.restless = 0
    await act(house, sleeper, "stop", koffi)
    while house.clock() < begin + SPAN:
        quiet = await postman.next_due() - house.clock() > 2 * REMINDER
        house.clock.move(hours=600 if quiet else chance.choice((1, 12, 60, 100, 200)))
        await look(house, postman, chance, lives)
        await note(house, lives)
        if len(sleeper.acts) == 1 and house.clock() > begin + DELETES + WARNING:
            await act(house, sleeper, "start", koffi)  # the card is old enough to go, and nobody could be warned
        for life in lives:
            if chance.random() < life.restless and life.gone_at is None:
                await act(house, life, chance.choice(ACTS), koffi)

    assert {kind for _person, kind, _at in postman.letters} == {
        "still_true",
        "still_true_again",
        "card_hidden",
        "card_goes",
        "card_gone",
    }
    for life in lives:
        letters = [(kind, at) for person, kind, at in postman.letters if person == life.person]
        nobody_is_told_twice(life, letters)
        nothing_goes_untold(life, letters)
        nobody_is_told_who_wants_silence(life, letters)


async def look(house: House, postman: Postman, chance: Random, lives: list[Life]) -> None:
    """Some of what runs beside us, in any order, each perhaps not at all, or late."""
    deaf = frozenset(life.person for life in lives if chance.random() < 0.1)

    async def carry() -> None:
        await postman.carry(loses=deaf)

    async def sweep() -> None:
        await house.sweep(look_after_cards, chance.choice((1, 7, 100)))

    async def tidy() -> None:
        await house.sweep(retention.delete_old)

    steps = [sweep, postman.tell, carry, tidy]
    chance.shuffle(steps)
    for step in steps:
        if chance.random() < 0.8:
            await step()


async def act(house: House, life: Life, what: str, koffi: int) -> None:
    life.acts.append((house.clock(), what))
    match what:
        case "confirm":
            await house.do(members.confirm, life.person)
            life.told_of = house.clock()
            assert await house.store.read(lambda session: session.get_one(Member, life.person).hidden_at) is None
            if await house.do(people.may_be_told, life.person):
                assert await house.do(directory.read_card, koffi, life.person) is not None
        case "edit":
            await house.do(members.edit, life.person, "city", IN_PARIS)
            life.told_of = house.clock()
        case "pause":
            await house.do(people.pause, life.person, 90)
        case "hide":
            await house.do(members.hide, life.person)
        case "stop":
            await house.do(people.stop, life.person)
        case _:
            await house.do(people.start, life.person)


async def note(house: House, lives: list[Life]) -> None:
    """Which cards are gone since we last looked."""

    def cards(session: Session) -> set[int]:
        return {person for (person,) in session.query(Person.id).filter(Person.is_member)}

    left = await house.store.read(cards)
    for life in lives:
        if life.gone_at is None and life.person not in left:
            life.gone_at = house.clock()


def nobody_is_told_twice(life: Life, letters: list[tuple[str, datetime]]) -> None:
    """Once in a season, reminded once; of hiding and of going once for each time they let a card grow old."""
    asked = [at for kind, at in letters if kind == "still_true"]
    reminded = [at for kind, at in letters if kind == "still_true_again"]
    for at in reminded:
        assert any(at - each >= REMINDER for each in asked), "a reminder of a question nobody read"
    said = [at for at, what in life.acts if what in ("confirm", "edit")]
    for kind in ("card_hidden", "card_goes", "card_gone"):
        told = [at for each, at in letters if each == kind]
        for earlier, later in pairwise(told):
            assert any(earlier <= at <= later for at in said), f"{kind} twice"
    assert len(asked) <= SPAN / SEASON
    assert len(reminded) <= len(asked)


def nothing_goes_untold(life: Life, letters: list[tuple[str, datetime]]) -> None:
    if life.gone_at is None:
        return
    assert life.gone_at - life.told_of >= DELETES
    warned = [at for kind, at in letters if kind == "card_goes" and at >= life.told_of]
    if warned:
        assert life.gone_at - warned[0] >= WARNING
    else:
        assert life.gone_at - life.told_of >= DELETES + UNTOLD


def nobody_is_told_who_wants_silence(life: Life, letters: list[tuple[str, datetime]]) -> None:
    """Between a stop and the next start nothing new is told; what was on its way may arrive."""
    stops = [at for at, what in life.acts if what == "stop"]
    starts = [at for at, what in life.acts if what == "start"]
    for stopped in stops:
        started = min((at for at in starts if at >= stopped), default=datetime.max.replace(tzinfo=stopped.tzinfo))
        assert not [at for _kind, at in letters if stopped < at < started]
