"""The service is killed again and again while people use Telegram and WhatsApp, whose vendors misbehave meanwhile.

Run: python -m tests.campaigns.wire_kills --store sqlite|postgres --kills 300 --seed 1
"""

import argparse
import asyncio
import sys
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from bot.holds import read_holds
from models import Address, Inbound, Member, Notice, Outbox, Person
from models.clock import now
from models.store import Store
from services import announcements, staff
from tests.campaigns import mischief
from tests.campaigns.kills import audited, count
from tests.campaigns.lines import Line, TelegramLine, WhatsAppLine
from tests.campaigns.lives import Effects, live_through_it, new_word
from tests.campaigns.offspring import open_nursery
from tests.campaigns.repeats import Chat, Repeats, Unkept, count_repeats, sending
from tests.campaigns.victim import PATIENCE, Victim, all_end, empty_store
from tests.campaigns.writers import Tally, Writer
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.messages import NOT_MODIFIED
from tests.fakes.telegram.server import IN_RETRY_AFTER
from tests.fakes.whatsapp.account import NUMBER_ID
from tests.fakes.whatsapp.server import FakeWhatsApp
from tests.fakes.whatsapp.webhook import Habits
from tests.processes import SECRET

PAIRS = 20
"""Twice as many people talk at any time, half of them on each channel."""
GRACE = 0.25
"""Seconds after a 429 in which a call is excused: it was on its way before, or its sender, on a machine as busy as this
one is meanwhile, had not read the answer yet.
"""
PACE = 0.1
"""How long the vendor's second lasts before it brings an update again. What it says in retry_after is not shortened."""
SETTLING = 0.15
"""Seconds in which what a killed process had written to its sockets is read at the other end."""
LAST_WORDS = 60
"""Seconds after which what is still under way will not arrive."""
ANNOUNCED_AT = range(4, 10_000, 20)
"""After which kills something is announced to all members."""
BETWEEN_STRANGERS = 2.0
_CLERK = 1
CLERKS_EVENTS = 2
_FIRST_PERSON = 1_000
_FIRST_STRANGER = 500_000
_APP_SECRET, _VERIFY_TOKEN, _TOKEN = "the app's secret", "the word", "a token"
_WEBHOOK_SECRET = "a_secret_for_the_webhook"


@dataclass(slots=True)
class Outcome:
    """What a campaign showed."""

    store: str
    seed: int
    kills: int
    tally: Tally = field(default_factory=Tally)
    effects: Effects = field(default_factory=Effects)
    repeats: Repeats = field(default_factory=Repeats)
    retries: int = 0
    """How often a vendor said to wait."""
    unheard: int = 0
    """How often the service was killed before it had kept that."""
    posts: int = 0
    in_retry_after: int = 0
    strangers: int = 0
    """People whom no answer reaches: they blocked the bot once they had written."""
    announcements: int = 0
    found: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def wrong(self) -> list[str]:
        return [*self.tally.losses, *self.repeats.wrong, *self.found]

    def table(self) -> str:
        cells: dict[str, object] = {
            "store": self.store,
            "seed": self.seed,
            "kills": self.kills,
            "people": self.tally.people,
            "strangers": self.strangers,
            "events": self.tally.events,
            "brought": self.posts,
            "effects": self.effects.count(),
            "pushes": self.tally.pushes,
            "announced": self.repeats.announced,
            "times to wait": self.retries,
            "of them unheard": self.unheard,
            "sent in one": self.in_retry_after,
            "taken untold": self.repeats.by_trouble,
            "taken, unkept": self.repeats.by_kill,
            "repeats": self.repeats.seen,
            "duplicates": len(self.repeats.wrong),
            "losses": len(self.tally.losses),
            "wrong in the store": len(self.found),
            "seconds": f"{self.seconds:.0f}",
        }
        head, row = (" | ".join(map(str, each)) for each in (cells, cells.values()))
        return f"| {head} |\n|---|{'---:|' * (len(cells) - 1)}\n| {row} |"


