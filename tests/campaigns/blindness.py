"""Searches by phone number, for those who are here and for nobody: what the sender could tell them apart by.

    python -m tests.campaigns.blindness --store sqlite --each 2000 --watched 100 --seed 1

Each sender is somebody new who leaves one word for one number, by real turns on a store on the disk. Half of the
numbers are proved and may be found. Compared are all texts, the rows as they are written, how long the answer took, and
all that some of the senders (`--watched` of each side) see in the twenty days that follow.
"""

import argparse
import asyncio
import math
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from models import Knock
from models.store import Store
from services import knocks, phones
from tests.clock import FakeClock
from tests.databases import copy_template, create_tables, make_template, own_database, server_url
from tests.handlers.chats import Chat
from tests.handlers.conftest import START
from tests.services.house import House

WORDS = "It is Koffi, the son of aunt Rose"
ACTS = ("ignores", "declines", "blocks", "reports")
DAYS = (0, 1, 6, 7, 6)
"""How many days pass before each time the senders look."""
NEIGHBOURS = 15
_COMPARED = ("receiver_id", "words", "status", "contact", "answered_at", "withdrawn_at")


@dataclass(slots=True)
class Sender:
    """One who searches: for whom, what they were told, and how long the two answers took."""

    chat: Chat
    number: str
    known: bool
    said: list[str] = field(default_factory=list)
    seconds: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Distinct conversations and rows on each side; times of the known and the unknown."""

    senders: list[Sender]
    rows: dict[bool, Counter[tuple[Any, ...]]]

    @property
    def told(self) -> dict[bool, set[tuple[str, ...]]]:
        """By side; who was not watched has the beginning of a conversation."""
        return {side: {tuple(each.said) for each in self.senders if each.known is side} for side in (True, False)}

    @property
    def is_blind(self) -> bool:
        return self.told[True] == self.told[False] and self.rows[True].keys() == self.rows[False].keys()


async def run(store: Store, clock: FakeClock, *, each: int, watched: int, seed: int) -> Outcome:
    """`each` searches for people who are here and as many for nobody, in a random order."""
    house, chance = House(store, clock), Random(seed)
    known = [f"+2290197{number:06}" for number in range(each)]
    here = {number: await house.person(phone=number, findable=True) for number in known}
    numbers = [*known, *(f"+2290196{number:06}" for number in range(each))]
    chance.shuffle(numbers)
    senders = [await _search(store, place, number, known=number in here) for place, number in enumerate(numbers)]
    rows = await _rows(store, senders)
    for days in DAYS:
        clock.move(days=days, minutes=1)
        await _sweep(house)
        if not days:
            await _answer(house, here, senders)
        for sender in _watched(senders, watched):
            await _look(sender)
    return Outcome(senders, rows)


def _watched(senders: Sequence[Sender], most: int) -> list[Sender]:
    return [each for side in (True, False) for each in [one for one in senders if one.known is side][:most]]


async def _search(store: Store, place: int, number: str, *, known: bool) -> Sender:
    sender = Sender(Chat(store, f"sender {place}"), number, known)
    await sender.chat.say("", "start")
    await sender.chat.tap(START)
    began = time.perf_counter()
    await _hear(sender, sender.chat.say(f"/phone {number}"))
    asked = time.perf_counter()
    await _hear(sender, sender.chat.say(WORDS))
    sender.seconds = (asked - began, time.perf_counter() - asked)
    return sender


async def _hear(sender: Sender, text: Any) -> None:
    """Kept without the number, which is another for each."""
    digits = sender.number.removeprefix("+229")
    written = " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))
    sender.said.append((await text).replace(f"+229 {written}", "NUMBER"))


async def _rows(store: Store, senders: Sequence[Sender]) -> dict[bool, Counter[tuple[Any, ...]]]:
    sides = {sender.chat.person: sender.known for sender in senders}
    found: dict[bool, Counter[tuple[Any, ...]]] = {True: Counter(), False: Counter()}
    for knock in await store.read(lambda session: session.scalars(select(Knock)).all()):
        row = (
            *(getattr(knock, name) for name in _COMPARED),
            knock.due_at - knock.created_at,
            len(knock.phone_index or b""),
        )
        found[sides[knock.sender_id]][row] += 1
    return found


async def _sweep(house: House) -> None:
    for sweep in (phones.resolve_phone_knocks, knocks.expire, knocks.forget):
        while await house.sweep(sweep, 500):
            pass


async def _answer(house: House, here: dict[str, int], senders: Sequence[Sender]) -> None:
    """Whoever was found does what people do, but for accepting."""
    for place, sender in enumerate(each for each in senders if each.known):
        receiver, act = here[sender.number], ACTS[place % len(ACTS)]
        for knock in await house.do(knocks.waiting, receiver):
            match act:
                case "declines":
                    await house.do(knocks.decline, receiver, knock)
                case "blocks":
                    await house.do(knocks.block, receiver, knock)
                case "reports":
                    await house.do(knocks.report, receiver, knock, "rude")


async def _look(sender: Sender) -> None:
    """All that could tell: what was pushed, what waits, and whether one may write again."""
    sender.said += await sender.chat.news()
    for words in ("/requests", f"/phone {sender.number}", "menu"):
        await _hear(sender, sender.chat.say(words))


def distance(one: Sequence[float], other: Sequence[float]) -> float:
    """Kolmogorov–Smirnov: how far apart two distributions are at most."""
    first, second = sorted(one), sorted(other)
    return max(
        abs(bisect_right(first, at) / len(first) - bisect_right(second, at) / len(second)) for at in (*first, *second)
    )


def by_threshold(train: Sequence[Sender], test: Sequence[Sender]) -> int:
    """How many of `test` the best threshold of `train` tells rightly, by the time of the second answer."""
    ordered = sorted(train, key=lambda sender: sender.seconds[1])
    left = [0]
    for sender in ordered:
        left.append(left[-1] + (1 if sender.known else -1))
    place = max(range(len(left)), key=lambda at: abs(left[at]))
    bound = ordered[min(place, len(ordered) - 1)].seconds[1]
    return sum((sender.seconds[1] < bound) is (sender.known is (left[place] > 0)) for sender in test)


def by_neighbours(train: Sequence[Sender], test: Sequence[Sender]) -> int:
    """The same by the nearest in both times: what most of them are."""

    def guess(sender: Sender) -> bool:
        near = sorted(train, key=lambda other: math.dist(other.seconds, sender.seconds))[:NEIGHBOURS]
        return sum(other.known for other in near) > NEIGHBOURS // 2

    return sum(guess(sender) is sender.known for sender in test)


def interval(right: int, of: int) -> tuple[float, float, float]:
    """A share, and between what it lies in 95 of 100 cases (Wilson)."""
    share, z = right / of, 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return share, middle - half, middle + half


def report(outcome: Outcome, seed: int) -> Iterator[str]:
    senders = list(outcome.senders)
    Random(seed + 1).shuffle(senders)
    half = len(senders) // 2
    train, test = senders[:half], senders[half:]
    yield f"texts and rows alike: {'yes' if outcome.is_blind else 'NO'}"
    yield f"distinct conversations: {len(outcome.told[True])} of those found, {len(outcome.told[False])} of nobody"
    for side in (True, False):
        times = sorted(sender.seconds[1] * 1000 for sender in senders if sender.known is side)
        at = [times[int(len(times) * part)] for part in (0.05, 0.5, 0.95, 0.99)]
        yield f"{'somebody' if side else 'nobody':8} ms: " + "  ".join(f"{each:.2f}" for each in at)
    known = [sender.seconds[1] for sender in senders if sender.known]
    unknown = [sender.seconds[1] for sender in senders if not sender.known]
    critical = 1.358 * math.sqrt((len(known) + len(unknown)) / (len(known) * len(unknown)))
    yield f"Kolmogorov-Smirnov distance {distance(known, unknown):.4f} (0.05 level {critical:.4f})"
    judges: dict[str, Callable[[Sequence[Sender], Sequence[Sender]], int]] = {
        "threshold": by_threshold,
        "neighbours": by_neighbours,
    }
    for name, judge in judges.items():
        yield "{}: right {:.3f} (95%: {:.3f} to {:.3f})".format(name, *interval(judge(train, test), len(test)))


@contextmanager
def database(kind: str) -> Iterator[str]:
    if kind == "sqlite":
        with TemporaryDirectory() as folder:
            yield copy_template(make_template(Path(folder) / "template.db"), Path(folder))
        return
    server = server_url()
    assert server is not None, "no PostgreSQL answers"
    with own_database(server, "passerelle_blindness") as url:
        create_tables(url)
        yield url.render_as_string(hide_password=False)


async def _main(kind: str, each: int, watched: int, seed: int) -> bool:
    clock = FakeClock()
    with database(kind) as url:
        store = Store(url, "a secret that this campaign alone knows", clock=clock)
        try:
            outcome = await run(store, clock, each=each, watched=watched, seed=seed)
        finally:
            await store.close()
    print("\n".join(report(outcome, seed)))
    return outcome.is_blind


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    arguments.add_argument("--each", type=int, default=2000)
    arguments.add_argument("--watched", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    raise SystemExit(0 if asyncio.run(_main(given.store, given.each, given.watched, given.seed)) else 1)
