"""Somebody at a browser."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

AXE = Path(__file__).parent / "axe" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@dataclass(slots=True)
class Visitor:
    """One browser context with one page; what the page complained of and which hosts it asked are kept."""

    page: Page
    base: str
    scripts: bool
    complaints: list[str]
    hosts: set[str]

    def open(self, path: str) -> None:
        self.page.goto(f"{self.base}{path}")

    @property
    def posts(self) -> Locator:
        return self.page.locator("article.post")

    @property
    def last(self) -> Locator:
        """The newest answer."""
        return self.page.locator("article.post:not(.push)").last

    def text(self) -> str:
        return self.last.locator(".text").inner_text()

    def say(self, words: str) -> str:
        """Write a message and read the answer."""
        return self._answered(lambda: self._write(words))

    def choose(self, number: int) -> str:
        """Press the choice with this number under the newest answer."""
        button = self.last.locator(".choices button").nth(number - 1)
        return self._answered(button.click)

    def check(self) -> None:
        """Without scripts answers are asked for."""
        self.page.locator("#check button").click()

    def axe(self) -> list[str]:
        """What axe-core finds wrong by WCAG 2.2 AA."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("tags => axe.run(document, {runOnly: tags})", WCAG)
        return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found["violations"]]

    def _write(self, words: str) -> None:
        self.page.locator("#text").fill(words)
        self.page.locator("#line button").click()

    def _answered(self, act: Any) -> str:
        before = self.last.get_attribute("id") if self.last.count() else ""
        act()
        expect(self.last).not_to_have_attribute("id", before or "none", timeout=15_000)
        return self.text()


def sit_down(browser: Browser, base: str, *, language: str, scripts: bool = True, **look: Any) -> Visitor:
    """Open a browser context of its own."""
    width = look.pop("width", 390)
    context = browser.new_context(
        locale=language, java_script_enabled=scripts, viewport={"width": width, "height": 780}, **look
    )
    page = context.new_page()
    visitor = Visitor(page, base, scripts, [], set())
    page.on("console", lambda line: visitor.complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
    page.on("request", lambda request: visitor.hosts.add(request.url.split("/")[2]))
    return visitor
