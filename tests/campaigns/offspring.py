"""A `passerelle` command forked from the nursery: started, asked to stop, killed. Only ever by its own process id."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from tests.processes import ROOT


class Nursery:
    """The process that has read the program in, and what it tells of those it started."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._started: asyncio.Queue[int] = asyncio.Queue()
        self._ended: dict[int, asyncio.Future[int]] = {}

    async def start(self, settings: Mapping[str, str], output: Path, *command: str) -> int:
        """The id of a new process."""
        assert self._process.stdin is not None
        asked = {"settings": dict(settings), "output": str(output), "command": command}
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        return await self._started.get()

    def end_of(self, pid: int) -> asyncio.Future[int]:
        """Its exit status, once it has one; a signal is negative."""
        return self._ended.setdefault(pid, asyncio.get_running_loop().create_future())

    async def listen(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            what, pid, *status = line.split()
            if what == b"started":
                self._started.put_nowait(int(pid))
            else:
                self.end_of(int(pid)).set_result(int(status[0]))


@asynccontextmanager
async def open_nursery() -> AsyncIterator[Nursery]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.campaigns.nursery",
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    nursery = Nursery(process)
    listening = asyncio.create_task(nursery.listen())
    try:
        yield nursery
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
        await listening


class Offspring:
    """One process at a time; its output goes to the end of a file."""

    def __init__(self, nursery: Nursery, settings: Mapping[str, str], output: Path) -> None:
        self._nursery, self._settings, self._output = nursery, settings, output
        self._pid = 0

    async def start(self, *command: str) -> None:
        self._pid = await self._nursery.start(self._settings, self._output, *command)

    async def stop(self) -> int:
        """Ask it to finish, as an operator does: its exit status."""
        return await self._signal(signal.SIGTERM)

    async def kill(self) -> None:
        """Without a warning."""
        await self._signal(signal.SIGKILL)

    def is_running(self) -> bool:
        return self._pid != 0 and not self._nursery.end_of(self._pid).done()

    def said(self) -> str:
        return self._output.read_text(errors="replace")

    async def _signal(self, number: signal.Signals) -> int:
        if self.is_running():
            os.kill(self._pid, number)
        return await self._nursery.end_of(self._pid)
