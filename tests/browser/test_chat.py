"""People at a browser: they register, are told things, and go on elsewhere."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Served
from tests.browser.visitor import Visitor, sit_down


@dataclass(frozen=True, slots=True)
class Tongue:
    """What one types and expects to read in a language."""

    code: str
    name: str
    town: str
    known_town: str
    work: str
    ready: str


FRENCH = Tongue("fr", "Awa Dossou", "villeurbane", "Villeurbanne", "sage femme", "Votre fiche est prête")
ARABIC = Tongue("ar", "منى سعيد", "باريس", "باريس", "مهندسة", "بطاقتك جاهزة")
TONGUES = {"french": FRENCH, "arabic": ARABIC}


def register(visitor: Visitor, tongue: Tongue) -> None:
    """From the country page's button to one's own card, one step back and one correction on the way."""
    visitor.open(f"/{tongue.code}/countries/bj")
    visitor.page.locator("main a.button").first.click()
    if not visitor.scripts:
        visitor.page.locator("#door button").click()
    expect(visitor.last).to_be_visible()
    visitor.choose(1)
    visitor.choose(1)
    visitor.say("Somebody Else")
    visitor.say("#")
    visitor.say(tongue.name)
    assert tongue.known_town in visitor.say(tongue.town) or visitor.text()
    visitor.say(tongue.work)
    summary = visitor.choose(4)
    assert tongue.known_town in summary
    assert tongue.name.split()[0] in summary
    visitor.choose(2)
    visitor.choose(2)
    visitor.say(tongue.name)
    assert tongue.ready in visitor.choose(1)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("tongue", TONGUES.values(), ids=TONGUES)
def test_a_person_registers(browser: Browser, served: Served, tongue: Tongue, scripts: bool) -> None:
    visitor = sit_down(browser, served.base, language=tongue.code, scripts=scripts)

    register(visitor, tongue)

    assert visitor.page.locator("html").get_attribute("dir") == ("rtl" if tongue is ARABIC else "ltr")
    assert visitor.complaints == []
    assert visitor.hosts == {served.base.removeprefix("http://")}


def announce(served: Served, words: str) -> None:
    """Staff write to everyone linked to Benin, in a terminal beside the service."""
    served.command("staff", "add", "Mariam", "--role", "administrator", "--as", "mariam")
    lines = f"1\n/announce\nBenin\n{words}\n1\n1\n1\n"
    said = served.command("chat", "--as", "mariam", "--lang", "en", "--json", lines=lines)
    assert "on its way" in said


def test_an_announcement_arrives_by_itself_or_when_asked_for_or_on_return(browser: Browser, served: Served) -> None:
    live = sit_down(browser, served.base, language="fr")
    asking = sit_down(browser, served.base, language="fr", scripts=False)
    away = sit_down(browser, served.base, language="fr")
    for visitor in (live, asking, away):
        register(visitor, FRENCH)
    away.page.goto("about:blank")

    announce(served, "Le consulat de Lyon sera fermé.")

    push = live.page.locator("article.push")
    expect(push).to_contain_text("Le consulat de Lyon sera fermé.", timeout=20_000)
    asking.check()
    expect(asking.page.locator("article.push")).to_contain_text("Le consulat de Lyon sera fermé.")
    away.open("/chat")
    expect(away.page.locator("article.push")).to_contain_text("Le consulat de Lyon sera fermé.")
    expect(away.page.locator("h2.away")).to_be_visible()


def test_a_conversation_goes_on_on_another_device(browser: Browser, served: Served) -> None:
    phone = sit_down(browser, served.base, language="fr")
    register(phone, FRENCH)
    laptop = sit_down(browser, served.base, language="en", width=1280)
    laptop.open("/chat?lang=en")
    expect(laptop.last).to_be_visible()
    laptop.choose(1)

    shown = phone.say("/device")
    if "/join" not in shown:
        shown = phone.choose(1)
    code = shown.split("/join ")[1].split()[0]
    laptop.say(f"/join {code}")

    assert "Awa" in laptop.say("/card")
    expect(phone.page.locator("article.push").last).to_be_visible(timeout=15_000)


def test_a_registration_without_a_mouse(browser: Browser, served: Served) -> None:
    visitor = sit_down(browser, served.base, language="en")
    visitor.open("/chat?lang=en&country=GH")
    expect(visitor.last).to_be_visible()
    for _choice in range(2):
        before = visitor.last.get_attribute("id") or ""
        visitor.last.locator(".choices button").first.focus()
        outline = visitor.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
        visitor.page.keyboard.press("Enter")
        expect(visitor.last).not_to_have_attribute("id", before)
    for words in ("Ama Owusu", "Leeds", "teacher"):
        before = visitor.last.get_attribute("id") or ""
        visitor.page.locator("#text").focus()
        visitor.page.keyboard.type(words)
        visitor.page.keyboard.press("Enter")
        expect(visitor.last).not_to_have_attribute("id", before)

    assert "Who may find and see your card?" in visitor.text()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", ["en", "fr", "ar"])
def test_axe_finds_nothing(browser: Browser, served: Served, code: str, scheme: str, width: int) -> None:
    visitor = sit_down(browser, served.base, language=code, width=width, color_scheme=scheme, reduced_motion="reduce")
    for path in (f"/{code}", f"/{code}/countries/bj"):
        visitor.open(path)
        assert visitor.axe() == [], path
        assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path

    visitor.open(f"/chat?lang={code}&country=BJ")
    expect(visitor.last).to_be_visible()
    assert visitor.axe() == []
    visitor.choose(1)
    visitor.choose(1)
    assert visitor.axe() == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
