"""The real service, running beside the tests."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from tests.databases import sqlite_url
from tests.processes import ROOT, environment, free_port

PROGRAM = [sys.executable, "-m", "bot"]


@dataclass(frozen=True, slots=True)
class Served:
    """A running service: where it answers, and the environment it runs in."""

    base: str
    environment: dict[str, str]

    def command(self, *words: str, lines: str = "") -> str:
        """Run a command beside it on the same store; what it printed."""
        return _run(self.environment, *words, lines=lines)


@contextmanager
def serving(folder: Path, *, invented: bool = False) -> Iterator[Served]:
    """`passerelle serve` on a SQLite store of its own: what a browser sees does not depend on the store."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    settings = environment(sqlite_url(folder / "passerelle.db"), port, PUBLIC_URL=base)
    if invented:
        _run(settings, "demo")
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([*PROGRAM, "serve"], env=settings, cwd=ROOT, stdout=log, stderr=log)
        try:
            _wait_for(f"{base}/readyz", process)
            yield Served(base, settings)
        finally:
            process.terminate()
            process.wait(20)


def _run(settings: dict[str, str], *words: str, lines: str = "") -> str:
    done = subprocess.run(
        [*PROGRAM, *words],
        env=settings,
        cwd=ROOT,
        input=lines,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=90,
    )
    return done.stdout


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _attempt in range(600):
        assert process.poll() is None, "the service ended before it answered"
        try:
            with urlopen(address, timeout=2):  # noqa: S310  (our own service)
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)
