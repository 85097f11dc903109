"""Lives lived at random, and erased: nothing of them may be left but the receipt.

    python -m tests.campaigns.erased --store sqlite --lives 500 --seed 1
    python -m tests.campaigns.erased --store postgres --lives 500 --seed 1

Everything somebody says, gives or is called in a life is a word of its own that is looked for afterwards: in every row
of every table as it is opened and as it is stored, in what others are told later, in their exports, in the logs, and on
SQLite in the bytes of the files.
"""

import argparse
import asyncio
import io
import json
import logging
import os
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

import migrations
from bot.sweeps import SWEEPS
from models.base import Base
from models.engines import empty_log, is_sqlite
from models.refusal import Refusal
from models.store import Store
from services import joining, moving, privacy
from tests.campaigns.lives import new_word
from tests.clock import FakeClock
from tests.conftest import SECRET
from tests.databases import own_database, server_url, sqlite_url
from tests.handlers.chats import Chat
from tests.services.house import House

AT_ONCE = 20
"""Lives that share a store."""
START = "Yes, I’m 18 or over"
FRIENDS = ("Koffi Mensah", "Ama Owusu", "Lamin Jallow")


@dataclass(slots=True)
class Life:
    """Somebody, and the words by which they are known afterwards."""

    chat: Chat
    picks: Random
    canaries: set[str] = field(default_factory=set)
    number: str = ""
    name: str = ""
    receipt: str = ""

    def word(self) -> str:
        """A word that nobody else says."""
        word = f"qv{new_word(self.picks)}"
        self.canaries.add(word)
        return word


@dataclass(slots=True)
class World:
    """One store with people in it who stay."""

    house: House
    friends: list[Chat]
    team: int

    async def sweep(self) -> None:
        for rhythm in SWEEPS.values():
            for _round in range(3):
                await self.house.sweep(rhythm.sweep)


@dataclass(slots=True)
class Outcome:
    """What was lived, what was planted and what was found of it afterwards."""

    lives: int = 0
    acts: Counter[str] = field(default_factory=Counter)
    planted: int = 0
    seen_before: int = 0
    left: list[str] = field(default_factory=list)


Act = Callable[[World, Life], Awaitable[object]]


async def register(_world: World, life: Life) -> None:
    life.name = f"Awa {life.word().title()}"
    chat = life.chat
    await chat.say_all("/register", "1", life.name, "Benin", life.word(), life.word(), "4", "1", "1")


async def stop_half_way(_world: World, life: Life) -> None:
    await life.chat.say_all("/register", "1", f"Awa {life.word().title()}")


async def correct(_world: World, life: Life) -> None:
    await life.chat.say_all("/card", "1", "3", life.word())


async def add_skills(_world: World, life: Life) -> None:
    await life.chat.say_all("/card", "3", "2", f"{life.word()}, {life.word()}")


async def prove_a_number(_world: World, life: Life) -> None:
    digits = f"{life.picks.randrange(10**7):07d}"
    life.number = f"+22901971{digits[:5]}"
    life.canaries.add(life.number[1:])
    await life.chat.say(life.number, "contact", number=life.number)
    await life.chat.say_all("/mydata", "1", "2", "1")


async def knock(world: World, life: Life) -> None:
    friend = life.picks.choice(FRIENDS)
    await life.chat.say_all(f"/search {friend}", "1", "1", life.word(), "1")
    if life.picks.random() < 0.7:
        await _answer(world, life, friend)


async def _answer(world: World, life: Life, name: str) -> None:
    friend = world.friends[FRIENDS.index(name)]
    if await friend.news() and friend.choices:
        await friend.tap(life.picks.choice(friend.choices))
        await friend.say_all("1", "menu")


async def be_knocked_at(world: World, life: Life) -> None:
    friend = life.picks.choice(world.friends)
    await friend.say_all(f"/search {life.name or 'Awa'}", "1", "1", "Hello from a friend", "menu")
    if await life.chat.news() and life.chat.choices:
        await life.chat.tap(life.picks.choice(life.chat.choices))
        await life.chat.say_all("3", life.word(), "1", life.word())


async def be_looked_for(world: World, life: Life) -> None:
    friend = life.picks.choice(world.friends)
    await friend.say_all(f"/search {life.name or 'Awa'}", "1")


async def write_by_number(world: World, life: Life) -> None:
    await life.chat.say_all("/phone +2290190000001", life.word(), "1")
    if life.number:
        friend = life.picks.choice(world.friends)
        await friend.say_all(f"/phone {life.number}", "Hello from a friend", "1", "menu")
    await life.chat.later(minutes=1)


