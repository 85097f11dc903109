"""Slow networks, nervous fingers, and browsers that keep nothing."""

from playwright.sync_api import BrowserContext, Route, expect

from tests.browser.conftest import SitDown
from tests.browser.registration import AMA

ANSWERED_LATE_MS = 1_500
PATIENCE_MS = 31_000
PRESSABLE_AT_ONCE = """() => new MutationObserver(() => {
    const button = [...document.querySelectorAll(".post .choices button")].at(-1);
    if (!button) return;
    const { x, y, width, height } = button.getBoundingClientRect();
    window.pressable = button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}).observe(document.getElementById("log"), { childList: true })"""


def test_a_button_pressed_twice_in_a_row_is_pressed_once(sit_down: SitDown) -> None:
    visitor = sit_down(AMA.language)
    visitor.begin(f"/chat?lang={AMA.language}&country={AMA.country}")
    first = visitor.last.locator(".choices button").first

    visitor.answered(lambda: first.evaluate("button => { button.click(); button.click() }"))
    visitor.say("menu")

    assert visitor.page.locator(".heard p").count() == 2


def test_what_has_just_come_is_not_under_the_finger_yet(sit_down: SitDown) -> None:
    visitor = sit_down(AMA.language)
    visitor.begin(f"/chat?lang={AMA.language}&country={AMA.country}")
    visitor.page.evaluate(PRESSABLE_AT_ONCE)
    visitor.choose(1)

    assert visitor.page.evaluate("pressable") is False
    visitor.choose(1)


def test_an_answer_that_overtakes_the_receipt_ends_the_waiting(sit_down: SitDown) -> None:
    visitor = sit_down(AMA.language)
    visitor.begin(f"/chat?lang={AMA.language}&country={AMA.country}")
    visitor.page.route("**/chat", _acknowledge_late)

    with visitor.page.expect_response("**/chat"):
        visitor.choose(1)
    visitor.page.wait_for_timeout(100)

    expect(visitor.page.locator(".dots")).to_have_count(0)


def test_a_line_that_hangs_is_given_up_and_the_message_sent_again(sit_down: SitDown) -> None:
    visitor = sit_down(AMA.language)
    visitor.begin(f"/chat?lang={AMA.language}&country={AMA.country}")
    visitor.page.clock.install()
    held: list[Route] = []
    visitor.page.route("**/chat", lambda route: route.continue_() if held else held.append(route))

    visitor.last.locator(".choices button").first.click()
    expect(visitor.page.locator(".mine")).to_have_count(1)
    visitor.page.clock.fast_forward(PATIENCE_MS)

    expect(visitor.page.locator(".mine")).to_have_count(0)
    expect(visitor.last).to_contain_text("You live")


def test_a_browser_that_keeps_no_cookie_is_told_so(sit_down: SitDown) -> None:
    visitor = sit_down("fr")
    visitor.page.route("**/chat*", lambda route: _without_cookies(route, visitor.page.context))
    visitor.open("/chat?lang=fr")

    expect(visitor.page.locator("#state")).to_contain_text("cookie")
    expect(visitor.page.locator("#door button")).to_be_visible()


def test_what_is_half_written_survives_a_reload(sit_down: SitDown) -> None:
    visitor = sit_down(AMA.language)
    visitor.begin(f"/chat?lang={AMA.language}")
    visitor.page.locator("#text").fill("nurse from gam")
    visitor.page.reload()
    visitor.page.keyboard.type("bia")

    expect(visitor.page.locator("#text")).to_have_value("nurse from gambia")


def test_the_box_grows_with_what_is_written(sit_down: SitDown) -> None:
    visitor = sit_down(AMA.language)
    visitor.begin(f"/chat?lang={AMA.language}")
    box = visitor.page.locator("#text")
    low = box.evaluate("box => box.clientHeight")
    box.fill("one\ntwo\nthree")

    assert box.evaluate("box => box.clientHeight") > 1.5 * low
    assert box.evaluate("box => box.scrollHeight <= box.clientHeight")


def _acknowledge_late(route: Route) -> None:
    response = route.fetch()
    route.request.frame.page.wait_for_timeout(ANSWERED_LATE_MS)
    route.fulfill(response=response)


def _without_cookies(route: Route, context: BrowserContext) -> None:
    response = route.fetch()
    context.clear_cookies()
    headers = {name: value for name, value in response.headers.items() if name != "set-cookie"}
    route.fulfill(response=response, headers=headers)
