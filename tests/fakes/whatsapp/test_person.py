"""A person says, presses what was sent to them, shares, hides, moves, blocks; the webhook is told as Meta tells it."""

import base64
import json

import pytest

from tests.fakes.whatsapp.account import NUMBER
from tests.fakes.whatsapp.business import AFI, Business, body, buttons, interactive, quick_reply, rows, template, text
from tests.fakes.whatsapp.errors import Payload
from tests.fakes.whatsapp.incoming import SAMPLES
from tests.fakes.whatsapp.notices import NOTICES
from tests.fakes.whatsapp.person import Person
from tests.fakes.whatsapp.receiver import Receiver, only
from tests.fakes.whatsapp.server import FakeWhatsApp
from tests.fakes.whatsapp.shown import NotShown

ASK_NUMBER = interactive("request_contact_info", {"name": "request_contact_info"})


@pytest.fixture(autouse=True)
def fresh(afi: Person, receiver: Receiver) -> None:
    """What she wrote before is not looked at."""
    receiver.raw.clear()


async def told(fake: FakeWhatsApp, receiver: Receiver) -> Payload:
    """The one message the webhook was told of."""
    await fake.webhook.settled()
    message: Payload = only(receiver.all("messages"))
    return message


async def test_what_she_says_comes_with_all_her_names(fake: FakeWhatsApp, receiver: Receiver, afi: Person) -> None:
    wamid = await afi.say("Bonjour")

    message = await told(fake, receiver)
    assert message == {
        "from": AFI,
        "from_user_id": "TG.77001",
        "id": wamid,
        "timestamp": str(int(fake.clock().timestamp())),
        "type": "text",
        "text": {"body": "Bonjour"},
    }
    assert receiver.all("contacts") == [{"profile": {"name": "Afi Koffi"}, "wa_id": AFI, "user_id": "TG.77001"}]


@pytest.mark.parametrize(
    ("names", "sender", "contact"),
    [
        ({"phone": "+22991000000"}, {"from"}, {"profile", "wa_id"}),
        ({"bsuid": "BJ.42"}, {"from_user_id"}, {"profile", "user_id"}),
        ({"phone": "22991000000", "bsuid": "BJ.42", "hidden": True}, {"from_user_id"}, {"profile", "user_id"}),
    ],
    ids=["phone alone", "BSUID alone", "phone hidden"],
)
async def test_people_are_known_by_phone_by_bsuid_or_both(
    names: dict[str, str], sender: set[str], contact: set[str], fake: FakeWhatsApp, receiver: Receiver
) -> None:
    kofi = fake.person(name="Kofi", **names)  # type: ignore[arg-type]
    await kofi.say("Salut")

    message = await told(fake, receiver)
    assert message.keys() & {"from", "from_user_id"} == sender
    assert only(receiver.all("contacts")).keys() == contact


async def test_a_hidden_number_is_not_even_in_the_id(fake: FakeWhatsApp, receiver: Receiver, afi: Person) -> None:
    afi.hide_number()
    await afi.send_image()

    wamid = (await told(fake, receiver))["id"]
    assert b"TG.77001" in base64.b64decode(wamid.removeprefix("wamid."))


async def test_a_pressed_button_answers_the_message_it_was_on(
    fake: FakeWhatsApp, receiver: Receiver, business: Business, afi: Person
) -> None:
    wamid = (await business.send(buttons("Oui", "Non"))).wamid
    shown = await afi.reads()
    await afi.press("Oui")

    await fake.webhook.settled()
    message = receiver.all("messages")[-1]
    assert (shown.kind, shown.text, shown.buttons) == ("button", "Prête ?", ("Oui", "Non"))
    assert message["interactive"] == {"type": "button_reply", "button_reply": {"id": "id.Oui", "title": "Oui"}}
    assert message["context"] == {"from": NUMBER, "id": wamid}


async def test_a_pressed_row_brings_its_description(
    fake: FakeWhatsApp, receiver: Receiver, business: Business, afi: Person
) -> None:
    await business.send(rows(("1. Chercher…", "Chercher quelqu'un près de chez moi"), ("2. Menu", "Le menu")))
    await afi.press("Chercher quelqu'un")

    await fake.webhook.settled()
    message = receiver.all("messages")[-1]
    assert (afi.screen.kind, afi.screen.opener) == ("list", "Choisir")
    assert message["interactive"]["list_reply"] == {
        "id": "id.1. Chercher…",
        "title": "1. Chercher…",
        "description": "Chercher quelqu'un près de chez moi",
    }


