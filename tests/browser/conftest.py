"""A browser, and a service that it can reach."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.visitor import Visitor, sit_down

ROOT = Path(__file__).parents[2]
expect.set_options(timeout=20_000)  # seconds of patience cost nothing where answers come in milliseconds
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

SitDown = Callable[..., Visitor]


@dataclass(frozen=True, slots=True)
class Served:
    """A running service: where it answers, and the environment it runs in."""

    base: str
    environment: dict[str, str]

    def command(self, *words: str, lines: str = "") -> str:
        """Run a command beside it on the same store; what it printed."""
        command = [sys.executable, "-m", "bot", *words]
        done = subprocess.run(
            command, input=lines, capture_output=True, text=True, env=self.environment, cwd=ROOT, check=True, timeout=60
        )
        return done.stdout


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Skips where no Chromium is installed. Closed with its module: while it is open no test can have an event loop."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no Chromium on the PATH")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`passerelle serve` on an empty SQLite store of its own: what a browser sees does not depend on the store."""
    folder, port = tmp_path_factory.mktemp("served"), _free_port()
    base = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/passerelle.db",
        "PORT": str(port),
        "PUBLIC_URL": base,
    }
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"], env=environment, cwd=ROOT, stdout=log, stderr=log
        )
        try:
            _wait_for(f"{base}/readyz", process)
            yield Served(base, environment)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


@pytest.fixture(name="sit_down")
def seats(browser: Browser, served: Served) -> Iterator[SitDown]:
    """Sits visitors down. When they get up, no page has complained, and none has asked another host for anything."""
    seated: list[Visitor] = []

    def sit(language: str, **look: Any) -> Visitor:
        seated.append(sit_down(browser, served.base, language, **look))
        return seated[-1]

    yield sit
    for visitor in seated:
        visitor.page.context.close()
    assert [complaint for visitor in seated for complaint in visitor.complaints] == []
    assert {host for visitor in seated for host in visitor.hosts} == {served.base.removeprefix("http://")}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(address, timeout=2):  # noqa: S310  (our own service)
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the service did not start")
