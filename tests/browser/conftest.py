"""A browser, and a service that it can reach."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.service import Served, serving
from tests.browser.visitor import Visitor, sit_down

expect.set_options(timeout=20_000)  # patience costs nothing where answers come in milliseconds
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
    with serving(tmp_path_factory.mktemp("served")) as served:
        yield served


@pytest.fixture(name="sit_down")
def seats(browser: Browser, served: Served) -> Iterator[SitDown]:
    """Sits visitors down. When they get up, no page has complained, and none has asked another host for anything."""
    seated: list[Visitor] = []

    def sit(language: str, **look: Any) -> Visitor:
        seated.append(sit_down(browser, served.base, language, **look))
        return seated[-1]

    yield sit
    for visitor in seated:
        visitor.page.unroute_all(behavior="ignoreErrors")  # what a test still holds up would fail in the next one
        visitor.page.context.close()
    assert [complaint for visitor in seated for complaint in visitor.complaints] == []
    assert {host for visitor in seated for host in visitor.hosts} == {served.base.removeprefix("http://")}