async def ask_the_team(_world: World, life: Life) -> None:
    await life.chat.say_all("/person", f"Where is {life.word()}?")


async def want_alerts(_world: World, life: Life) -> None:
    await life.chat.say_all("/alerts", "2", "benin", "1", life.picks.choice("123"))


async def mentor(_world: World, life: Life) -> None:
    await life.chat.say_all("/mentor", life.picks.choice("12"), "2", life.word(), life.word(), "1", "1")


async def save_a_search(_world: World, life: Life) -> None:
    await life.chat.say_all(f"nurse {life.word()}", life.picks.choice("12345"), "1")


def _device(world: World, life: Life) -> Chat:
    """Whoever is sent away is a stranger and stays: the name of a device says nothing of its owner."""
    return Chat(world.house.store, f"device-{new_word(life.picks)}")


async def join_a_device(world: World, life: Life) -> None:
    code = await world.house.do(joining.offer_code, life.chat.person)
    other = _device(world, life)
    await other.say("", "start")
    await other.say_all(f"/join {code}", "yes")
    assert "shares your conversation" in other.text, other.text


async def change_number(world: World, life: Life) -> None:
    code = await world.house.do(moving.offer_code, life.chat.person)
    life.number = f"+2290198{life.picks.randrange(10**6):06d}"
    life.canaries.add(life.number[1:])
    other = _device(world, life)
    await other.say("", "start", number=life.number)
    await other.tap(START)
    await other.say_all(f"/number {code}", "yes")
    assert "goes on here" in other.text, other.text
    await other.say("menu")
    life.chat = other


async def take_it_along(_world: World, life: Life) -> None:
    await life.chat.say_all("/export", "1")


async def rest(_world: World, life: Life) -> None:
    await life.chat.say_all("/pause", "1", *(["start"] if life.picks.random() < 0.5 else []))


async def think_better_of_it(_world: World, life: Life) -> None:
    await life.chat.say_all("/erase", "2", "yes", "hello", "1")


ACTS: tuple[Act, ...] = (
    stop_half_way,
    correct,
    add_skills,
    prove_a_number,
    knock,
    be_knocked_at,
    be_looked_for,
    write_by_number,
    ask_the_team,
    want_alerts,
    mentor,
    save_a_search,
    join_a_device,
    take_it_along,
    rest,
    think_better_of_it,
)


async def live(world: World, life: Life, outcome: Outcome) -> None:
    """Arrive, do all sorts of things, and be in the middle of one when it ends."""
    await life.chat.say("", "start")
    await life.chat.tap(START)
    acts = [*([register] if life.picks.random() < 0.8 else []), *life.picks.choices(ACTS, k=life.picks.randint(3, 9))]
    if life.picks.random() < 0.2:
        acts.append(change_number)
    for act in acts:
        await _try(act, world, life)
        outcome.acts[act.__name__] += 1
    outcome.lives += 1
    outcome.planted += len(life.canaries)


async def _try(act: Act, world: World, life: Life) -> None:
    """A rule may say no: that, too, is life."""
    try:
        await act(world, life)
    except Refusal:
        return


async def erase(life: Life) -> None:
    """At once, or in a week."""
    chat = life.chat
    await chat.say_all("/erase", life.picks.choice("23"), "yes")
    assert "receipt: " in chat.text, chat.text
    life.receipt = chat.text.split("receipt: ")[1][:8]


async def lead_lives(store: Store, clock: FakeClock, *, lives: int, picks: Random, outcome: Outcome) -> None:
    """Some lives in one store, all of them erased; what is left of them goes into the outcome."""
    world = await _people_world(House(store, clock))
    led = [Life(Chat(store, f"{number}x{new_word(picks)}"), Random(picks.random())) for number in range(lives)]
    logs = io.StringIO()
    with _logged(logs):
        for life in led:
            await live(world, life, outcome)
        outcome.seen_before += len(_found(led, await store.read(_opened)))
        for life in led:
            await erase(life)
        await _end(world, led, outcome)
    await _look(world, led, logs.getvalue(), outcome)


async def _people_world(house: House) -> World:
    friends = []
    for name in FRIENDS:
        chat = Chat(house.store, name)
        await chat.say("", "start")
        await chat.tap(START)
        await house.member(name, person=chat.person)
        friends.append(chat)
    return World(house, friends, await house.staff("administrator"))


