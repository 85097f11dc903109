"""Damaged payloads of both vendors: read by the parsers, and posted over HTTP to a running service.

    python -m tests.campaigns.payloads --parsed 200000 --posted 20000 --seed 1 --store sqlite

What is read must be news that a store takes. What is posted must be answered with 200, 400, 401, 403 or 413: one in ten
is signed by a stranger, one in two hundred is too large. At the end the service answers somebody who writes, nothing it
received was refused by its store or broke a turn, and neither process has grown. Anything else ends it with exit 1.
"""

import argparse
import asyncio
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from channels.telegram.incoming import read_update
from channels.whatsapp.incoming import read_notification
from channels.whatsapp.signature import sign
from models import Inbound, Unread
from models.store import Store
from tests.campaigns.victim import empty_store
from tests.channels.telegram.standin import TOKEN, StandIn
from tests.channels.whatsapp.graph import Graph
from tests.channels.whatsapp.tables import ACCOUNT
from tests.payloads.captured import VENDORS, Vendor, captured
from tests.payloads.keeping import assert_can_be_kept
from tests.payloads.mutating import mutations
from tests.processes import SECRET, run_command
from tests.serving import Serving

EXPECTED = {200, 400, 401, 403, 413}
WARM_UP = 0.25
"""The part of a run after which a process has everything that it keeps for good."""
MOST_GROWTH = 24 * 1024
"""KiB that a process may grow by after that: an allocator gives little back, and a database keeps pages in mind."""
AT_ONCE = 16
"""Requests under way: with more than one, writes are committed together, as they are under load."""
NEW = 0.8
"""The others have the ids that were captured, and are taken for repetitions."""
TOO_LARGE = b" " * (3 * 1024 * 1024 + 1)
PATIENCE = 600
TELEGRAM_SECRET = "a_secret_for_the_webhook"
APP_SECRET = "the app's secret"
_STRANGERS = ("", "sha256=" + "0" * 64, "a stranger", "\u00e9")
_MOMENT = re.compile(r', "timestamp": "[^"]*"')
_UPDATE_ID = re.compile(rb'("update_id": )[0-9]+')
_CLEAN_CHAT = 987_654_321
_CLEAN_PHONE = "22996121212"


@dataclass(slots=True)
class Outcome:
    """What a campaign showed."""

    store: str
    seed: int
    parsed: Counter[str] = field(default_factory=Counter)
    posted: Counter[int] = field(default_factory=Counter)
    grown: dict[str, int] = field(default_factory=dict)
    kept: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def rows(self) -> Iterator[tuple[str, str]]:
        yield "store", self.store
        yield "seed", str(self.seed)
        yield "read", f"{sum(self.parsed.values()):,}"
        yield from ((f"of it {what}", f"{many:,}") for what, many in self.parsed.most_common())
        yield "posted", f"{sum(self.posted.values()):,}"
        yield from ((f"of it answered {status}", f"{many:,}") for status, many in sorted(self.posted.items()))
        yield from ((f"kept, {what}", f"{many:,}") for what, many in sorted(self.kept.items()))
        yield from ((f"memory after the warm-up, {who}", f"{kib / 1024:+.1f} MiB") for who, kib in self.grown.items())
        yield "wrong", str(len(self.wrong))
        yield "seconds", f"{self.seconds:.0f}"

    def grew(self, who: str, kib: int) -> None:
        self.grown[who] = kib
        if kib > MOST_GROWTH:
            self.wrong.append(f"{who} grew by {kib} KiB")


def damaged(seed: int) -> Iterator[tuple[Vendor, Any]]:
    """Endless damaged payloads, of each captured one in turn and of both vendors in turn."""
    ways = {
        vendor: [mutations(payload, seed * 10_000 + at) for at, payload in enumerate(captured(vendor))]
        for vendor in VENDORS
    }
    at = 0
    while True:
        for vendor in VENDORS:
            yield vendor, next(ways[vendor][at % len(ways[vendor])])
        at += 1


def parse(many: int, outcome: Outcome) -> None:
    """Read so many; what a reader makes of each is counted."""
    before = 0
    for number, (vendor, mutant) in zip(range(many), damaged(outcome.seed), strict=False):
        if number == int(many * WARM_UP):
            before = memory("self")
        try:
            outcome.parsed[_read(vendor, mutant)] += 1
        except Exception as fault:  # noqa: BLE001  (whatever it is, it was promised not to be)
            outcome.wrong.append(f"{vendor} {number}: {type(fault).__name__}: {fault}")
    outcome.grew("reading", memory("self") - before)