def run(store: str, kills: int, seed: int, pairs: int = PAIRS) -> Outcome:
    """Kill the service so often, at seeded moments, while people write to it; then look into the store."""
    with tempfile.TemporaryDirectory() as folder, empty_store(store, Path(folder)) as url:
        return asyncio.run(Campaign(Outcome(store, seed, kills), url, Path(folder), pairs).run())


class Campaign:
    """One run on one store."""

    def __init__(self, outcome: Outcome, url: str, folder: Path, pairs: int) -> None:
        self._outcome, self._url, self._folder, self._number = outcome, url, folder, pairs
        self._chance = Random(outcome.seed)
        self._writers: list[Writer] = []
        self._lines: dict[Chat, Line] = {}
        self._unkept = Unkept()
        self._shut: tuple[set[int], set[str]] = set(), set()
        self._over = asyncio.Event()

    async def run(self) -> Outcome:
        began = monotonic()
        async with AsyncExitStack() as stack:
            await self._open(stack)
            await self._victim.start()
            try:
                await self._live()
            finally:
                await self._victim.process.kill()
        self._outcome.seconds = monotonic() - began
        return self._outcome

    async def _open(self, stack: AsyncExitStack) -> None:
        """The vendors, and the service that is set up for them."""
        nursery = await stack.enter_async_context(open_nursery())
        self._telegram = await stack.enter_async_context(FakeTelegram(pace=PACE, grace=GRACE, patience=PATIENCE))
        self._telegram.outlet.webhook.delay = lambda _update: self._chance.uniform(0, 0.05)
        self._whatsapp = FakeWhatsApp(
            clock=lambda: datetime.now(UTC),
            token=_TOKEN,
            app_secret=_APP_SECRET,
            verify_token=_VERIFY_TOKEN,
            random=Random(self._outcome.seed),
        )
        await stack.enter_async_context(self._whatsapp)
        self._whatsapp.quiet.grace = timedelta(seconds=GRACE)
        self._whatsapp.webhook.habits = Habits(batch=5, twice=0.1, overtaken=0.1, late=0.3, lanes=4)
        self._victim = Victim(nursery, self._url, self._folder, Random(self._outcome.seed), **self._settings())
        self._whatsapp.webhook.listen(f"{self._victim.base}/whatsapp/webhook")

    def _settings(self) -> dict[str, str]:
        return {
            "TELEGRAM_BOT_TOKEN": self._telegram.token,
            "TELEGRAM_API_BASE": self._telegram.url,
            "TELEGRAM_WEBHOOK_SECRET": _WEBHOOK_SECRET,
            "WHATSAPP_ACCESS_TOKEN": _TOKEN,
            "WHATSAPP_APP_SECRET": _APP_SECRET,
            "WHATSAPP_VERIFY_TOKEN": _VERIFY_TOKEN,
            "WHATSAPP_PHONE_NUMBER_ID": NUMBER_ID,
            "WHATSAPP_API_BASE": self._whatsapp.url,
        }

    async def _live(self) -> None:
        await self._victim.is_ready()
        self._store = Store(self._url, SECRET)
        try:
            await self._employ_clerk()
            self._misbehave()
            pairs = [asyncio.create_task(self._pairs(number)) for number in range(self._number)]
            pairs.append(asyncio.create_task(self._strangers()))
            for kill in range(self._outcome.kills):
                await self._victim.kill_once(self._after_death)
                if kill in ANNOUNCED_AT:
                    await self._store.write(self._announce)
            self._over.set()
            self._outcome.tally.losses += await all_end(pairs)
            self._outcome.found += await self._settled()
            self._outcome.found += await self._victim.stop()
            self._count()
            self._outcome.found += await self._store.read(self._examine)
        finally:
            await self._store.close()

    # --- people --------------------------------------------------------------------------------------------------

    async def _pairs(self, number: int) -> None:
        picks = Random(f"{self._outcome.seed} {number}")
        while not self._over.is_set():
            await live_through_it(self._writer(picks), self._writer(picks), picks, self._outcome.effects)

    async def _strangers(self) -> None:
        while not self._over.is_set():
            number = _FIRST_STRANGER + self._outcome.strangers
            self._outcome.strangers += 1
            self._shut[0].add(number)
            self._shut[1].add(f"BJ.{number}")
            if number % 2:
                await self._telegram.person(number).say("hello")
            else:
                await self._whatsapp.person(bsuid=f"BJ.{number}").say("hello")
            await asyncio.sleep(BETWEEN_STRANGERS)

    def _writer(self, picks: Random) -> Writer:
        tally = self._outcome.tally
        tally.people += 1
        own = Random(picks.getrandbits(64))
        line = self._line(_FIRST_PERSON + tally.people, own)
        self._lines[(line.channel, line.address)] = line
        writer = Writer(f"person {tally.people}", line, own, tally)
        self._writers.append(writer)
        return writer

    def _line(self, number: int, picks: Random) -> Line:
        """Every second one on WhatsApp, where some are known by their number and some are not."""
        if number % 2:
            return TelegramLine(self._telegram, self._telegram.person(number), picks)
        if number % 4:
            return WhatsAppLine(self._whatsapp, self._whatsapp.person(bsuid=f"BJ.{number}"))
        return WhatsAppLine(self._whatsapp, self._whatsapp.person(phone=f"+447911{number:06}", bsuid=f"BJ.{number}"))

    async def _employ_clerk(self) -> None:
        """Somebody who announces things; they get the reports, and nobody waits for those."""
        clerk = self._telegram.person(_CLERK, name="Clerk")
        await clerk.say("hello")
        await clerk.reads()
        await clerk.press("Yes")
        await clerk.reads()
        self._clerk = await self._store.write(_appoint_only_person)

    def _announce(self, session: Session) -> None:
        """The one before is stopped where somebody is still in the middle of a question, and has not got it."""
        running = announcements.sending(session, self._clerk)
        if running is not None:
            announcements.stop(session, self._clerk, running)
        counted = announcements.count(session, self._clerk, "BJ", None)
        if counted["planned"]:
            words = f"Assembly {new_word(self._chance)}"
            announcements.start(
                session, self._clerk, country="BJ", residence=None, language="en", words=words, counts=counted
            )
            self._outcome.announcements += 1

    # --- vendors -------------------------------------------------------------------------------------------------

    def _misbehave(self) -> None:
        chance = Random(f"{self._outcome.seed} mischief")
        self._telegram.trouble.rule = mischief.on_telegram(chance, self._shut[0])
        self._whatsapp.trouble.rule = mischief.on_whatsapp(chance, self._shut[1])

    async def _after_death(self) -> None:
        """See what was under way. Then the minute is over after which another sender may take it."""
        await asyncio.sleep(SETTLING)
        killed, held = await self._store.read(lambda session: (sending(session), set(read_holds(session))))
        self._unkept.note(killed, self._lines)
        self._forget_unheard({channel for channel, _account in held})
        await self._store.write(_end_leases)

    def _forget_unheard(self, held: set[str]) -> None:
        """A time to wait that died with the process which was told of it is kept by nobody."""
        if self._telegram.floods.left("sendMessage", {}) and "telegram" not in held:
            self._telegram.floods.forget()
            self._outcome.unheard += 1
        if self._whatsapp.quiet.is_kept(datetime.now(UTC)) and "whatsapp" not in held:
            self._whatsapp.quiet.forget()
            self._outcome.unheard += 1

    async def _settled(self) -> list[str]:
        """Until nothing is under way any more; what stays so."""
        ends = monotonic() + LAST_WORDS
        while left := await self._store.read(_under_way):
            if monotonic() > ends:
                return left
            await asyncio.sleep(0.3)
        await self._telegram.outlet.webhook.settled()
        await self._whatsapp.webhook.settled()
        return []

    def _count(self) -> None:
        outcome = self._outcome
        outcome.repeats = count_repeats(self._writers, self._unkept)
        rules = [each.rule for each in self._telegram.violations] + self._whatsapp.violations
        outcome.in_retry_after = sum(IN_RETRY_AFTER in rule for rule in rules)
        # an edit that nobody was told of is made again
        outcome.found += [f"broke a rule: {rule}" for rule in rules if NOT_MODIFIED not in rule]
        outcome.retries = sum(each.code == 429 for each in self._telegram.refusals) + self._whatsapp.refusals[130429]
        outcome.posts = len(self._telegram.outlet.webhook.deliveries) + len(self._whatsapp.webhook.log)

    # --- the store -----------------------------------------------------------------------------------------------

    def _examine(self, session: Session) -> list[str]:
        """What is not there exactly as often as people did it, or were told."""
        effects, tally = self._outcome.effects, self._outcome.tally
        clerk, strangers = self._clerk, self._outcome.strangers
        events = tally.events + strangers + CLERKS_EVENTS
        people = tally.people + strangers + 1
        replies = (Outbox.push.is_(False),)
        pushes = (Outbox.push.is_(True), Outbox.announcement_id.is_(None), Outbox.person_id != clerk)
        told = (Notice.status == "told", Notice.kind.not_like("announcement%"))
        numbers = {
            "people": (count(session, Person), people),
            "addresses": (count(session, Address), people),
            "addresses switched off": (count(session, Address, Address.active.is_(False)), strangers),
            "events": (count(session, Inbound), events),
            "events done": (count(session, Inbound, Inbound.status == "done"), events),
            "answers": (count(session, Outbox, *replies), events),
            "answers sent": (count(session, Outbox, *replies, Outbox.status == "sent"), events - strangers),
            "answers failed": (count(session, Outbox, *replies, Outbox.status == "failed"), strangers),
            "pushes": (count(session, Outbox, *pushes), tally.pushes),
            "notices told": (count(session, Notice, *told), tally.pushes),
            "registrations": (audited(session, "member.registered"), len(effects.registered)),
            "knocks": (audited(session, "knock.sent"), effects.knocked),
            "knocks accepted": (audited(session, "knock.accepted"), effects.accepted),
            "words passed on": (audited(session, "message.sent"), effects.written),
        }
        found = [f"{there} {what}, not {told_}" for what, (there, told_) in numbers.items() if there != told_]
        if sorted(session.scalars(select(Member.name))) != sorted(effects.registered):
            found.append("the cards are not those of the people who registered")
        if session.get_bind().dialect.name == "sqlite":
            found += [row for (row,) in session.execute(text("PRAGMA integrity_check")) if row != "ok"]
        return found


