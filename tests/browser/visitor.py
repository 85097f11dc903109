"""Somebody at a browser."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page

AXE = Path(__file__).parent / "axe" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ANSWER = "article.post:not(.push)"
PUSH = "article.push"


@dataclass(slots=True)
class Visitor:
    """One browser context with one page; what the page complained of and which hosts it asked are kept."""

    page: Page
    base: str
    scripts: bool
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))

    def open(self, path: str) -> None:
        self.page.goto(f"{self.base}{path}")

    def begin(self, path: str) -> str:
        """Open a chat address; without scripts nothing is stored before "Begin" is pressed."""
        self.open(path)
        return self.greeted()

    def greeted(self) -> str:
        if not self.scripts:
            self.page.locator("#door button").click()
        self.last.wait_for()
        return self.text()

    @property
    def last(self) -> Locator:
        """The newest answer."""
        return self.page.locator(ANSWER).last

    @property
    def push(self) -> Locator:
        """The newest message that came by itself."""
        return self.page.locator(PUSH).last

    def text(self) -> str:
        return self.last.locator(".text").inner_text()

    def say(self, words: str) -> str:
        """Write a message and read the answer."""
        return self.answered(lambda: self._write(words))

    def choose(self, number: int, under: Locator | None = None) -> str:
        """Press the choice with this number under the newest answer, or under another post."""
        return self.answered((under or self.last).locator(".choices button").nth(number - 1).click)

    def check(self) -> None:
        """Without scripts answers are asked for."""
        self.page.locator("#check button").click()

    def answered(self, act: Callable[[], None]) -> str:
        """Do something and wait for what the bot says to it."""
        before = self.last.get_attribute("id")
        act()
        self.page.locator(f"#{before} ~ {ANSWER}").last.wait_for()
        return self.text()

    def axe(self) -> list[str]:
        """What axe-core finds wrong by WCAG 2.2 AA."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("options => axe.run(options)", {"runOnly": WCAG, "resultTypes": ["violations"]})
        return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found["violations"]]

    def _write(self, words: str) -> None:
        self.page.locator("#text").fill(words)
        self.page.locator("#line button").click()


def sit_down(
    browser: Browser, base: str, language: str, *, scripts: bool = True, width: int = 390, **look: Any
) -> Visitor:
    """A visitor with a browser context of their own."""
    look = {"viewport": {"width": width, "height": 780}, "reduced_motion": "reduce"} | look
    context = browser.new_context(locale=language, java_script_enabled=scripts, **look)
    return Visitor(context.new_page(), base, scripts)
