"""Plays histories in the running house: its inbox, its lanes, its sender, its schedule, on a real store."""

import re
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from random import Random

from bot.exits import PULLED, Exits
from bot.holds import Holds
from bot.inbox import Inbox
from bot.lanes import Lanes
from bot.schedule import Schedule
from bot.sender import Sender
from channels.channel import Channel
from handlers.routes import ROUTER
from models.store import Store
from services import phones
from tests.clock import FakeClock
from tests.engines import warm_store
from tests.fakes.whatsapp.statuses import Fate
from tests.histories.delivery import Delivery
from tests.histories.lines import Letter, TelegramLine, WhatsAppLine
from tests.histories.people import Lines
from tests.histories.plots import SPANS, people
from tests.histories.standing import CODE, DRAWN, standing

LADDERS: tuple[tuple[Fate, ...], ...] = (("sent", "delivered", "read"), ("delivered",), ("read",))
"""What is told of messages that arrive, in one round after the other."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+]+")
SECRET = "a secret that only the histories know and use"


@dataclass(slots=True)
class Played:
    """What came of histories: of each person what they were told in each round, and of the store what it holds."""

    told: dict[str, list[list[str]]] = field(default_factory=lambda: defaultdict(list))
    holds: dict[str, int] = field(default_factory=dict)
    acts: int = 0


class Company:
    """The people of several histories, in one house."""

    def __init__(self, store: Store, clock: FakeClock, seeds: Sequence[str], delivery: Delivery) -> None:
        self._store, self._clock, self._delivery = store, clock, delivery
        self._lines = Lines(TelegramLine(clock), WhatsAppLine(clock))
        channels: dict[str, Channel] = {"telegram": self._lines.telegram, "whatsapp": self._lines.whatsapp}
        holds = Holds()
        self._sender = Sender(store, channels, holds=holds)
        self._lanes = Lanes(store, ROUTER, Exits(PULLED, channels, holds), self._sender.hand_on)
        self._inbox = Inbox(store, self._lanes.wake)
        self._schedule = Schedule(store, ROUTER, {})
        self._people = [human for at, seed in enumerate(seeds) for human in people(self._lines, seed, 1_000 + 100 * at)]
        self._spans = Random(seeds[0])

    async def play(self) -> Played:
        played = Played()
        for at in range(max(len(human.acts) for human in self._people)):
            span = self._spans.choice(SPANS)
            await self._round(at, span, played)
        for letters in self._delivery.left():
            await self._bring(letters)
        await self._settle()
        self._hear(played)
        played.holds = dict(await self._store.read(standing))
        return played

    async def _round(self, at: int, span: timedelta, played: Played) -> None:
        begun = done = self._clock.at
        self._lines.whatsapp.vendor.ladder = LADDERS[at % len(LADDERS)]
        letters: list[Letter] = []
        for number, human in enumerate(self._people):
            if at < len(human.acts):
                self._clock.at = begun
                await human.acts[at](human)
                done = max(done, self._clock.at)
                letters += [*self._lines.telegram.letters(number), *self._lines.whatsapp.letters(number)]
                played.acts += 1
        for late, batch in self._delivery.of_round(letters, span):
            self._clock.at = done + late
            await self._bring(batch)
        await self._settle()
        self._hear(played)
        self._clock.at = done + span

    async def _bring(self, batch: Sequence[Letter]) -> None:
        """One batch is of one vendor."""
        news = batch[0].read([letter.payload for letter in batch])
        if news:
            await self._inbox.receive(news)
        if self._delivery.pauses():
            await self._rest()

    async def _settle(self) -> None:
        """Let everything come to its end that is due now."""
        await self._rest()
        self._delivery.keep(self._lines.whatsapp.letters(-1))
        while statuses := self._delivery.statuses():
            await self._bring(statuses)
        await self._store.write(partial(phones.resolve_phone_knocks, chunk=100))
        await self._schedule.tell_due()
        while await self._sender.claim_once():
            await self._sender.rest()
        self._delivery.keep(self._lines.whatsapp.letters(-1))

    async def _rest(self) -> None:
        await self._lanes.rest()
        await self._sender.rest()

    def _hear(self, played: Played) -> None:
        """Answers in their order; of what was pushed within a round the order is nobody's."""
        for human in self._people:
            news = [(pushed, _steady(text)) for pushed, text in human.reads()]
            answers = [text for pushed, text in news if not pushed]
            played.told[human.name].append(answers + sorted(text for pushed, text in news if pushed))


def _steady(text: str) -> str:
    """Without drawn codes, and the moments in what they take along."""
    return _MOMENT.sub("then", CODE.sub(DRAWN, text))


@asynccontextmanager
async def opened(url: str, clock: FakeClock) -> AsyncIterator[Store]:
    store = warm_store(url, SECRET, clock=clock)
    try:
        yield store
    finally:
        await store.close()


async def play(url: str, seeds: Sequence[str], delivery: Delivery) -> Played:
    """All these histories side by side, on an empty store."""
    clock = FakeClock()
    async with opened(url, clock) as store:
        return await Company(store, clock, seeds, delivery).play()