def _read(vendor: Vendor, mutant: Any) -> str:
    """What became of it, in words."""
    try:
        value = json.loads(mutant) if isinstance(mutant, bytes) else mutant
    except (ValueError, RecursionError):
        return "no JSON"
    at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    news = read_update(value, "110201543", at).news if vendor == "telegram" else read_notification(value, ACCOUNT, at)
    for each in news:
        assert_can_be_kept(each)
    kinds = {type(each).__name__ for each in news}
    return "news" if kinds - {"Unread"} else "kept unread" if kinds else "passed over"


def memory(process: int | str) -> int:
    """Resident, in KiB."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    return int(status.partition("VmRSS:")[2].split(maxsplit=1)[0])


@dataclass(slots=True)
class Posting:
    """Posts to the webhooks of a service, some of it as strangers would."""

    site: str
    client: aiohttp.ClientSession
    outcome: Outcome
    chance: Random

    async def post_all(self, mutants: Iterator[tuple[Vendor, Any]]) -> None:
        """What `mutants` gives, `AT_ONCE` at a time."""

        async def work() -> None:
            for vendor, mutant in mutants:
                await self.post(vendor, mutant)

        await asyncio.gather(*(work() for _one in range(AT_ONCE)))

    async def post(self, vendor: Vendor, mutant: Any) -> None:
        body = mutant if isinstance(mutant, bytes) else json.dumps(mutant).encode()
        if self.chance.random() < NEW:
            body = renewed(body, sum(self.outcome.posted.values()))
        if self.chance.random() < 0.005:
            body += TOO_LARGE
        stranger = self.chance.random() < 0.1
        status = await self._answer(vendor, body, stranger=stranger)
        self.outcome.posted[status] += 1
        if status not in EXPECTED or (stranger and status not in (401, 403, 413)):
            self.outcome.wrong.append(f"{vendor}: answered {status}" + (" to a stranger" if stranger else ""))

    async def _answer(self, vendor: Vendor, body: bytes, *, stranger: bool) -> int:
        headers = {"content-type": "application/json"}
        if vendor == "telegram":
            headers["x-telegram-bot-api-secret-token"] = TELEGRAM_SECRET
        else:
            headers["x-hub-signature-256"] = sign(body, APP_SECRET)
        if stranger:
            headers[list(headers)[-1]] = self.chance.choice(_STRANGERS)
        try:
            async with self.client.post(f"{self.site}/{vendor}/webhook", data=body, headers=headers) as answer:
                return answer.status
        except aiohttp.ClientError:
            return 413 if len(body) > len(TOO_LARGE) else 0  # turned away while it was still being sent

    async def post_clean(self, vendor: Vendor, payload: Any) -> None:
        """What is whole and signed is taken."""
        status = await self._answer(vendor, json.dumps(payload).encode(), stranger=False)
        if status != 200:
            self.outcome.wrong.append(f"{vendor}: answered {status} to a clean payload")


def renewed(body: bytes, number: int) -> bytes:
    """With ids of its own, where it still has any that can be read."""
    return _UPDATE_ID.sub(rb"\g<1>%d" % (10**9 + number), body).replace(b"wamid.", b"wamid.%d." % number)


async def post(many: int, outcome: Outcome) -> None:
    """Post so many to a service of its own, then look into its store and its log."""
    with tempfile.TemporaryDirectory() as folder, empty_store(outcome.store, Path(folder)) as url:
        async with vendors() as (telegram, graph), aiohttp.ClientSession() as client:
            serving = Serving(url, Path(folder), **settings(telegram, graph))
            assert (await run_command(serving.settings, "migrate")).status == 0
            await serving.start()
            try:
                await serving.is_ready()
                posting = Posting(serving.site, client, outcome, Random(outcome.seed))
                await _post_and_weigh(many, posting, serving, url)
                await _is_answered(posting, telegram, graph)
                await serving.process.stop()
            finally:
                await serving.process.kill()
            said = serving.process.said()
        outcome.wrong += [_MOMENT.sub("", line) for line in said.splitlines() if _is_wrong(line)]
        await _look_into_the_store(url, outcome)


@asynccontextmanager
async def vendors() -> AsyncIterator[tuple[StandIn, Graph]]:
    """Both take everything that is sent to them."""
    telegram = StandIn()
    await telegram.server.start_server()
    async with Graph() as graph:
        yield telegram, graph
    await telegram.server.close()


def settings(telegram: StandIn, graph: Graph) -> dict[str, str]:
    return {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": telegram.base,
        "TELEGRAM_WEBHOOK_SECRET": TELEGRAM_SECRET,
        "WHATSAPP_ACCESS_TOKEN": "a token",
        "WHATSAPP_APP_SECRET": APP_SECRET,
        "WHATSAPP_VERIFY_TOKEN": "the word",
        "WHATSAPP_PHONE_NUMBER_ID": ACCOUNT,
        "WHATSAPP_API_BASE": graph.base,
    }


async def _post_and_weigh(many: int, posting: Posting, serving: Serving, url: str) -> None:
    mutants = damaged(posting.outcome.seed + 1)
    first = int(many * WARM_UP)
    await posting.post_all(each for _number, each in zip(range(first), mutants, strict=False))
    await _all_taken(url)
    before = memory(serving.process.id)
    await posting.post_all(each for _number, each in zip(range(many - first), mutants, strict=False))
    await _all_taken(url)
    posting.outcome.grew("the service", memory(serving.process.id) - before)


async def _all_taken(url: str) -> None:
    """Wait until no event waits for its turn."""
    store = Store(url, SECRET)
    try:
        async with asyncio.timeout(PATIENCE):
            while await store.read(_waiting):  # noqa: ASYNC110  (another process tells of no event)
                await asyncio.sleep(0.2)
    finally:
        await store.close()


def _waiting(session: Session) -> int:
    return session.scalar(select(func.count()).where(Inbound.status == "new")) or 0


async def _is_answered(posting: Posting, telegram: StandIn, graph: Graph) -> None:
    """Somebody new writes on each channel, and reads an answer."""
    await posting.post_clean("telegram", telegram_hello())
    await posting.post_clean("whatsapp", whatsapp_hello())
    async with asyncio.timeout(30):
        while not (_telegram_heard(telegram) and _whatsapp_heard(graph)):  # noqa: ASYNC110  (they keep, and tell nobody)
            await asyncio.sleep(0.1)


def telegram_hello() -> Any:
    card = {"id": _CLEAN_CHAT, "is_bot": False, "first_name": "Ada", "language_code": "en"}
    chat = {"id": _CLEAN_CHAT, "type": "private", "first_name": "Ada"}
    words = {"message_id": 1, "from": card, "chat": chat, "date": int(time.time()), "text": "hello"}
    return {"update_id": 2_000_000_000, "message": words}


def whatsapp_hello() -> Any:
    words = {"from": _CLEAN_PHONE, "id": "wamid.clean", "timestamp": str(int(time.time())), "type": "text"}
    metadata = {"display_phone_number": "15550783881", "phone_number_id": ACCOUNT}
    value = {"messaging_product": "whatsapp", "metadata": metadata, "messages": [words | {"text": {"body": "hello"}}]}
    change = {"field": "messages", "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [change]}]}


def _telegram_heard(telegram: StandIn) -> bool:
    return any(call.method == "sendMessage" and call.fields["chat_id"] == str(_CLEAN_CHAT) for call in telegram.calls)


def _whatsapp_heard(graph: Graph) -> bool:
    return any(sent.get("to") == _CLEAN_PHONE for sent in graph.sent)


def _is_wrong(line: str) -> bool:
    """A payload may be refused; that a store or a turn broke on it is our fault."""
    return any(words in line for words in ("could not be kept", "a turn failed", "set aside", "was not stored"))


async def _look_into_the_store(url: str, outcome: Outcome) -> None:
    store = Store(url, SECRET)
    try:
        found = await store.read(_found)
    finally:
        await store.close()
    outcome.kept.update(found)
    if found["failed"] or found["new"]:
        outcome.wrong.append(f"{found['failed']} events were set aside, {found['new']} were not taken")


def _found(session: Session) -> Counter[str]:
    by_status = select(Inbound.status, func.count()).group_by(Inbound.status)
    found: Counter[str] = Counter()
    for status, many in session.execute(by_status):
        found[status] = many
    found["unread"] = session.scalar(select(func.count()).select_from(Unread)) or 0
    return found


def main() -> None:
    """Run one campaign and print its table; exit 1 when anything was not as it must be."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--parsed", type=int, default=20_000)
    asked.add_argument("--posted", type=int, default=2_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    options = asked.parse_args()
    outcome, began = Outcome(options.store, options.seed), time.monotonic()
    parse(options.parsed, outcome)
    asyncio.run(post(options.posted, outcome))
    outcome.seconds = time.monotonic() - began
    print("| | |\n|---|---:|")
    for name, value in outcome.rows():
        print(f"| {name} | {value} |")
    for wrong, times in Counter(outcome.wrong).most_common(20):
        print(f"wrong, {times} times: {wrong}")
    sys.exit(1 if outcome.wrong else 0)


if __name__ == "__main__":
    main()
