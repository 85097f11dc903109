"""The bots that are compared, and a running one: a webhook bot in a process of its own, on a core of its own."""

import asyncio
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from aiohttp import ClientSession, TCPConnector

import migrations
from benchmarks.driver import Driver
from benchmarks.rivals.settings import PATH, TOKEN
from benchmarks.stores import a_file, postgresql, redis_keys, sqlite
from benchmarks.stub_api import StubApi, stub_network
from benchmarks.turns import SECRET

_STARTS_WITHIN = 120
_IDLE_SECONDS = 2
"""A connection is used again: less than uvicorn keeps one open, or an update would meet its closing."""
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Started:
    """What a bot is started with."""

    port: int
    api: str
    secret: str
    store: str


Command = Callable[[Started], tuple[list[str], Mapping[str, str]]]
"""The arguments of its process, and what to add to its environment."""


@dataclass(frozen=True, slots=True)
class Bot:
    """One way to serve the registration; `durable` tells that the process may be killed between any two messages."""

    name: str
    durable: bool
    store: Callable[[], AbstractContextManager[str | None]]
    command: Command
    ours: bool = False


def rival(name: str) -> Command:
    def command(started: Started) -> tuple[list[str], Mapping[str, str]]:
        where = ["--port", str(started.port), "--api", started.api]
        return ["-m", "benchmarks.rivals", name, *where, "--secret", started.secret, "--store", started.store], {}

    return command


RIVALS: Final = (
    Bot("aiogram, MemoryStorage", durable=False, store=a_file, command=rival("aiogram-memory")),
    Bot("aiogram, SQLite", durable=True, store=a_file, command=rival("aiogram-sqlite")),
    Bot("aiogram, Redis", durable=True, store=redis_keys, command=rival("aiogram-redis")),
    Bot("python-telegram-bot, in memory", durable=False, store=a_file, command=rival("ptb-memory")),
    Bot("python-telegram-bot, PicklePersistence", durable=True, store=a_file, command=rival("ptb-pickle")),
)


def _ours(started: Started) -> tuple[list[str], Mapping[str, str]]:
    settings = {
        "DATABASE_URL": started.store,
        "SECRET_KEY": SECRET,
        "PORT": str(started.port),
        "PUBLIC_URL": f"http://127.0.0.1:{started.port}",
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": started.api,
        "TELEGRAM_WEBHOOK_SECRET": started.secret,
    }
    return ["-m", "bot", "serve"], settings


@contextmanager
def _migrated(store: AbstractContextManager[str | None]) -> Iterator[str | None]:
    with store as url:
        if url is not None:
            migrations.upgrade(url)
        yield url


OURS: Final = (
    Bot("Passerelle, SQLite", durable=True, store=lambda: _migrated(sqlite()), command=_ours, ours=True),
    Bot("Passerelle, PostgreSQL", durable=True, store=lambda: _migrated(postgresql()), command=_ours, ours=True),
)
BOTS: Final = (*OURS, *RIVALS)


@dataclass(slots=True)
class Running:
    """A process that serves, killed by its own id and no other."""

    bot: Bot
    api: StubApi
    store: str
    secret: str = field(default_factory=lambda: secrets.token_hex(24))
    log: Path = field(default_factory=lambda: Path(tempfile.mkstemp(prefix="bench-", suffix=".log")[1]))
    port: int = 0
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{PATH}"

    async def start(self) -> None:
        """Return once it listens."""
        self.port = _free_port()
        arguments, more = self.bot.command(Started(self.port, self.api.url, self.secret, self.store))
        with self.log.open("ab") as log, pinned(_BOT_CORE):
            self._process = subprocess.Popen(  # noqa: ASYNC220  (it inherits the core of this very thread)
                [sys.executable, *arguments], env=os.environ | more, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        await self._listens(time.monotonic() + _STARTS_WITHIN)

    async def _listens(self, until: float) -> None:
        assert self._process is not None
        while time.monotonic() < until and self._process.poll() is None:
            with suppress(OSError):
                _reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.close()
                return
            await asyncio.sleep(0.02)
        raise RuntimeError(f"{self.bot.name} did not start: {self.log.read_text(errors='replace')[-2_000:]}")

    def kill(self) -> None:
        """At once, without a warning."""
        assert self._process is not None
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def cpu(self) -> float:
        """Seconds of processor time so far, of the process alone: a database server's is not in it."""
        assert self._process is not None
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    def resident(self) -> float:
        """MiB in memory now."""
        assert self._process is not None
        return int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1]) * _PAGE / 2**20


_CORES = sorted(os.sched_getaffinity(0))
_BOT_CORE, DRIVER_CORE = _CORES[0], _CORES[-1]


@contextmanager
def pinned(core: int) -> Iterator[None]:
    """The calling thread, and what is started by it, on one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@asynccontextmanager
async def serving(bot: Bot, store: str) -> AsyncIterator[tuple[Running, Driver]]:
    """The bot on its core, and Telegram's side of it; killed in the end."""
    connector = TCPConnector(limit=0, keepalive_timeout=_IDLE_SECONDS)
    async with stub_network() as api, ClientSession(connector=connector) as session:
        running = Running(bot, api, store)
        try:
            await running.start()
            yield running, Driver(api, session, running.url, running.secret, running.cpu)
        finally:
            running.kill()
            running.log.unlink()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
