"""What became of a message: its statuses in order, whom they name, what it costs."""

import pytest

from tests.fakes.whatsapp.account import NUMBER_ID
from tests.fakes.whatsapp.business import AFI, Business, body, template, text
from tests.fakes.whatsapp.person import Person
from tests.fakes.whatsapp.receiver import Receiver, only
from tests.fakes.whatsapp.server import FakeWhatsApp
from tests.fakes.whatsapp.trouble import fail


@pytest.fixture(autouse=True)
def quiet(afi: Person, receiver: Receiver) -> None:
    """What she wrote before is not looked at."""
    receiver.raw.clear()


async def test_sent_delivered_read_come_in_order_with_the_mark_of_the_sender(
    business: Business, fake: FakeWhatsApp, receiver: Receiver
) -> None:
    answer = await business.send(text(biz_opaque_callback_data="post:7"))
    await fake.webhook.settled()

    statuses = receiver.all("statuses")
    assert [each["status"] for each in statuses] == ["sent", "delivered", "read"]
    assert {each["id"] for each in statuses} == {answer.wamid}
    assert {each["biz_opaque_callback_data"] for each in statuses} == {"post:7"}
    assert {change["value"]["metadata"]["phone_number_id"] for change in receiver.changes} == {NUMBER_ID}


async def test_delivered_may_never_come(business: Business, fake: FakeWhatsApp, receiver: Receiver) -> None:
    fake.ladder = ("sent", "read")

    await business.send(text())
    await fake.webhook.settled()

    assert [each["status"] for each in receiver.all("statuses")] == ["sent", "read"]


async def test_a_status_may_come_late_and_again(business: Business, fake: FakeWhatsApp, receiver: Receiver) -> None:
    fake.ladder = ("read",)
    await business.send(text())
    fake.report(only(fake.accepted), "delivered")
    await fake.webhook.settled()

    assert [each["status"] for each in receiver.all("statuses")] == ["read", "delivered"]


async def test_a_failed_status_has_no_contacts(business: Business, fake: FakeWhatsApp, receiver: Receiver) -> None:
    fake.trouble.next(fail(131049))

    answer = await business.send(text())
    await fake.webhook.settled()

    value = only(receiver.changes)["value"]
    failed = only(value["statuses"])
    assert answer.status == 200
    assert "contacts" not in value
    assert (failed["status"], only(failed["errors"])["code"]) == ("failed", 131049)
    assert (failed["recipient_id"], "recipient_user_id" in failed) == (AFI, False)


async def test_a_failed_send_by_bsuid_names_the_bsuid_alone(
    business: Business, fake: FakeWhatsApp, receiver: Receiver
) -> None:
    fake.trouble.next(fail(131026), to="TG.77001")

    await business.send(text(to="TG.77001"))
    await fake.webhook.settled()

    failed = only(receiver.all("statuses"))
    assert (failed["recipient_user_id"], "recipient_id" in failed) == ("TG.77001", False)


async def test_who_is_known_by_both_is_named_by_both_and_by_username_but_when_sent(
    business: Business, fake: FakeWhatsApp, receiver: Receiver, afi: Person
) -> None:
    afi.user.username = "afi.k"

    await business.send(text())
    await fake.webhook.settled()

    assert {(each["recipient_id"], each["recipient_user_id"]) for each in receiver.all("statuses")} == {
        (AFI, "TG.77001")
    }
    assert ["username" in each["profile"] for each in receiver.all("contacts")] == [False, True, True]


async def test_a_hidden_number_is_told_only_to_who_sent_to_it(
    business: Business, fake: FakeWhatsApp, receiver: Receiver, afi: Person
) -> None:
    afi.hide_number()
    fake.ladder = ("sent",)

    await business.send(text())
    await business.send(text(to="TG.77001"))
    await fake.webhook.settled()

    by_phone, by_bsuid = receiver.all("statuses")
    assert by_phone["recipient_id"] == AFI
    assert "recipient_id" not in by_bsuid
    assert ["wa_id" in each for each in receiver.all("contacts")] == [True, False]


async def test_who_has_no_bsuid_has_statuses_without_contacts(
    business: Business, fake: FakeWhatsApp, receiver: Receiver
) -> None:
    kofi = fake.person(phone="22991000000")
    await kofi.say("Bonjour")
    await business.send(text(to="22991000000"))
    await fake.webhook.settled()

    values = [change["value"] for change in receiver.changes if "statuses" in change["value"]]
    assert len(values) == 3
    assert not any("contacts" in value for value in values)
    assert not any("recipient_user_id" in each for each in receiver.all("statuses"))


async def test_who_has_no_whatsapp_is_a_status_too(business: Business, fake: FakeWhatsApp, receiver: Receiver) -> None:
    answer = await business.send(text(to="4915112345678"))
    await fake.webhook.settled()

    failed = only(receiver.all("statuses"))
    assert answer.status == 200
    assert (failed["recipient_id"], only(failed["errors"])["code"]) == ("4915112345678", 131026)


async def test_a_bsuid_nobody_has_is_refused_at_once(business: Business, fake: FakeWhatsApp) -> None:
    assert (await business.send(text(to="TG.404"))).code == 131009
    assert fake.accepted == []


@pytest.mark.parametrize(
    ("message", "category"),
    [
        (text(), "service"),
        (template("alert", "fr", body("le Bénin", "3")), "utility"),
        (template("news", "en"), "marketing"),
    ],
    ids=["free-form", "utility", "marketing"],
)
async def test_each_is_billed_by_its_category(
    message: dict[str, object], category: str, business: Business, fake: FakeWhatsApp, receiver: Receiver
) -> None:
    await business.send(message)
    await fake.webhook.settled()

    price = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": category}
    assert [each["pricing"] for each in receiver.all("statuses")] == [price] * 3
    assert {each["conversation"]["origin"]["type"] for each in receiver.all("statuses")} == {category}


async def test_the_first_free_messages_are_not_billed(
    business: Business, fake: FakeWhatsApp, receiver: Receiver
) -> None:
    fake.free_messages, fake.ladder = 1, ("sent",)

    await business.send(text())
    await business.send(text())
    await fake.webhook.settled()

    prices = [(each["pricing"]["billable"], each["pricing"]["type"]) for each in receiver.all("statuses")]
    assert prices == [(False, "free_customer_service"), (True, "regular")]


async def test_ids_are_shaped_as_metas_and_never_twice(business: Business, fake: FakeWhatsApp) -> None:
    fake.pace.burst = None
    wamids = [(await business.send(text())).wamid for _ in range(60)]

    assert len(set(wamids)) == 60
    assert all(wamid.startswith("wamid.HBgL") for wamid in wamids)
