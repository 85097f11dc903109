"""Misbehaviour on demand: what is answered, what was accepted all the same, and what must wait."""

import json
from datetime import timedelta

import aiohttp
import pytest

from tests.clock import FakeClock
from tests.fakes.whatsapp.account import ACCOUNT, NUMBER_ID
from tests.fakes.whatsapp.business import AFI, Business, receipt, text
from tests.fakes.whatsapp.person import Person
from tests.fakes.whatsapp.server import FakeWhatsApp
from tests.fakes.whatsapp.trouble import Trouble, cut, fail, page, refuse, reset, silence

CODES = {
    1: 500,
    2: 503,
    4: 429,
    190: 401,
    368: 403,
    80007: 429,
    130429: 429,
    130472: 400,
    131000: 500,
    131026: 400,
    131042: 400,
    131047: 400,
    131048: 429,
    131049: 400,
    131050: 400,
    131056: 429,
    132001: 404,
}


@pytest.mark.parametrize(("code", "status"), CODES.items())
async def test_a_send_is_refused_with_any_code_and_the_next_is_not(
    code: int, status: int, business: Business, fake: FakeWhatsApp, afi: Person
) -> None:
    fake.trouble.next(refuse(code))

    first, second = await business.send(text()), await business.send(text())

    assert (first.status, first.code) == (status, code)
    assert second.status == 200
    assert fake.refusals == {code: 1}
    assert fake.violations == []
    assert len(fake.accepted) == 1


@pytest.mark.parametrize("code", [130472, 131026, 131047, 131049, 131050])
async def test_a_send_is_accepted_and_fails_later(
    code: int, business: Business, fake: FakeWhatsApp, afi: Person
) -> None:
    fake.trouble.next(fail(code))

    assert (await business.send(text())).status == 200
    assert not afi.has_unread
    assert (len(fake.accepted), fake.untold) == (1, [])


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_status_may_be_another_than_usual(
    status: int, business: Business, fake: FakeWhatsApp, afi: Person
) -> None:
    fake.trouble.next(refuse(131000, status=status))

    assert (await business.send(text())).status == status


async def test_trouble_may_be_for_one_person_only(business: Business, fake: FakeWhatsApp, afi: Person) -> None:
    await fake.person(phone="22991000000").say("Bonjour")
    fake.trouble.next(refuse(131056), refuse(131056), to=AFI)

    assert (await business.send(text(to="22991000000"))).status == 200
    assert [(await business.send(text())).code for _ in range(3)] == [131056, 131056, 0]


async def test_a_campaign_makes_trouble_up(business: Business, fake: FakeWhatsApp, afi: Person) -> None:
    fake.trouble.rule = lambda _recipient: refuse(2)

    assert [(await business.send(text())).code for _ in range(2)] == [2, 2]


async def test_a_mistake_is_told_even_in_trouble(business: Business, fake: FakeWhatsApp, afi: Person) -> None:
    fake.trouble.next(refuse(131000))

    assert (await business.send(text(""))).code == 131008
    assert len(fake.trouble) == 1


@pytest.mark.parametrize("code", [130429, 80007, 4])
async def test_what_comes_during_a_retry_after_is_a_violation(
    code: int, business: Business, fake: FakeWhatsApp, afi: Person, clock: FakeClock
) -> None:
    fake.trouble.next(refuse(code, retry_after=30))

    told = await business.send(text())
    clock.move(seconds=29)
    early = await business.send(text())
    clock.move(seconds=1)
    after = await business.send(text())

    assert told.headers["Retry-After"] == "30"
    assert (early.code, early.headers["Retry-After"]) == (code, "1")
    assert fake.violations == [f"{code} sent during retry_after"]
    assert after.status == 200


async def test_the_time_to_wait_may_be_told_by_the_usage(
    business: Business, fake: FakeWhatsApp, afi: Person, clock: FakeClock
) -> None:
    fake.trouble.next(refuse(80007, retry_after=90, by_usage=True))

    told = await business.send(text())
    clock.move(seconds=89)
    await business.send(text())

    usage = json.loads(told.headers["X-Business-Use-Case-Usage"])
    assert usage[ACCOUNT][0]["estimated_time_to_regain_access"] == 2
    assert fake.violations == ["80007 sent during retry_after"]


async def test_a_receipt_waits_like_a_message(business: Business, fake: FakeWhatsApp, afi: Person) -> None:
    fake.trouble.next(refuse(130429, retry_after=5))
    wamid = await afi.say("Allô")

    await business.send(text())
    await business.send(receipt(wamid))

    assert fake.violations == ["130429 sent during retry_after"]
    assert fake.read == []


async def test_what_was_under_way_is_no_violation(
    business: Business, fake: FakeWhatsApp, afi: Person, clock: FakeClock
) -> None:
    fake.quiet.grace = timedelta(seconds=1)
    fake.trouble.next(refuse(130429, retry_after=5))

    await business.send(text())
    assert (await business.send(text())).code == 130429
    assert fake.violations == []

    clock.move(seconds=1)
    await business.send(text())
    assert fake.violations == ["130429 sent during retry_after"]


@pytest.mark.parametrize("accepted", [False, True])
async def test_a_connection_breaks_before_or_after_the_message_was_taken(
    accepted: bool, business: Business, fake: FakeWhatsApp, afi: Person
) -> None:
    fake.trouble.next(reset(accepted=accepted))

    with pytest.raises(aiohttp.ClientConnectionError):
        await _post(business)

    assert len(fake.untold) == len(fake.accepted) == accepted
    assert afi.has_unread == accepted


@pytest.mark.parametrize("accepted", [False, True])
async def test_an_answer_never_comes(accepted: bool, business: Business, fake: FakeWhatsApp, afi: Person) -> None:
    fake.trouble.next(silence(accepted=accepted))

    with pytest.raises(TimeoutError):
        await _post(business, patience=0.1)

    assert len(fake.untold) == len(fake.accepted) == accepted
    assert afi.has_unread == accepted
    assert (await business.send(text())).status == 200


@pytest.mark.parametrize(
    ("trouble", "status", "taken"),
    [
        (cut(), 200, 1),
        (cut(accepted=False), 200, 0),
        (page(), 502, 0),
        (page(503), 503, 0),
        (page(200, accepted=True), 200, 1),
    ],
    ids=["cut off", "cut off, not taken", "a page", "a page of a 503", "a page, though taken"],
)
@pytest.mark.usefixtures("afi")
async def test_an_answer_is_no_json(
    trouble: Trouble, status: int, taken: int, business: Business, fake: FakeWhatsApp
) -> None:
    fake.trouble.next(trouble)

    answered, raw = await _post(business)

    assert answered == status
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        json.loads(raw)
    assert len(fake.untold) == len(fake.accepted) == taken


async def _post(business: Business, *, patience: float = 10) -> tuple[int, str]:
    """Send by hand: what comes may not be an answer."""
    headers = {"Authorization": f"Bearer {business.token}"}
    timeout = aiohttp.ClientTimeout(total=patience)
    url = f"{business.url}/{NUMBER_ID}/messages"
    async with business.session.post(url, json=text(), headers=headers, timeout=timeout) as answer:
        return answer.status, await answer.text()
