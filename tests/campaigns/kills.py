"""The service is killed again and again while people register in the web chat; everything is counted at the client.

Run: python -m tests.campaigns.kills --store sqlite|postgres --kills 200 --seed 1
"""

import argparse
import asyncio
import html
import os
import random
import re
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import psycopg
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models import Audit, Inbound, Member, Person
from models.store import Store

SECRET = "a secret of the kill campaign and of nothing else"
SERVER = os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
VISITORS = 12
PATIENCE = 60
"""Seconds one message may take through any number of restarts."""

Step = tuple[str, str, str]
SCRIPT: Sequence[Step] = (
    ("start", "", "I am Passerelle"),
    ("choice", "1", "What would you like to do?"),
    ("choice", "1", "You live"),
    ("choice", "1", "What is your name?"),
    ("text", "Awa Dossou", "Where are your roots?"),
    ("text", "Benin", "Which town"),
    ("text", "Lyon", "What is your work?"),
    ("text", "nurse", "Who may find"),
    ("choice", "4", "Here is your card"),
    ("choice", "1", "Your card is ready"),
)
"""What a visitor does, and what the next screen then says: first contact and the whole of registering."""

_POST = re.compile(r'<article class="post([^"]*)" id="post-(\d+)".*?</article>', re.DOTALL)
_BUTTON = re.compile(r'name="choice" value="([^"]*)"')


@dataclass(slots=True)
class Tally:
    """What the clients counted."""

    accepted: int = 0
    repeated: int = 0
    registered: int = 0
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, *, accepted: int = 0, repeated: int = 0, registered: int = 0, wrong: str = "") -> None:
        with self.lock:
            self.accepted += accepted
            self.repeated += repeated
            self.registered += registered
            if wrong:
                self.wrong.append(wrong)


class Visitor:
    """One browser: its cookie, the newest post it has, the tokens under it."""

    def __init__(self, base: str, tally: Tally) -> None:
        self._client = httpx2.Client(base_url=base, headers={"origin": base, "accept": "application/json"}, timeout=5)
        self._tally, self._newest, self._tokens = tally, 0, list[str]()

    def register(self) -> None:
        """Play the script to its end; every step is accepted once and answered once."""
        for step in SCRIPT:
            self._take(step)
        self._tally.add(registered=1)
        self._look_back()
        self._client.close()

    def _take(self, step: Step) -> None:
        kind, value, expected = step
        said = self._tokens[int(value) - 1] if kind == "choice" else value
        self._send({"nonce": secrets.token_hex(12), "lang": "en", kind: said})
        posts = self._answers()
        if len(posts) != 1:
            self._tally.add(wrong=f"{len(posts)} answers to {kind} {value}")
        number, shown = posts[-1]
        if expected not in shown:
            self._tally.add(wrong=f"after {kind} {value} expected “{expected}”")
        self._newest, self._tokens = number, [html.unescape(token) for token in _BUTTON.findall(shown)]

    def _send(self, fields: dict[str, str]) -> None:
        """Send one message, with the same nonce until it is accepted."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                if self._client.post("/chat", data=fields).is_success:
                    self._tally.add(accepted=1)
                    return
            except httpx2.HTTPError:
                pass
            self._tally.add(repeated=1)
            time.sleep(0.1)
        raise TimeoutError("a message was not accepted")

    def _answers(self) -> list[tuple[int, str]]:
        """What is new since the newest post, once there is something."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            posts = self._posts(self._newest)
            if posts:
                return posts
            time.sleep(0.03)
        raise TimeoutError("an accepted message was not answered")

    def _posts(self, after: int) -> list[tuple[int, str]]:
        try:
            page = self._client.get("/chat/posts", params={"after": str(after)}).text
        except httpx2.HTTPError:
            return []
        return [(int(found[2]), html.unescape(found[0])) for found in _POST.finditer(page) if int(found[2]) > after]

    def _look_back(self) -> None:
        """As many posts as messages: nothing came twice, nothing later."""
        deadline = time.monotonic() + PATIENCE
        while not (posts := self._posts(0)) and time.monotonic() < deadline:
            time.sleep(0.1)
        if len(posts) != len(SCRIPT):
            self._tally.add(wrong=f"{len(posts)} posts for {len(SCRIPT)} messages")


