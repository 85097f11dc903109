"""What everyone can use: contrasts, names, sizes and widths, in every language, by day and by night."""

from itertools import product
from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SitDown
from tests.browser.visitor import Visitor

LANGUAGES = ["en", "fr", "ar"]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
MOST_BYTES = 60_000
TRANSFERRED = """() => ["navigation", "resource"]
    .flatMap((kind) => performance.getEntriesByType(kind))
    .reduce((sum, entry) => sum + entry.transferSize, 0)"""


def assert_usable(visitor: Visitor) -> None:
    """On the smallest phone and on a desk, by day and by night."""
    for width, scheme in product((320, 1280), SCHEMES):
        visitor.page.set_viewport_size({"width": width, "height": 780})
        visitor.page.emulate_media(color_scheme=scheme)
        visitor.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")  # nothing half behind the line
        assert visitor.axe() == [], (width, scheme)
        assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


@pytest.mark.parametrize("language", LANGUAGES)
def test_everyone_can_use_the_pages(sit_down: SitDown, language: str) -> None:
    visitor = sit_down(language)
    for path in (f"/{language}", f"/{language}/countries/bj"):
        visitor.open(path)
        assert_usable(visitor)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everyone_can_use_the_chat(sit_down: SitDown, language: str) -> None:
    visitor = sit_down(language)
    visitor.begin(f"/chat?lang={language}&country=BJ")
    assert_usable(visitor)
    visitor.choose(1)
    visitor.say("0")
    assert_usable(visitor)
    visitor.say("zzzz")
    visitor.choose(1)
    assert_usable(visitor)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everyone_can_use_the_door_that_stands_there_without_scripts(sit_down: SitDown, language: str) -> None:
    visitor = sit_down(language)
    visitor.page.route("**/*.js", lambda script: script.fulfill(body="", content_type="text/javascript"))
    visitor.open(f"/chat?lang={language}&country=BJ")
    expect(visitor.page.locator("#door")).to_be_visible()

    assert_usable(visitor)


@pytest.mark.parametrize("path", ["/fr", "/fr/countries/bj", "/chat?lang=ar&country=EG"])
def test_a_page_weighs_little(sit_down: SitDown, path: str) -> None:
    visitor = sit_down("fr")
    visitor.open(path)
    visitor.page.wait_for_load_state("load")

    assert 0 < visitor.page.evaluate(TRANSFERRED) <= MOST_BYTES
