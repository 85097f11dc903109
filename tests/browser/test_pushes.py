"""What comes by itself: announcements, and other people who knock."""

from playwright.sync_api import expect

from tests.browser.conftest import SitDown
from tests.browser.registration import AMA, AWA, MONA, register
from tests.browser.service import Served

CLOSED = "Le consulat de Lyon sera fermé."


def test_an_announcement_arrives_by_itself_or_when_asked_for_or_on_return(sit_down: SitDown, served: Served) -> None:
    live, away = sit_down("fr"), sit_down("fr")
    asking = sit_down("fr", scripts=False)
    for visitor in (live, away, asking):
        register(visitor, AWA)
    away.open("/fr")

    _announce(served, CLOSED)

    expect(live.push).to_contain_text(CLOSED)
    asking.check()
    expect(asking.push).to_contain_text(CLOSED)
    away.open("/chat")
    expect(away.push).to_contain_text(CLOSED)
    expect(away.push.locator("h2.away")).to_have_text("Pendant votre absence")
    expect(live.page.locator("h2.away")).to_have_count(0)


def test_who_reads_further_up_is_left_there_and_told_of_what_comes(sit_down: SitDown, served: Served) -> None:
    visitor = sit_down("fr")
    register(visitor, AWA)
    visitor.page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")

    _announce(served, CLOSED)

    see_it = visitor.page.locator("#state button")
    expect(see_it).to_have_text("Le voir")
    assert visitor.page.evaluate("scrollY") == 0
    see_it.click()
    expect(visitor.push).to_be_in_viewport()
    expect(see_it).to_have_count(0)


def test_a_knock_is_answered_by_a_visitor_who_speaks_another_language(sit_down: SitDown) -> None:
    ama, mona = sit_down("en"), sit_down("ar")
    register(mona, MONA)
    register(ama, AMA)

    ama.say("engineer from egypt")
    expect(ama.last).to_contain_text(MONA.first_name)
    ama.choose(1)
    ama.choose(1)
    ama.say("I am Ama, and I teach physics. May I ask you something?")
    expect(mona.push).to_contain_text("I teach physics")
    mona.choose(1, under=mona.push)
    mona.choose(1)
    mona.say("mona@example.org")

    expect(ama.push).to_contain_text("mona@example.org")


def _announce(served: Served, words: str) -> None:
    """Staff write to everyone linked to Benin, in a terminal beside the service."""
    served.command("staff", "add", "Mariam", "--role", "administrator", "--as", "mariam")
    lines = f"1\n/announce\nBenin\n{words}\n1\n1\n1\n"
    assert "on its way" in served.command("chat", "--as", "mariam", "--lang", "en", "--json", lines=lines)
