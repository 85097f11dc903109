"""What the page of a conversation shows."""

import gzip

import pytest
from starlette.testclient import TestClient

from channels.webchat.page import FILES
from look import FILES as SHARED
from tests.channels.webchat.conftest import Browser
from tests.channels.webchat.house import House
from tests.look.markup import Markup, read


def page(visitor: TestClient, path: str = "/chat", **headers: str) -> Markup:
    answer = visitor.get(path, headers=headers)
    assert answer.status_code == 200
    return read(answer.text)


def labels(markup: Markup) -> list[str]:
    return [button["value"] for button in markup.all("button", name="choice")]


def test_a_first_visit_stores_nobody_and_offers_to_begin(visitor: TestClient, house: House) -> None:
    shown = page(visitor)

    assert shown.all("button", name="start") == [{"class": "main big", "name": "start", "value": ""}]
    assert "Shall we begin?" in shown.text
    assert house.events == []


def test_a_country_page_s_link_fills_the_country_in(visitor: TestClient, house: House) -> None:
    shown = page(visitor, "/chat?country=BJ&lang=en")

    assert shown.all("button", name="start")[0]["value"] == "country-bj"
    assert "links Benin and its diaspora" in shown.text


@pytest.mark.parametrize("code", ["XX", "FR", "bj", "<b>", "%00", "BJ%0a"])
def test_a_country_that_is_none_of_ours_is_passed_over(visitor: TestClient, code: str) -> None:
    assert page(visitor, f"/chat?country={code}").all("button", name="start")[0]["value"] in ("", "country-bj")


def test_a_personal_link_begins_nothing_before_its_button_is_pressed(visitor: TestClient, house: House) -> None:
    shown = page(visitor, "/chat?start=inv-ABCDEFGH2345")

    assert shown.all("button", name="start")[0]["value"] == "inv-ABCDEFGH2345"
    assert house.events == []


def test_a_personal_link_is_not_lost_on_who_was_here_before(visitor: TestClient) -> None:
    visitor.post("/chat", data={"text": "nurse in London"})

    assert page(visitor, "/chat?start=inv-ABCDEFGH2345").all("button", name="start")[0]["value"] == "inv-ABCDEFGH2345"


@pytest.mark.parametrize("start", ["inv-", "inv-ABC", "join-ABCD2345", "inv-ABCDEFGH2345%0a", "<b>"])
def test_what_is_no_personal_link_is_passed_over(visitor: TestClient, start: str) -> None:
    assert page(visitor, f"/chat?start={start}").all("button", name="start")[0]["value"] == ""


def test_what_was_heard_stands_before_what_was_answered(visitor: TestClient) -> None:
    visitor.post("/chat", data={"text": "nurse in London"})
    text = page(visitor).text

    assert text.index("You: nurse in London") < text.index("Passerelle: You said")


def test_what_was_heard_is_read_in_its_own_direction(visitor: TestClient, house: House) -> None:
    house.language = "ar"
    visitor.post("/chat", data={"text": "/card"})

    assert '<p dir="auto">/card</p>' in visitor.get("/chat").text


def test_a_choice_that_begins_with_a_name_in_other_letters_reads_as_the_page_does(
    visitor: TestClient, house: House
) -> None:
    house.language = "ar"
    visitor.post("/chat", data={"text": "\u2068Djeneba D.\u2069، برمجة"})
    house.say(house.events[0].address, "…", heard="\u2068Djeneba D.\u2069، برمجة")

    assert '<p dir="rtl">\u2068Djeneba D.' in visitor.get("/chat").text


def test_what_people_write_is_text_and_never_markup(visitor: TestClient) -> None:
    visitor.post("/chat", data={"text": "</textarea><script>alert(1)</script><img src=x onerror=alert(1)>"})
    shown = page(visitor)

    assert "<script>alert(1)</script>" in shown.text
    assert not shown.all("img")
    assert shown.faults == []


def test_web_addresses_can_be_followed_and_nothing_else(visitor: TestClient, house: House) -> None:
    visitor.post("/chat", data={"text": "see https://example.org/a?b=1&c=2. or javascript:alert(1) \"http://x.org/'"})
    links = page(visitor).all("a", rel="noopener nofollow")

    assert [link["href"] for link in links][:2] == ["https://example.org/a?b=1&c=2", "http://x.org/"]