async def test_a_quick_reply_of_a_template_is_another_kind_of_message(
    fake: FakeWhatsApp, receiver: Receiver, business: Business, afi: Person
) -> None:
    await business.send(template("alert", "fr", body("le Bénin", "3"), quick_reply("1", "stop:BJ")))
    await afi.press("Arrêter")
    await afi.press("Voir")

    await fake.webhook.settled()
    pressed = [each["button"] for each in receiver.all("messages")]
    assert pressed == [{"payload": "stop:BJ", "text": "Arrêter"}, {"payload": "Voir", "text": "Voir"}]
    assert {each["type"] for each in receiver.all("messages")} == {"button"}


async def test_only_what_was_sent_can_be_pressed(business: Business, afi: Person) -> None:
    with pytest.raises(NotShown):
        await afi.press("Oui")

    await business.send(buttons("Oui", "Non"))

    with pytest.raises(NotShown):
        await afi.press("Peut-être")


async def test_an_older_button_must_be_pressed_on_purpose(business: Business, afi: Person) -> None:
    await business.send(buttons("Oui", "Non"))
    older = await afi.reads()
    await business.send(buttons("Ici", "Ailleurs"))

    with pytest.raises(NotShown):
        await afi.press("Oui")
    await afi.press("Oui", on=older)


async def test_buttons_are_still_there_under_later_words(business: Business, afi: Person) -> None:
    await business.send(buttons("Oui", "Non"))
    await business.send(text())

    assert await afi.press("Oui")


async def test_a_beginning_that_fits_two_buttons_presses_neither(business: Business, afi: Person) -> None:
    await business.send(buttons("Oui", "Oui, demain", "Non"))

    with pytest.raises(NotShown):
        await afi.press("O")
    await afi.press("Oui")
    await afi.press("Oui, d")


async def test_an_answer_to_the_request_for_her_number_is_marked(
    fake: FakeWhatsApp, receiver: Receiver, business: Business, afi: Person
) -> None:
    fake.ladder = ()
    afi.hide_number()
    await business.send({**ASK_NUMBER, "to": AFI})
    await afi.share_contact()

    message = await told(fake, receiver)
    card = only(message["contacts"])
    assert card["origin"] == "contact_request"
    assert card["phones"] == [{"phone": f"+{AFI}", "wa_id": AFI, "type": "MOBILE"}]
    assert "vcard" not in card
    assert message["from"] == AFI


async def test_a_card_sent_unasked_is_marked_as_such(fake: FakeWhatsApp, receiver: Receiver, afi: Person) -> None:
    await afi.share_contact()
    await afi.share_card("Kofi Mensah", "+22991000000")

    await fake.webhook.settled()
    cards = [only(each["contacts"]) for each in receiver.all("messages")]
    assert [card["origin"] for card in cards] == ["other", "other"]
    assert ["vcard" in card for card in cards] == [True, True]
    assert cards[1]["phones"][0]["wa_id"] == "22991000000"


async def test_a_place_and_a_reaction_and_a_form(
    fake: FakeWhatsApp, receiver: Receiver, business: Business, afi: Person
) -> None:
    fake.ladder = ()
    await business.send(text())
    await afi.send_location(6.13, 1.22)
    await afi.react("👍", to=afi.screen)
    await afi.fill_form(town="Lomé")

    await fake.webhook.settled()
    place, reaction, form = receiver.all("messages")
    assert place["location"] == {"latitude": 6.13, "longitude": 1.22}
    assert reaction["reaction"] == {"message_id": afi.screen.wamid, "emoji": "👍"}
    assert json.loads(form["interactive"]["nfm_reply"]["response_json"]) == {"town": "Lomé"}


@pytest.mark.parametrize("kind", SAMPLES)
async def test_every_kind_of_message_has_its_own_node(
    kind: str, fake: FakeWhatsApp, receiver: Receiver, afi: Person
) -> None:
    await afi.send(kind)

    message = await told(fake, receiver)
    assert message["type"] == kind
    assert message[kind] == SAMPLES[kind]
    assert [each["code"] for each in message.get("errors", ())] == [131051] * (kind == "unsupported")


async def test_an_answer_quotes_what_it_answers(
    fake: FakeWhatsApp, receiver: Receiver, business: Business, afi: Person
) -> None:
    fake.ladder = ()
    await business.send(text())
    await afi.say("Oui", quotes=await afi.reads())

    assert (await told(fake, receiver))["context"] == {"from": NUMBER, "id": afi.screen.wamid}


