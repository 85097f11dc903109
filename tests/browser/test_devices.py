"""One conversation on two devices."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import SitDown
from tests.browser.registration import AWA, register


def test_a_code_takes_the_conversation_to_another_device_and_both_are_told(sit_down: SitDown) -> None:
    phone, laptop = sit_down("fr"), sit_down("en", width=1280)
    register(phone, AWA)
    laptop.begin("/chat?lang=en")

    phone.say("/device")
    line = re.search("/join [A-Z0-9-]+", phone.choose(1))
    assert line
    laptop.choose(1)
    assert "Is it yours?" in laptop.say(line[0])
    assert "shares your conversation" in laptop.choose(1)
    expect(phone.push).to_contain_text("Un autre appareil")

    assert AWA.name in laptop.say("/card")
    expect(laptop.page.locator("html")).to_have_attribute("lang", "fr")
