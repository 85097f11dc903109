"""One call, however it is written down."""

import json
from typing import Any

import aiohttp
import pytest

from tests.fakes.telegram.client import Wire
from tests.fakes.telegram.person import Person

MARKUP = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
CALL: dict[str, Any] = {"chat_id": 42, "text": "42", "disable_notification": True, "reply_markup": MARKUP}


def as_form(call: dict[str, Any]) -> dict[str, str]:
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in call.items()}


def multipart(call: dict[str, Any]) -> aiohttp.MultipartWriter:
    writer = aiohttp.MultipartWriter("form-data")
    for name, value in as_form(call).items():
        writer.append(value).set_content_disposition("form-data", name=name)
    return writer


@pytest.mark.parametrize("how", ["json", "urlencoded", "multipart"])
async def test_the_same_call_is_read_the_same(how: str, ada: Person, wire: Wire) -> None:
    bodies: dict[str, dict[str, Any]] = {
        "json": {"json": CALL},
        "urlencoded": {"data": as_form(CALL)},
        "multipart": {"data": multipart(CALL)},
    }

    async with wire.client.post(wire.at("sendMessage"), **bodies[how]) as response:
        assert response.status == 200

    [call] = wire.fake.accepted
    assert call.parameters == CALL
    assert ada.screen.buttons == ("Yes",)
    assert not wire.fake.violations


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"chat_id": "42", "text": "a", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
        ({"chat_id": "42", "text": "a", "disable_notification": "yes"}, "must be a boolean"),
        ({"chat_id": "42", "text": "a", "extra": "1"}, "extra is not known"),
        ({"chat_id": "", "text": "a"}, "chat_id must be a number or a @name"),
    ],
)
async def test_a_form_that_cannot_be_read_is_refused(form: dict[str, str], why: str, wire: Wire) -> None:
    async with wire.client.post(wire.at("sendMessage"), data=form) as response:
        body = await response.json()

    assert response.status == 400
    assert why in body["description"]
    assert len(wire.fake.violations) == 1


@pytest.mark.parametrize(
    ("body", "kind"), [(b"{", "application/json"), (b"[]", "application/json"), (b"\x00", "image/png")]
)
async def test_a_body_that_is_no_call_is_refused(body: bytes, kind: str, wire: Wire) -> None:
    async with wire.client.post(wire.at("getMe"), data=body, headers={"Content-Type": kind}) as response:
        assert response.status == 400

    assert len(wire.fake.violations) == 1
