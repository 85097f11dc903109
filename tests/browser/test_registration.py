"""People make their card in a browser, from the button of a country page."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import SitDown
from tests.browser.registration import AMA, AWA, MONA, Person

FOCUS_IS_SEEN = """() => {
    const active = document.activeElement, style = getComputedStyle(active);
    const { x, y, width, height } = active.getBoundingClientRect();
    const inFront = document.elementFromPoint(x + width / 2, y + height / 2);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
        && (active.contains(inFront) || inFront?.contains(active));
}"""


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("person", [AWA, MONA], ids=["in French", "in Arabic"])
def test_a_misspelt_town_a_step_back_and_a_late_correction(sit_down: SitDown, person: Person, scripts: bool) -> None:
    visitor = sit_down(person.language, scripts=scripts)
    visitor.open(f"/{person.language}/countries/{person.country}")
    visitor.page.locator("main a.button").first.click()
    visitor.greeted()
    visitor.choose(1)
    asked_for_name = visitor.choose(1)
    visitor.say("Somebody Else")
    assert visitor.say("#") == asked_for_name

    assert person.first_name in visitor.say(person.name)
    assert person.town_meant in visitor.say(person.town)
    visitor.say(person.work)
    assert person.town_meant in visitor.choose(4)
    visitor.choose(2)
    visitor.choose(2)
    assert "Someone" in visitor.say("Someone New")
    assert person.ready in visitor.choose(1)
    assert "Someone New" in visitor.say("/card")
    assert visitor.page.locator("html").get_attribute("dir") == ("rtl" if person is MONA else "ltr")


def test_the_keyboard_alone_is_enough_and_its_focus_is_always_seen(sit_down: SitDown) -> None:
    visitor = sit_down(AMA.language)
    visitor.open(f"/{AMA.language}/countries/{AMA.country}")
    page, press = visitor.page, visitor.page.keyboard.press
    _walk(page, "Tab", "main a.button")
    press("Enter")
    visitor.greeted()

    for _question in ("are you of age", "where do you live"):
        _walk(page, "Tab", ".choices button")
        visitor.answered(lambda: press("Enter"))
    _walk(page, "Tab", "#text")
    for answer in (AMA.name, AMA.town, AMA.work):
        page.keyboard.type(answer)
        visitor.answered(lambda: press("Enter"))
    _walk(page, "Shift+Tab", ".choices button")
    visitor.answered(lambda: press("Enter"))
    _walk(page, "Tab", ".choices button")
    assert AMA.ready in visitor.answered(lambda: press("Enter"))


def _walk(page: Page, key: str, wanted: str) -> None:
    """Press a key until the focus is on what is wanted."""
    for _step in range(30):
        page.keyboard.press(key)
        assert page.evaluate(FOCUS_IS_SEEN), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"no way to {wanted} by {key}")
