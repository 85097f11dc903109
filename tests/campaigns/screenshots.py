"""`make screenshots`: the pictures in docs/images/, taken anew from an invented community."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.browser.service import serving
from tests.browser.visitor import Visitor, sit_down

PICTURES = Path("docs/images")
MOST_BYTES = 120_000

REGISTERING_IN_FRENCH = ("1", "1", "Awa Dossou", "villeurbane", "sage femme")
REGISTERING_IN_ARABIC = ("1", "1", "منى سعيد", "باريس", "مهندسة")
SEARCHING = ("1", "1", "Ebrima Jallow", "London", "teacher", "4", "1", "nurse from gambia in london")


def main() -> None:
    """Take every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), invented=True) as served:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            _take_all(browser, served.base)
            browser.close()


def _take_all(browser: Browser, base: str) -> None:
    _page(browser, base, "home", "en", "/en")
    _page(browser, base, "country", "fr", "/fr/countries/bj")
    _chat(browser, base, "chat-french", "fr", "BJ", REGISTERING_IN_FRENCH)
    _chat(browser, base, "chat-arabic", "ar", "EG", REGISTERING_IN_ARABIC)
    _chat(browser, base, "chat-dark", "en", "GM", SEARCHING, color_scheme="dark")


def _page(browser: Browser, base: str, name: str, language: str, path: str) -> None:
    visitor = sit_down(browser, base, language, width=1100)
    visitor.open(path)
    _take(visitor, name)


def _chat(
    browser: Browser, base: str, name: str, language: str, country: str, said: tuple[str, ...], **look: Any
) -> None:
    visitor = sit_down(browser, base, language, **look)
    visitor.begin(f"/chat?lang={language}&country={country}")
    for line in said:
        visitor.choose(int(line)) if line.isdecimal() else visitor.say(line)
    _take(visitor, name)


def _take(visitor: Visitor, name: str) -> None:
    file = PICTURES / f"{name}.png"
    visitor.page.mouse.move(0, 0)
    visitor.page.screenshot(path=file)
    weight = file.stat().st_size
    print(f"{file}: {weight // 1000} kB")
    assert weight < MOST_BYTES


if __name__ == "__main__":
    main()
