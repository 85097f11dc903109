"""When a person may be answered freely, and how fast."""

from tests.clock import FakeClock
from tests.fakes.whatsapp.business import Business, body, template, text
from tests.fakes.whatsapp.person import Person
from tests.fakes.whatsapp.receiver import Receiver, only
from tests.fakes.whatsapp.server import FakeWhatsApp


async def test_the_window_is_open_for_24_hours_after_they_wrote(
    business: Business, fake: FakeWhatsApp, afi: Person, clock: FakeClock
) -> None:
    clock.move(hours=23, minutes=59)
    assert (await business.send(text())).status == 200

    clock.move(minutes=1)
    answer = await business.send(text())

    assert (answer.status, answer.code) == (400, 131047)
    assert len(fake.accepted) == 1
    assert fake.violations == []


async def test_a_message_of_theirs_opens_it_again(business: Business, afi: Person, clock: FakeClock) -> None:
    clock.move(days=3)
    await afi.say("Me revoilà")

    assert (await business.send(text())).status == 200


async def test_who_never_wrote_gets_templates_only(business: Business, fake: FakeWhatsApp) -> None:
    kofi = fake.person(phone="22991000000")

    assert (await business.send(text(to="22991000000"))).code == 131047
    assert (await business.send(template("alert", "fr", body("le Bénin", "3"), to="22991000000"))).status == 200
    assert (await kofi.reads()).text == "Vous suivez le Bénin : 3 annonces."


async def test_a_closed_window_may_be_told_by_a_status_only(
    business: Business, fake: FakeWhatsApp, receiver: Receiver, afi: Person, clock: FakeClock
) -> None:
    fake.late_window = True
    clock.move(days=2)

    answer = await business.send(text())
    await fake.webhook.settled()

    assert answer.status == 200
    assert only(only(receiver.all("statuses"))["errors"])["code"] == 131047
    assert not afi.has_unread


async def test_45_messages_may_come_at_once_to_one_person(business: Business, fake: FakeWhatsApp, afi: Person) -> None:
    codes = [(await business.send(text())).code for _ in range(46)]

    assert codes == [0] * 45 + [131056]
    assert fake.violations == []


async def test_what_was_borrowed_is_waited_for(business: Business, afi: Person, clock: FakeClock) -> None:
    for _ in range(45):
        await business.send(text())

    clock.move(seconds=6)

    assert [(await business.send(text())).code for _ in range(2)] == [0, 131056]


async def test_the_pace_to_one_person_holds_nobody_else_up(business: Business, fake: FakeWhatsApp, afi: Person) -> None:
    await fake.person(phone="22991000000").say("Bonjour")
    for _ in range(46):
        await business.send(text())

    assert (await business.send(text(to="22991000000"))).status == 200


async def test_80_messages_a_second_go_out_in_all(
    business: Business, fake: FakeWhatsApp, afi: Person, clock: FakeClock
) -> None:
    fake.pace.burst = None
    codes = [(await business.send(text())).code for _ in range(81)]
    clock.move(seconds=1)

    assert codes == [0] * 80 + [130429]
    assert (await business.send(text())).status == 200