async def test_another_number_is_told_twice_and_neither_has_all(
    fake: FakeWhatsApp, receiver: Receiver, afi: Person
) -> None:
    await afi.change_number("+33612345678", bsuid="FR.88")
    await fake.webhook.settled()

    number, identity = receiver.changes
    system = only(number["value"]["messages"])
    assert "contacts" not in number["value"]
    assert system["from"] == AFI
    assert system["system"] == {
        "body": f"User Afi Koffi changed from {AFI} to 33612345678",
        "type": "user_changed_number",
        "wa_id": "33612345678",
        "user_id": "FR.88",
    }
    assert identity["field"] == "user_id_update"
    assert only(identity["value"]["user_id_update"])["user_id"] == {"previous": "TG.77001", "current": "FR.88"}


async def test_who_hides_their_number_hides_the_change_of_it(
    fake: FakeWhatsApp, receiver: Receiver, afi: Person
) -> None:
    afi.hide_number()
    await afi.change_number("33612345678")
    await fake.webhook.settled()

    system = only(receiver.all("messages"))
    assert "from" not in system
    assert "wa_id" not in system["system"]
    assert afi.user.bsuid != "TG.77001"


async def test_the_old_names_reach_nobody(business: Business, fake: FakeWhatsApp, afi: Person) -> None:
    await afi.change_number("33612345678", bsuid="FR.88")

    assert (await business.send(text(to="TG.77001"))).code == 131009
    assert (await business.send(text(to=AFI))).status == 200
    assert not afi.has_unread
    assert (await business.send(text(to="33612345678"))).status == 200
    assert afi.has_unread


async def test_who_blocked_the_business_gets_nothing_until_they_let_it_in(
    fake: FakeWhatsApp, receiver: Receiver, business: Business, afi: Person
) -> None:
    await afi.block()
    await business.send(text())
    await fake.webhook.settled()

    assert only(only(receiver.all("statuses"))["errors"])["code"] == 131026
    assert not afi.has_unread
    with pytest.raises(NotShown):
        await afi.say("Bonjour")

    await afi.unblock()
    await business.send(text())
    assert afi.has_unread


async def test_who_waits_in_vain_says_so(fake: FakeWhatsApp, afi: Person) -> None:
    afi.patience = 0

    with pytest.raises(NotShown, match="no message came"):
        await afi.reads()
    with pytest.raises(NotShown, match="nothing has come"):
        _ = afi.screen


async def test_messages_are_read_in_their_order(business: Business, afi: Person) -> None:
    await business.send(text("un"))
    await business.send(text("deux"))

    assert afi.screen.text == "deux"
    assert [(await afi.reads()).text, (await afi.reads()).text] == ["un", "deux"]
    assert not afi.has_unread


@pytest.mark.parametrize("field", NOTICES)
async def test_the_account_has_news_of_its_own(field: str, fake: FakeWhatsApp, receiver: Receiver) -> None:
    fake.announce(field)
    await fake.webhook.settled()

    assert receiver.changes == [{"field": field, "value": NOTICES[field]}]


async def test_an_error_may_come_alone(fake: FakeWhatsApp, receiver: Receiver) -> None:
    fake.report_error(130429)
    await fake.webhook.settled()

    value = only(receiver.changes)["value"]
    assert value.keys() == {"messaging_product", "metadata", "errors"}
    assert only(value["errors"])["code"] == 130429


async def test_who_stops_marketing_gets_none_until_they_resume(
    fake: FakeWhatsApp, receiver: Receiver, business: Business, afi: Person
) -> None:
    fake.ladder = ()
    afi.stop_marketing()
    await business.send(template("news", "en"))
    await business.send(template("alert", "fr", body("le Bénin", "3")))
    afi.resume_marketing()
    await business.send(template("news", "en"))
    await fake.webhook.settled()

    wishes = [each["value"] for each in receiver.all("user_preferences")]
    assert wishes == ["stop", "resume"]
    assert only(only(receiver.all("statuses"))["errors"])["code"] == 131050
    assert (await afi.reads()).text == "Vous suivez le Bénin : 3 annonces."
    assert (await afi.reads()).text == "News for you."


async def test_what_nobody_can_do_is_refused(fake: FakeWhatsApp) -> None:
    with pytest.raises(ValueError, match="a phone, a BSUID or both"):
        fake.person()
    with pytest.raises(NotShown):
        fake.person(phone="22991000000").hide_number()
    with pytest.raises(NotShown):
        await fake.person(bsuid="BJ.42").share_contact()