def _appoint_only_person(session: Session) -> int:
    person = session.scalars(select(Person.id)).one()
    staff.appoint(session, None, person, name="Clerk", role="administrator", countries=[])
    return person


def _end_leases(session: Session) -> None:
    session.execute(update(Outbox).where(Outbox.status == "sending").values(lease_until=now(session)))


def _under_way(session: Session) -> list[str]:
    """What goes on by itself. What is pushed to who is in the middle of a question waits, and so may its repeat."""
    replies = (Outbox.status.in_(("queued", "sending")), Outbox.push.is_(False))
    found = {
        "events wait": count(session, Inbound, Inbound.status == "new"),
        "answers are under way": count(session, Outbox, *replies),
        "pushes are on the wire": count(session, Outbox, Outbox.status == "sending", Outbox.push.is_(True)),
    }
    return [f"{number} {what}" for what, number in found.items() if number]


def main() -> None:
    """Run one campaign and print its table; exit 1 when anything was lost or doubled."""
    asked = argparse.ArgumentParser(description="Kill the service under the load of two vendors and count.")
    asked.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    asked.add_argument("--kills", type=int, default=20)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--pairs", type=int, default=PAIRS)
    options = asked.parse_args()
    outcome = run(options.store, options.kills, options.seed, options.pairs)
    print(outcome.table())
    for wrong in outcome.wrong[:20]:
        print(f"wrong: {wrong}")
    sys.exit(1 if outcome.wrong else 0)


if __name__ == "__main__":
    main()
