"""The real program in a process of its own: started, asked to stop, killed. Only ever by its own process id."""

import asyncio
import os
import secrets
import signal
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECRET = "a secret for the processes that tests start"
_PORTS = range(20_000, 32_000)
"""Below the ports that outgoing connections get: nobody else is given one while its server is being started again."""


def environment(url: str, port: int = 0, **more: str) -> dict[str, str]:
    """The settings of a process, and nothing of the settings around the tests but where programs are."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return kept | {"DATABASE_URL": url, "SECRET_KEY": SECRET, "PORT": str(port), "LANG": "C.UTF-8"} | more


def free_port() -> int:
    """A port nobody listens on."""
    while True:
        port = secrets.choice(_PORTS)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


class Process:
    """One `passerelle` command; its output goes to the end of a file."""

    def __init__(self, settings: Mapping[str, str], output: Path) -> None:
        self._settings, self._output = settings, output
        self._running: asyncio.subprocess.Process | None = None

    async def start(self, *command: str) -> None:
        with self._output.open("ab") as output:
            self._running = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                *command,
                cwd=ROOT,
                env=dict(self._settings),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    @property
    def id(self) -> int:
        assert self._running is not None
        return self._running.pid

    async def ends(self) -> int:
        """Wait for it to end by itself: its exit status."""
        assert self._running is not None
        return await self._running.wait()

    async def stop(self) -> int:
        """Ask it to finish, as an operator does: its exit status."""
        self._signal(signal.SIGTERM)
        return await self.ends()

    async def kill(self) -> None:
        """The group it leads, without a warning."""
        self._signal(signal.SIGKILL)
        await self.ends()

    def is_running(self) -> bool:
        return self._running is not None and self._running.returncode is None

    def said(self) -> str:
        return self._output.read_text(errors="replace")

    def _signal(self, number: signal.Signals) -> None:
        assert self._running is not None
        if self._running.returncode is None:
            os.killpg(self._running.pid, number)


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that came to its end."""

    status: int
    out: str
    err: str


async def run_command(settings: Mapping[str, str], *command: str, lines: bytes = b"") -> Ended:
    """Run a command to its end, with these lines on its standard input."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *command,
        cwd=ROOT,
        env=dict(settings),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate(lines)
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())