class Server:
    """`passerelle serve`, killed and started again on the same store and port."""

    def __init__(self, environment: dict[str, str], base: str) -> None:
        self._environment, self._base = environment, base
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it; the seconds until it is ready."""
        began = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"], env=self._environment, stdout=subprocess.DEVNULL
        )
        while time.monotonic() - began < PATIENCE:
            try:
                if httpx2.get(f"{self._base}/readyz", timeout=2).is_success:
                    return time.monotonic() - began
            except httpx2.HTTPError:
                time.sleep(0.05)
        raise TimeoutError("the service did not start")

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait(20)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a campaign showed."""

    kills: int
    seed: int
    tally: Tally
    found: list[str]
    slowest: float
    seconds: float

    def table(self, store: str) -> str:
        tally = self.tally
        return (
            "| store | kills | seed | accepted | repeats sent | registered | wrong | slowest restart | seconds |\n"
            "|---|---:|---:|---:|---:|---:|---:|---:|---:|\n"
            f"| {store} | {self.kills} | {self.seed} | {tally.accepted} | {tally.repeated} | {tally.registered} "
            f"| {len(self.wrong)} | {self.slowest:.1f} s | {self.seconds:.0f} |"
        )

    @property
    def wrong(self) -> list[str]:
        return [*self.tally.wrong, *self.found]


def run(store: str, kills: int, seed: int) -> Outcome:
    """Kill the service so often, at seeded moments, while people register; then count what the store holds."""
    with _store(store) as url:
        port = random.Random(secrets.token_bytes(8)).randrange(20_000, 32_000)
        base = f"http://127.0.0.1:{port}"
        environment = os.environ | {"DATABASE_URL": url, "SECRET_KEY": SECRET, "PORT": str(port), "PUBLIC_URL": base}
        subprocess.run([sys.executable, "-m", "bot", "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
        server, tally, began = Server(environment, base), Tally(), time.monotonic()
        try:
            slowest = _kill_and_restart(server, base, tally, kills=kills, seed=seed)
        finally:
            server.stop()
        found = asyncio.run(_count(url, tally.registered))
    return Outcome(kills, seed, tally, found, slowest, time.monotonic() - began)


def _kill_and_restart(server: Server, base: str, tally: Tally, *, kills: int, seed: int) -> float:
    """Kill and start again while visitors register, and let them come to their end; the slowest start, in seconds."""
    slowest, done, chance = server.start(), threading.Event(), random.Random(seed)
    visitors = [threading.Thread(target=_visit, args=(base, tally, done), daemon=True) for _each in range(VISITORS)]
    for visitor in visitors:
        visitor.start()
    try:
        for _kill in range(kills):
            time.sleep(chance.uniform(0.2, 1.2))
            server.kill()
            slowest = max(slowest, server.start())
    finally:
        done.set()
    for visitor in visitors:
        visitor.join(PATIENCE)
    return slowest


def _visit(base: str, tally: Tally, done: threading.Event) -> None:
    try:
        while not done.is_set():
            Visitor(base, tally).register()
    except Exception as trouble:  # noqa: BLE001  (a visitor's trouble is a finding)
        tally.add(wrong=f"{type(trouble).__name__}: {trouble}")


async def _count(url: str, registered: int) -> list[str]:
    store = Store(url, SECRET)
    try:
        return await store.read(lambda session: _examine(session, registered))
    finally:
        await store.close()


def _examine(session: Session, registered: int) -> list[str]:
    """What is not as it should be."""
    members = session.scalar(select(func.count()).select_from(Member))
    people = session.scalar(select(func.count()).select_from(Person).where(Person.is_member))
    effects = session.scalars(
        select(func.count()).where(Audit.verb == "member.registered").group_by(Audit.actor_id)
    ).all()
    waiting = session.scalar(select(func.count()).select_from(Inbound).where(Inbound.status != "done"))
    found = {
        f"{members} cards of {registered}": members != registered,
        f"{people} members of {registered}": people != registered,
        f"registered {len(effects)} times, not once each": list(effects) != [1] * registered,
        f"{waiting} events not done": waiting != 0,
    }
    if session.get_bind().dialect.name == "sqlite":
        found["the file is damaged"] = session.execute(text("PRAGMA integrity_check")).scalar() != "ok"
    return [what for what, wrong in found.items() if wrong]


@contextmanager
def _store(kind: str) -> Iterator[str]:
    """An empty store of its own."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite+aiosqlite:///{Path(folder) / 'kills.db'}"
        return
    name = f"passerelle_kills_{os.getpid()}"
    with psycopg.connect(SERVER.replace("postgresql+psycopg", "postgresql"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{SERVER.rsplit('/', 1)[0]}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def main() -> None:
    """Run one campaign and print its table; exit 1 when anything was lost or doubled."""
    asked = argparse.ArgumentParser(description="Kill the service under load and count.")
    asked.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    asked.add_argument("--kills", type=int, default=20)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    outcome = run(options.store, options.kills, options.seed)
    print(outcome.table(options.store))
    for wrong in outcome.wrong[:20]:
        print(f"wrong: {wrong}")
    sys.exit(1 if outcome.wrong else 0)


if __name__ == "__main__":
    main()
