"""Taking one's data along, in a browser."""

import json
import re

import pytest

from tests.browser.conftest import SitDown
from tests.browser.registration import AWA, MONA, Person, register


@pytest.mark.parametrize(
    ("person", "direction", "title", "place"),
    [(AWA, "ltr", "Vos données", "Villeurbanne"), (MONA, "rtl", "بياناتك", "باريس")],
    ids=["fr", "ar"],
)
def test_the_link_in_the_chat_leads_to_a_file_to_read_and_one_for_programs(
    sit_down: SitDown, person: Person, direction: str, title: str, place: str
) -> None:
    visitor = sit_down(person.language)
    register(visitor, person)
    link = re.search(r"http://\S+/mydata/[\w-]+", visitor.say("/export"))
    assert link
    page = visitor.page

    page.goto(link[0])
    assert person.name not in page.content()
    assert visitor.axe() == []
    with page.expect_download() as download:
        page.locator("button[value=json]").click()
    assert download.value.suggested_filename == "passerelle.json"
    told = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert told["member"][0]["name"] == person.name

    page.locator("button[value=page]").click()
    page.locator("h1").wait_for()
    assert page.locator("html").get_attribute("dir") == direction
    assert page.locator("h1").inner_text() == title
    text = page.locator("main").inner_text()
    assert person.name in text
    assert place in text
    assert page.locator("dl").first.evaluate("each => getComputedStyle(each).borderTopStyle") == "solid"
    assert visitor.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
