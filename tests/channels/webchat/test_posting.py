"""What a posted form becomes."""

import pytest
from starlette.testclient import TestClient

from tests.channels.webchat.conftest import Browser
from tests.channels.webchat.house import House
from tests.look.markup import read

SCRIPTED = {"accept": "application/json"}


def test_a_written_message_is_received_and_the_answer_shown(visitor: TestClient, house: House) -> None:
    answer = visitor.post("/chat", data={"text": "  Bonjour,\r\nc'est Awa  ", "lang": "fr"}, follow_redirects=False)

    [event] = house.events
    assert answer.status_code == 303
    assert (event.channel, event.account, event.kind) == ("webchat", "web", "text")
    assert (event.text, event.language) == ("Bonjour,\nc'est Awa", "fr")


def test_a_pressed_choice_brings_its_token(visitor: TestClient, house: House) -> None:
    visitor.post("/chat", data={"choice": "c|run|key|value~mac", "text": ""})

    assert [(event.kind, event.text) for event in house.events] == [("choice", "c|run|key|value~mac")]


@pytest.mark.parametrize(
    ("start", "text"),
    [
        ("country-bj", "country-bj"),
        ("inv-ABCDEFGH2345", "inv-ABCDEFGH2345"),
        ("", ""),
        ("country-bj; drop", ""),
        ("join-x", ""),
        ("inv-x", ""),
    ],
)
def test_beginning_is_an_event_too(visitor: TestClient, house: House, start: str, text: str) -> None:
    visitor.post("/chat", data={"start": start})

    assert [(event.kind, event.text) for event in house.events] == [("start", text)]


def test_a_script_is_answered_in_few_bytes(visitor: TestClient) -> None:
    answer = visitor.post("/chat", data={"text": "hello"}, headers=SCRIPTED)

    assert (answer.status_code, answer.json()) == (200, {})


def test_a_form_sent_twice_is_one_message(visitor: TestClient, house: House) -> None:
    form = {"text": "hello", "nonce": read(visitor.get("/chat").text).all("input", name="nonce")[0]["value"]}
    visitor.post("/chat", data=form)
    visitor.post("/chat", data=form)

    assert [event.text for event in house.events] == ["hello"]


def test_another_message_from_a_page_the_browser_kept_is_another_message(visitor: TestClient, house: House) -> None:
    visitor.post("/chat", data={"nonce": "n", "choice": "a"})
    visitor.post("/chat", data={"nonce": "n", "choice": "b"})

    assert [event.text for event in house.events] == ["a", "b"]


def test_two_visitors_with_the_same_nonce_are_not_mixed_up(browser: Browser, house: House) -> None:
    for one in (browser(), browser()):
        one.get("/chat")
        one.post("/chat", data={"nonce": "n", "text": "hello"})

    assert len({event.external_id for event in house.events}) == 2
    assert len({event.address for event in house.events}) == 2


def test_every_page_gives_its_forms_a_nonce_of_their_own(visitor: TestClient) -> None:
    nonces = [field["value"] for _ in range(2) for field in read(visitor.get("/chat").text).all("input", name="nonce")]

    assert len(set(nonces)) == 2


@pytest.mark.parametrize("text", ["", "   \n ", "\u202e\u2066", "\x00\x07"])
def test_nothing_said_is_nothing_sent(visitor: TestClient, house: House, text: str) -> None:
    assert visitor.post("/chat", data={"text": text}).status_code == 200
    assert house.events == []


def test_letters_are_kept_and_what_controls_a_screen_is_not(visitor: TestClient, house: House) -> None:
    visitor.post("/chat", data={"text": "a\x00b\x1b[31m\u202egnp.exe\u2069 e\u0301 می\u200cخواهم 👩\u200d⚕️\ttab"})

    assert house.events[0].text == "ab[31mgnp.exe é می\u200cخواهم 👩\u200d⚕️\ttab"


def test_a_message_that_is_too_long_comes_back_to_be_shortened(visitor: TestClient, house: House) -> None:
    answer = visitor.post("/chat", data={"text": "é" * 4001})
    shown = read(answer.text)

    assert answer.status_code == 413
    assert "Your message has 4,001 characters; up to 4,000 can be sent at once." in shown.text
    assert "é" * 4001 in shown.text
    assert shown.faults == []
    assert house.events == []


def test_a_message_of_the_very_length_is_sent(visitor: TestClient, house: House) -> None:
    visitor.post("/chat", data={"text": "😀" * 4000})

    assert len(house.events[0].text) == 4000


def test_whoever_writes_too_fast_is_asked_to_wait_and_loses_nothing(browser: Browser, house: House) -> None:
    visitor = browser(posts_a_minute=2)
    for said in ("one", "two"):
        visitor.post("/chat", data={"text": said})
    answer = visitor.post("/chat", data={"text": "three"})

    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 30
    assert "Please wait" in answer.text
    assert "three</textarea>" in answer.text
    assert [event.text for event in house.events] == ["one", "two"]


def test_one_who_is_fast_does_not_slow_others(browser: Browser, house: House) -> None:
    visitor = browser(posts_a_minute=1)
    visitor.post("/chat", data={"text": "one"})
    visitor.cookies.clear()

    assert visitor.post("/chat", data={"text": "other"}).status_code == 200


def test_what_could_not_be_stored_is_not_acknowledged_and_given_back(visitor: TestClient, house: House) -> None:
    house.broken = True
    page = visitor.post("/chat", data={"text": "hello"})
    told = visitor.post("/chat", data={"text": "hello"}, headers=SCRIPTED)

    assert (page.status_code, told.status_code) == (503, 503)
    assert "hello</textarea>" in page.text
    assert "on our side" in told.json()["say"]
    assert house.events == []


def test_after_a_failure_the_same_message_goes_through(visitor: TestClient, house: House) -> None:
    house.broken = True
    visitor.post("/chat", data={"text": "hello", "nonce": "n"})
    house.broken = False
    visitor.post("/chat", data={"text": "hello", "nonce": "n"})

    assert [event.text for event in house.events] == ["hello"]


def test_a_form_of_another_site_sends_nothing(visitor: TestClient, house: House) -> None:
    answer = visitor.post("/chat", data={"text": "hello"}, headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 403
    assert "not ours" in answer.text
    assert house.events == []


def test_refusals_are_told_to_scripts_in_the_reader_s_language(visitor: TestClient) -> None:
    answer = visitor.post("/chat", data={"text": "x" * 5000}, headers=SCRIPTED)

    assert answer.status_code == 413
    assert answer.json()["say"].startswith("Your message has 5,000 characters")
