"""The Graph API's front: tokens, unknown objects, and what a doctor asks."""

import pytest
from aiohttp.payload import BytesPayload

from tests.fakes.whatsapp.account import ACCOUNT, NUMBER_ID
from tests.fakes.whatsapp.business import Business, text
from tests.fakes.whatsapp.person import Person
from tests.fakes.whatsapp.server import FakeWhatsApp


async def test_without_the_token_nothing_is_done(business: Business, fake: FakeWhatsApp) -> None:
    answer = await business.call("POST", f"{NUMBER_ID}/messages", token="another", json=text())

    assert (answer.status, answer.code) == (401, 190)
    assert fake.accepted == []


async def test_an_unknown_number_is_an_object_that_does_not_exist(business: Business) -> None:
    answer = await business.call("POST", "999/messages", json=text())

    assert (answer.status, answer.code, answer.body["error"]["error_subcode"]) == (400, 100, 33)


async def test_any_version_is_served(business: Business, fake: FakeWhatsApp, afi: Person) -> None:
    other = Business(business.session, fake.url.replace("v24.0", "v26.0"), business.token)

    assert (await other.send(text())).status == 200


async def test_a_call_that_is_not_there_is_a_violation(business: Business, fake: FakeWhatsApp) -> None:
    assert (await business.call("DELETE", f"{NUMBER_ID}/messages")).code == 2500
    assert (await business.call("GET", "a/b/c")).code == 2500
    assert len(fake.violations) == 2


@pytest.mark.parametrize("raw", [b"{", b"", b"[]", b"\xff"], ids=["cut off", "empty", "no object", "no text"])
async def test_a_body_that_is_no_object_is_refused(raw: bytes, business: Business, fake: FakeWhatsApp) -> None:
    data = BytesPayload(raw, content_type="application/json")

    assert (await business.call("POST", f"{NUMBER_ID}/messages", data=data)).code == 100
    assert len(fake.violations) == 1


async def test_a_form_is_refused(business: Business, fake: FakeWhatsApp) -> None:
    assert (await business.call("POST", f"{NUMBER_ID}/messages", data={"type": "text"})).code == 100
    assert len(fake.violations) == 1


async def test_a_number_tells_the_fields_it_is_asked_for(business: Business) -> None:
    answer = await business.call("GET", f"{NUMBER_ID}?fields=display_phone_number,quality_rating")

    assert answer.body == {"id": NUMBER_ID, "display_phone_number": "+1 555-078-3881", "quality_rating": "GREEN"}


async def test_a_number_tells_some_fields_unasked(business: Business) -> None:
    answer = await business.call("GET", NUMBER_ID)

    assert answer.body["verified_name"] == "Passerelle"
    assert answer.body["code_verification_status"] == "VERIFIED"


async def test_a_number_has_no_other_fields(business: Business) -> None:
    assert (await business.call("GET", f"{NUMBER_ID}?fields=colour")).code == 100


async def test_the_account_lists_its_templates(business: Business) -> None:
    answer = await business.call("GET", f"{ACCOUNT}/message_templates")

    assert answer.body["data"][0]["name"] == "alert"
    assert {each["status"] for each in answer.body["data"]} == {"APPROVED", "PAUSED", "PENDING"}


async def test_an_app_subscribes_to_the_account(business: Business) -> None:
    before = await business.call("GET", f"{ACCOUNT}/subscribed_apps")
    subscribed = await business.call("POST", f"{ACCOUNT}/subscribed_apps")
    after = await business.call("GET", f"{ACCOUNT}/subscribed_apps")

    assert (before.body, subscribed.body) == ({"data": []}, {"success": True})
    assert len(after.body["data"]) == 1


async def test_a_token_is_looked_up(business: Business, fake: FakeWhatsApp) -> None:
    good = await business.call("GET", f"debug_token?input_token={fake.token}")
    bad = await business.call("GET", "debug_token?input_token=another")

    assert good.body["data"]["is_valid"]
    assert "whatsapp_business_messaging" in good.body["data"]["scopes"]
    assert not bad.body["data"]["is_valid"]
