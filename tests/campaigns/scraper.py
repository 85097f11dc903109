"""Ten accounts that try to copy the directory for a month, and how far they get.

    python -m tests.campaigns.scraper --store sqlite --members 3000 --accounts 10 --days 30

They search for everything they can think of, page on and open every card, write to numbers, erase everything and
register again, change their own roots and country, and join their addresses. What they may see follows from the table
of `services/limits.py` alone; whoever sees more ends the run with exit 1.
"""

import argparse
import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from random import Random
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Member, Notice, Person, Watch
from models.refusal import Refusal
from models.store import Store
from services import canaries, directory, joining, limits, members, people, phones, privacy, retention
from services.limits import CARDS, NEW_FOR
from services.members import Town, Work
from tests.campaigns.blindness import database
from tests.clock import FakeClock
from tests.services.house import House

COUNTRIES = ("BJ", "GM", "GH", "CM")
TOWNS: tuple[Town, ...] = (
    {"id": 2643743, "text": "London", "country": "GB"},
    {"id": 2988507, "text": "Paris", "country": "FR"},
    {"id": 2996944, "text": "Lyon", "country": "FR"},
)
WORKS: tuple[Work, ...] = ({"code": "2221", "text": "nurse"}, {"code": "2211", "text": "doctor"})
PAGE = 5
WAYS = ("stays", "erases every day", "erases when nothing is left", "joins and is sent away")