async def _end(world: World, led: list[Life], outcome: Outcome) -> None:
    """Others hear what is still to be heard, go on with their lives, and the sweeps do their work."""
    for friend in world.friends:
        outcome.left += [f"told: {each}" for each in _found(led, "\n".join(await friend.news()))]
        await friend.say("menu")
    for days in (1, 2, 7, 2):
        world.house.clock.move(days=days)
        await world.sweep()
        for friend in world.friends:
            outcome.left += [f"told: {each}" for each in _found(led, "\n".join(await friend.news()))]
    for friend in world.friends:
        await friend.say("menu")
    world.house.clock.move(days=32)
    await world.sweep()


async def _look(world: World, led: list[Life], logs: str, outcome: Outcome) -> None:
    store = world.house.store
    exports = [json.dumps(await world.house.do(privacy.export, each.person)) for each in world.friends]
    places = {
        "table": await store.read(_opened),
        "stored": await store.read(_stored),
        "export": "\n".join(exports),
        "log": logs,
    }
    if is_sqlite(store.url):
        assert empty_log(store.url)
        places["file"] = _on_disk(store)
    for place, held in places.items():
        outcome.left += [f"{place}: {each}" for each in _found(led, held)]
    for life in led:
        if await world.house.do(privacy.erased_on, world.team, life.receipt) is None:
            outcome.left.append(f"no receipt: {life.receipt}")


def _found(led: Iterable[Life], held: str) -> list[str]:
    folded = held.casefold()
    return sorted({word for life in led for word in life.canaries if word.casefold() in folded})


def _opened(session: Session) -> str:
    """Every row of every table that has a model, opened with the key."""
    tables = (session.execute(select(table)).all() for table in Base.metadata.sorted_tables)
    return "\n".join(str(row) for rows in tables for row in rows)


def _stored(session: Session) -> str:
    """Every row of every table there is, as it is stored: those of a search index too."""
    names = inspect(session.connection()).get_table_names()
    rows = [session.execute(text(f'SELECT * FROM "{name}"')).all() for name in names]  # noqa: S608
    return "\n".join(_plain(value) for table in rows for row in table for value in row)


def _plain(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def _on_disk(store: Store) -> str:
    database = Path(str(store.url.database))
    return "\n".join(file.read_bytes().decode("latin-1") for file in database.parent.glob(f"{database.name}*"))


@contextmanager
def _logged(told: io.StringIO) -> Iterator[None]:
    """All that is logged and printed meanwhile."""
    handler = logging.StreamHandler(told)
    root, before = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)  # as the program sets it: what libraries say below that is not kept
    try:
        with redirect_stdout(told), redirect_stderr(told):
            yield
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


@contextmanager
def _store_url(kind: str) -> Iterator[str]:
    """A store of its own with its schema, gone afterwards."""
    if kind == "sqlite":
        with TemporaryDirectory() as folder:
            url = sqlite_url(Path(folder) / "erased.db")
            migrations.upgrade(url)
            yield url
        return
    server = server_url()
    assert server is not None, "no PostgreSQL answers"
    with own_database(server, f"passerelle_erased_{os.getpid()}") as made:
        url = made.render_as_string(hide_password=False)
        migrations.upgrade(url)
        yield url


async def _batch(url: str, lives: int, picks: Random, outcome: Outcome) -> None:
    clock = FakeClock()
    store = Store(url, SECRET, clock=clock)
    try:
        await lead_lives(store, clock, lives=lives, picks=picks, outcome=outcome)
    finally:
        await store.close()


def run(kind: str, lives: int, seed: int) -> Outcome:
    picks, outcome = Random(seed), Outcome()
    while outcome.lives < lives and not outcome.left:
        with _store_url(kind) as url:
            asyncio.run(_batch(url, min(AT_ONCE, lives - outcome.lives), picks, outcome))
    return outcome


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--lives", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    outcome = run(asked.store, asked.lives, asked.seed)
    acts = sum(outcome.acts.values())
    print("| store | seed | lives | acts | words planted | of them in the store before | left | seconds |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    counted = (outcome.lives, acts, outcome.planted, outcome.seen_before, len(outcome.left))
    print(f"| {asked.store} | {asked.seed} | {' | '.join(map(str, counted))} | {time.monotonic() - began:.0f} |")
    for each in outcome.left[:20]:
        print(each)
    sys.exit(bool(outcome.left))


if __name__ == "__main__":
    main()