def test_only_the_last_reply_and_the_last_push_can_be_answered(visitor: TestClient, house: House) -> None:
    visitor.post("/chat", data={"text": "one"})
    address = house.events[0].address
    house.say(address, "A knock", labels=("Accept",), push=True)
    house.say(address, "Another knock", labels=("Accept",), push=True)
    visitor.post("/chat", data={"text": "two"})
    shown = page(visitor)

    assert labels(shown) == ["choose|3|1", "choose|4|1", "choose|4|2"]
    assert "1 Yes" in shown.text


def test_what_was_pushed_meanwhile_comes_under_a_heading_once(visitor: TestClient, house: House) -> None:
    visitor.post("/chat", data={"text": "one"})
    house.say(house.events[0].address, "A knock", push=True)

    assert "While you were away" in page(visitor).text
    assert "While you were away" not in page(visitor).text


def test_reading_goes_on_at_the_first_post_not_shown_before(visitor: TestClient, house: House) -> None:
    visitor.post("/chat", data={"text": "one"})
    house.say(house.events[0].address, "first new", push=True)
    house.say(house.events[0].address, "second new", push=True)
    html = visitor.get("/chat").text

    assert html.index('id="post-1"') < html.index('id="latest"') < html.index('id="post-2"')


@pytest.mark.parametrize(
    ("path", "asked", "spoken"),
    [
        ("/chat", "", "en"),
        ("/chat", "ar-EG,fr;q=0.5", "ar"),
        ("/chat?lang=fr", "ar", "fr"),
        ("/chat?lang=tlh", "ar", "ar"),
        ("/chat?lang=%F0%9F%8C%8D", "zz;q=high", "en"),
    ],
)
def test_the_page_speaks_as_the_link_or_the_browser_asks(
    visitor: TestClient, path: str, asked: str, spoken: str
) -> None:
    html = page(visitor, path, **{"accept-language": asked}).all("html")[0]

    assert html == {"lang": spoken, "dir": "rtl" if spoken == "ar" else "ltr"}


def test_a_conversation_that_has_begun_decides_the_language(visitor: TestClient, house: House) -> None:
    house.language = "ar"
    visitor.post("/chat", data={"text": "سلام"})
    shown = page(visitor, "/chat?lang=fr")

    assert shown.all("html") == [{"lang": "ar", "dir": "rtl"}]
    assert shown.all("article")[0]["dir"] == "rtl"


def test_a_post_in_a_language_no_longer_shipped_is_still_shown(visitor: TestClient, house: House) -> None:
    house.language = "tlh"
    visitor.post("/chat", data={"text": "nuqneH"})

    assert "nuqneH" in page(visitor).text


def test_menu_back_help_and_language_are_always_at_hand(visitor: TestClient) -> None:
    buttons = page(visitor).all("button", name="text")

    assert [button["value"] for button in buttons] == ["0", "#", "/help", "/language"]


def test_a_demo_says_so(browser: Browser) -> None:
    assert "invented" in page(browser(demo=True)).text
    assert "invented" not in page(browser()).text


def test_the_page_is_never_kept_and_never_found(visitor: TestClient) -> None:
    answer = visitor.get("/chat")

    assert answer.headers["cache-control"] == "no-store"
    assert read(answer.text).all("meta", name="robots", content="noindex")


def test_the_page_is_well_formed_with_and_without_a_conversation(visitor: TestClient, house: House) -> None:
    assert page(visitor).faults == []
    for said in ("one", "two", "three"):
        visitor.post("/chat", data={"text": said})
    house.say(house.events[0].address, "A knock", labels=("Accept",), push=True)

    assert page(visitor).faults == []


def test_every_field_has_a_label(visitor: TestClient) -> None:
    shown = page(visitor)
    fields = [*shown.all("textarea"), *(each for each in shown.all("input") if each["type"] != "hidden")]

    assert fields
    assert {field["id"] for field in fields} <= {label["for"] for label in shown.all("label")}


def test_all_of_it_weighs_less_than_a_small_picture(visitor: TestClient) -> None:
    visitor.post("/chat", data={"text": "سلام"})
    addresses = ("/chat", SHARED.address("style.css"), FILES.address("chat.js"), SHARED.address("icon.svg"))
    parts = [visitor.get(address).content for address in addresses]

    assert sum(map(len, parts)) <= 25_000
    assert sum(len(gzip.compress(part)) for part in parts) <= 12_000


def test_a_long_conversation_stays_light(visitor: TestClient, house: House) -> None:
    visitor.post("/chat", data={"text": "سلام"})
    for _ in range(60):
        house.say(house.events[0].address, "نص طويل جدا " * 40, heard="جواب قصير", labels=["خيار أول"] * 5)

    assert len(visitor.get("/chat").content) <= 60_000
