"""Who is writing, by the cookie their browser keeps."""

from http.cookies import SimpleCookie

import pytest
from starlette.testclient import TestClient

from tests.channels.webchat.conftest import Browser
from tests.channels.webchat.house import House

HTTPS = "https://passerelle.test"


def cookie(visitor: TestClient, name: str = "passerelle") -> str:
    return visitor.cookies[name]


def test_a_visitor_who_returns_is_known(visitor: TestClient, house: House) -> None:
    visitor.post("/chat", data={"text": "one"})
    visitor.post("/chat", data={"text": "two"})

    assert len({event.address for event in house.events}) == 1


def test_the_cookie_is_there_before_anything_is_said(visitor: TestClient, house: House) -> None:
    """Two quick presses on Begin would else be two visitors."""
    visitor.get("/chat")
    before = cookie(visitor)
    visitor.post("/chat", data={"text": "one"})

    assert cookie(visitor) == before


def test_scripts_and_other_sites_do_not_get_at_the_cookie(browser: Browser) -> None:
    [kept] = SimpleCookie(browser().get("/chat").headers["set-cookie"]).values()

    assert (kept["httponly"], kept["samesite"], kept["path"], kept["secure"]) == (True, "lax", "/", "")


def test_over_https_the_cookie_belongs_to_this_host_alone(browser: Browser, house: House) -> None:
    visitor = browser(public_url=HTTPS)
    [kept] = SimpleCookie(visitor.get("/chat").headers["set-cookie"]).values()
    visitor.post("/chat", data={"text": "one"})
    visitor.post("/chat", data={"text": "two"})

    assert (kept.key, kept["secure"], kept["domain"]) == ("__Host-passerelle", True, "")
    assert len({event.address for event in house.events}) == 1


def test_what_is_stored_opens_no_conversation(visitor: TestClient, house: House) -> None:
    visitor.post("/chat", data={"text": "one"})
    address = house.events[0].address

    assert address not in cookie(visitor)


@pytest.mark.parametrize(
    "forged",
    ["", ".", "x", "x.y", "x." + "0" * 32, "." + "0" * 32, "a" * 4000, "a.b.c", '"quoted', "\\", "%00", "=;=", "é"],
)
def test_a_forged_cookie_makes_a_new_visitor(visitor: TestClient, house: House, forged: str) -> None:
    visitor.post("/chat", data={"text": "my secret"})
    visitor.cookies.clear()
    header = {b"cookie": f"passerelle={forged}".encode()}

    assert "my secret" not in visitor.get("/chat", headers=header).text
    assert visitor.post("/chat", data={"text": "theirs"}, headers=header).status_code == 200
    assert len({event.address for event in house.events}) == 2


def test_somebody_else_s_signature_does_not_fit(visitor: TestClient, house: House) -> None:
    visitor.get("/chat")
    token, _, mac = cookie(visitor).partition(".")
    swapped = "A" if token[0] != "A" else "B"
    visitor.cookies.clear()
    visitor.get("/chat", headers={"cookie": f"passerelle={swapped}{token[1:]}.{mac}"})

    assert cookie(visitor).partition(".")[0] != swapped + token[1:]


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "１２", "1e9"])
def test_a_forged_count_of_what_was_seen_is_passed_over(visitor: TestClient, seen: str) -> None:
    visitor.post("/chat", data={"text": "one"})
    known = cookie(visitor)

    answer = visitor.get("/chat", headers={b"cookie": f"passerelle={known}; passerelle-seen={seen}".encode()})

    assert answer.status_code == 200
    assert "You: " in answer.text


def test_a_browser_without_cookies_is_told_why_it_gets_no_further(visitor: TestClient) -> None:
    answer = visitor.post("/chat", data={"text": "one"}, follow_redirects=False)
    visitor.cookies.clear()

    assert "keeps no cookie" in visitor.get(answer.headers["location"]).text