@dataclass(slots=True)
class Account:
    """One of the scraper's people, and the one way by which it hopes to get more than its share."""

    person: int
    way: str
    seen: set[int] = field(default_factory=set)
    lives: int = 1
    numbers: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many distinct cards were seen, by way and together; how many were allowed; what staff heard."""

    accounts: list[Account]
    days: int
    members: int
    watches: int
    told: int

    @property
    def seen(self) -> int:
        return len(set().union(*(each.seen for each in self.accounts)))

    @property
    def allowed(self) -> int:
        return len(self.accounts) * most_in(self.days)

    @property
    def wrong(self) -> list[str]:
        return [each.way for each in self.accounts if len(each.seen) > most_in(self.days)]


@cache
def in_one_life(days: int) -> int:
    """The most distinct cards that one account may see in its first days, by the table: as many as it can each day."""
    seen: list[int] = []
    for day in range(days):
        new = day < NEW_FOR.days
        left = [
            (span.new if new else span.most) - sum(seen[max(0, day + 1 - span.time.days) :]) for span in CARDS.spans
        ]
        seen.append(max(0, min(left)))
    return sum(seen)


@cache
def most_in(days: int) -> int:
    """The same for who erases everything and comes back as somebody new, as often as it pays."""
    return max((in_one_life(life) + most_in(days - life) for life in range(1, days + 1)), default=0)


async def run(store: Store, clock: FakeClock, *, community: int, accounts: int, days: int, seed: int) -> Outcome:
    house, chance = House(store, clock), Random(seed)
    everyone = [await _member(house, chance) for _each in range(community)]
    administrator = await house.staff("administrator")
    for country in COUNTRIES:
        for town, work in zip(TOWNS, WORKS, strict=False):
            make = partial(canaries.make, country=country, name="Sika Ahossi", town=town, work=work)
            await house.do(make, administrator)
    crowd = [Account(await _newcomer(house, chance), WAYS[place % len(WAYS)]) for place in range(accounts)]
    for _day in range(days):
        for account in crowd:
            await _a_day(house, account, everyone, chance)
        clock.move(days=1)
        await house.sweep(privacy.finish_erasures)
        await house.sweep(retention.delete_old)
    invented = set(
        await store.read(lambda session: session.scalars(select(Member.person_id).where(Member.canary)).all())
    )
    for account in crowd:
        account.seen -= invented
    told = await store.read(partial(_count, column=Notice.id, kind="watched"))
    return Outcome(crowd, days, community, await house.rows(Watch), told)


def _count(session: Session, column: Any, **equal: Any) -> int:
    return session.scalar(select(func.count(column)).filter_by(**equal)) or 0


async def _member(house: House, chance: Random) -> int:
    return await house.member(
        origins=[chance.choice(COUNTRIES)], city=chance.choice(TOWNS), profession=chance.choice(WORKS)
    )


async def _newcomer(house: House, chance: Random) -> int:
    person = await house.person()
    return await house.member(
        "Koffi Mensah", person=person, new=True, origins=[chance.choice(COUNTRIES)], city=chance.choice(TOWNS)
    )


async def _a_day(house: House, account: Account, everyone: Sequence[int], chance: Random) -> None:
    """Change who one is, see all there is to see, and try to begin anew before the day is over and see more."""
    await _try(house, members.edit, account.person, "origins", [chance.choice(COUNTRIES)])
    await _try(house, members.edit, account.person, "city", chance.choice(TOWNS))
    await _look(house, account, everyone, chance)
    written = 0
    for _each in range(20):
        guessed = f"+2290197{chance.randrange(10**6):06}"
        written += (await _try(house, phones.knock_by_phone, account.person, guessed, "Hello there"))[1]
    account.numbers = max(account.numbers, written)
    await _begin_anew(house, account, chance)
    await _look(house, account, everyone, chance)


async def _look(house: House, account: Account, everyone: Sequence[int], chance: Random) -> None:
    """Page through what is new to this account until nothing more is shown; open every card."""
    unseen = [each for each in everyone if each not in account.seen]
    chance.shuffle(unseen)
    for start in range(0, len(unseen), PAGE):
        shown, _allowed = await _try(house, directory.see, account.person, unseen[start : start + PAGE])
        if not shown:
            return
        cards = await house.do(directory.read_cards, account.person, shown)
        account.seen |= {card["id"] for card in cards}
        for card in cards:
            await _try(house, directory.look_at, account.person, card["id"])


async def _begin_anew(house: House, account: Account, chance: Random) -> None:
    left = await house.do(limits.cards_left, account.person)
    if account.way == "erases every day" or (account.way == "erases when nothing is left" and not left):
        await _erase(house, account, chance)
    if account.way == "joins and is sent away":
        await _join(house, account, chance)


async def _erase(house: House, account: Account, chance: Random) -> None:
    """Everything is erased and made anew: at once by the same address, as a stranger once the row is gone."""
    await house.do(privacy.erase, account.person)
    account.lives += 1
    await house.do(people.accept_notice, account.person)
    await house.member("Koffi Mensah", person=account.person, new=True, origins=[chance.choice(COUNTRIES)])


async def _join(house: House, account: Account, chance: Random) -> None:
    """Erase, join another conversation, be sent away from it as a stranger, and make a card anew."""
    host = await house.person()
    code = await house.do(joining.offer_code, host)
    await house.do(privacy.erase, account.person)
    await house.do(people.accept_notice, account.person)
    if not (await house.do(joining.join, account.person, code))["joined"]:
        return
    before = await house.rows(Person)
    await house.do(joining.send_away, host)
    assert await house.rows(Person) == before + 1
    account.person = await house.store.read(lambda session: session.scalar(select(func.max(Person.id))) or 0)
    account.lives += 1
    await house.do(people.accept_notice, account.person)
    await house.member("Koffi Mensah", person=account.person, new=True, origins=[chance.choice(COUNTRIES)])


async def _try(house: House, rule: Any, person: int, *args: Any) -> Any:
    """What a rule gives, and whether it was allowed."""
    try:
        return await house.do(rule, person, *args), True
    except Refusal:
        return None, False


def report(outcome: Outcome) -> Iterator[str]:
    for way in WAYS:
        seen = [len(each.seen) for each in outcome.accounts if each.way == way]
        if seen:
            yield f"{way}: {min(seen)} to {max(seen)} cards an account"
    yield f"an account may see {most_in(outcome.days)} in {outcome.days} days, {in_one_life(outcome.days)} in one life"
    yield f"together {outcome.seen} of {outcome.members}; {outcome.allowed} allowed"
    yield f"numbers written to in a day, at most: {max(each.numbers for each in outcome.accounts)}"
    yield f"canaries met {outcome.watches} times, moderators told {outcome.told} times"
    yield f"beyond the limits: {', '.join(outcome.wrong) or 'nobody'}"


async def _main(kind: str, community: int, accounts: int, days: int, seed: int) -> bool:
    clock = FakeClock()
    with database(kind) as url:
        store = Store(url, "a secret that this campaign alone knows", clock=clock)
        try:
            outcome = await run(store, clock, community=community, accounts=accounts, days=days, seed=seed)
        finally:
            await store.close()
    print("\n".join(report(outcome)))
    return not outcome.wrong and outcome.watches > 0


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    arguments.add_argument("--members", type=int, default=3000)
    arguments.add_argument("--accounts", type=int, default=10)
    arguments.add_argument("--days", type=int, default=30)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    good = asyncio.run(_main(given.store, given.members, given.accounts, given.days, given.seed))
    raise SystemExit(0 if good else 1)
