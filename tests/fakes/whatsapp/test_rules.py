"""What a message may be: each rule lets the right thing pass, and refuses the wrong one with Meta's code."""

from typing import Any

import pytest

from tests.fakes.whatsapp.business import (
    AFI,
    Business,
    body,
    buttons,
    interactive,
    link,
    named,
    quick_reply,
    receipt,
    rows,
    template,
    text,
)
from tests.fakes.whatsapp.errors import Payload
from tests.fakes.whatsapp.person import Person
from tests.fakes.whatsapp.server import FakeWhatsApp

ALERT = body("le Bénin", "3")
KNOCK = named(name="Kofi")
PROFILE: Payload = {
    "type": "button",
    "sub_type": "url",
    "index": "0",
    "parameters": [{"type": "text", "text": "kofi"}],
}


def without(message: Payload, *path: str) -> Payload:
    return _changed(message, path, lambda parent, key: parent.pop(key))


def having(message: Payload, value: object, *path: str) -> Payload:
    return _changed(message, path, lambda parent, key: parent.__setitem__(key, value))


def _changed(message: Payload, path: tuple[str, ...], change: Any) -> Payload:
    *above, key = path
    parent: Any = message
    for step in above:
        parent = parent[int(step)] if step.isdecimal() else parent[step]
    change(parent, key)
    return message


def sections(*titles: str | None, each: int = 1) -> Payload:
    made = []
    for number, title in enumerate(titles):
        lines = [{"id": f"{number}.{row}", "title": f"{number}.{row}"} for row in range(each)]
        made.append({"rows": lines, **({"title": title} if title is not None else {})})
    return interactive("list", {"button": "Choisir", "sections": made})


ROW = ("interactive", "action", "sections", "0", "rows", "0")
REPLY = ("interactive", "action", "buttons", "0", "reply")

RIGHT: dict[str, Payload] = {
    "text": text(),
    "text of 4096 characters": text("é" * 4096),
    "text with its preview": having(text(), True, "text", "preview_url"),
    "callback data of 512": text(biz_opaque_callback_data="x" * 512),
    "recipient by BSUID": text(to="TG.77001"),
    "both names": text(recipient="TG.77001"),
    "three buttons": buttons("Oui", "Non", "Plus tard"),
    "button title of 20": buttons("x" * 20),
    "body of 1024": buttons("Oui", body="x" * 1024),
    "button id of 256": having(buttons("Oui"), "x" * 256, *REPLY, "id"),
    "header and footer of 60": buttons("Oui", header={"type": "text", "text": "x" * 60}, footer={"text": "x" * 60}),
    "ten rows": sections(None, each=10),
    "two sections with titles": sections("Ici", "Ailleurs", each=5),
    "row title of 24, description of 72": rows(("x" * 24, "y" * 72)),
    "link": link(),
    "location request": interactive("location_request_message", {"name": "send_location"}),
    "contact request": interactive("request_contact_info", {"name": "request_contact_info"}),
    "template": template("alert", "fr", ALERT),
    "template with what a button sends": template("alert", "fr", ALERT, quick_reply("1", "stop:BJ")),
    "template with names and a link": template("knock", "fr", KNOCK, PROFILE),
    "template without parameters": template("news", "en"),
}

WRONG: dict[str, tuple[Payload, int]] = {
    "no product": (without(text(), "messaging_product"), 131008),
    "another product": (having(text(), "messenger", "messaging_product"), 100),
    "no recipient type": (without(text(), "recipient_type"), 131008),
    "a group": (having(text(), "group", "recipient_type"), 100),
    "no type": (without(text(), "type"), 131008),
    "an unknown type": (having(text(), "poll", "type"), 100),
    "a type that is no string": (having(text(), 7, "type"), 100),
    "no content": (without(text(), "text"), 131008),
    "nobody": (without(text(), "to"), 131008),
    "a plus before the number": (having(text(), f"+{AFI}", "to"), 131009),
    "a number as a number": (having(text(), int(AFI), "to"), 100),
    "a BSUID in the place of a number": (having(text(), "TG.77001", "to"), 131009),
    "a recipient that is no BSUID": (having(text(), AFI, "recipient"), 131009),
    "the business itself": (having(text(), "15550783881", "to"), 131021),
    "an unknown parameter": (having(text(), 1, "prioritiy"), 100),
    "an unknown parameter of the text": (having(text(), 1, "text", "markup"), 100),
    "text of 4097": (text("x" * 4097), 100),
    "empty text": (text(""), 131008),
    "blank text": (text(" \n"), 131008),
    "text that is no string": (having(text(), 5, "text", "body"), 100),
    "text that is no object": (having(text(), "Bonjour", "text"), 100),
    "preview that is no boolean": (having(text(), "true", "text", "preview_url"), 100),
    "callback data of 513": (text(biz_opaque_callback_data="x" * 513), 100),
    "callback data that is a number": (text(biz_opaque_callback_data=7), 100),
    "an answer to nothing": (text(context={"message_id": "wamid.nothing"}), 131009),
    "four buttons": (buttons("1", "2", "3", "4"), 131009),
    "no button": (buttons(), 131009),
    "button title of 21": (buttons("x" * 21), 100),
    "empty button title": (buttons(""), 131008),
    "two buttons alike": (having(buttons("Oui", "Non"), "Non", *REPLY, "title"), 131009),
    "two ids alike": (having(buttons("Oui", "Non"), "id.Non", *REPLY, "id"), 131009),
    "button id of 257": (having(buttons("Oui"), "x" * 257, *REPLY, "id"), 100),
    "button id with a space before it": (having(buttons("Oui"), " x", *REPLY, "id"), 131009),
    "buttons that are no array": (interactive("button", {"buttons": {}}), 100),
    "body of 1025": (buttons("Oui", body="x" * 1025), 100),
    "no body": (without(buttons("Oui"), "interactive", "body"), 131008),
    "header of 61": (buttons("Oui", header={"type": "text", "text": "x" * 61}), 100),
    "footer of 61": (buttons("Oui", footer={"text": "x" * 61}), 100),
    "an unknown interactive type": (interactive("carousel", {}), 100),
    "interactive without a type": (without(buttons("Oui"), "interactive", "type"), 131008),
    "eleven rows": (sections("Ici", "Ailleurs", each=6), 131009),
    "eleven rows in one section": (sections(None, each=11), 131009),
    "no rows": (sections(None, each=0), 131009),
    "two sections, one without a title": (sections("Ici", None), 131009),
    "section title of 25": (sections("x" * 25, "Ici"), 100),
    "list button of 21": (having(sections(None), "x" * 21, "interactive", "action", "button"), 100),
    "row title of 25": (rows(("x" * 25, "y")), 100),
    "description of 73": (rows(("x", "y" * 73)), 100),
    "empty description": (rows(("x", "")), 131008),
    "row id of 201": (having(rows(("x", "y")), "x" * 201, *ROW, "id"), 100),
    "two rows alike": (having(rows(("x", "y"), ("z", "y")), "z", *ROW, "title"), 131009),
    "two row ids alike": (having(rows(("x", "y"), ("z", "y")), "id.z", *ROW, "id"), 131009),
    "link to an IP address": (link("https://192.0.2.7/"), 131009),
    "link to nowhere": (link("example.org"), 131009),
    "link title of 21": (link(title="x" * 21), 100),
    "location request with a footer": (
        interactive("location_request_message", {"name": "send_location"}, footer={"text": "x"}),
        100,
    ),
    "contact request of another name": (interactive("request_contact_info", {"name": "ask"}), 100),
    "a template that is not there": (template("alerts", "fr", ALERT), 132001),
    "a template not in this language": (template("alert", "en", ALERT), 132001),
    "a template that waits for its approval": (template("pending", "en"), 132001),
    "too few parameters": (template("alert", "fr", body("le Bénin")), 132000),
    "no parameters": (template("alert", "fr"), 132000),
    "too many parameters": (template("news", "en", body("x")), 132000),
    "numbered parameters for names": (template("knock", "fr", body("Kofi"), PROFILE), 132012),
    "names for numbered parameters": (template("alert", "fr", named(a="x", b="y")), 132012),
    "another name": (template("knock", "fr", named(nom="Kofi"), PROFILE), 132012),
    "a component twice": (template("alert", "fr", ALERT, ALERT), 132012),
    "a parameter with a new line": (template("alert", "fr", body("le\nBénin", "3")), 132018),
    "a parameter with a tab": (template("alert", "fr", body("le\tBénin", "3")), 132018),
    "a parameter with four spaces": (template("alert", "fr", body("le    Bénin", "3")), 132018),
    "a body too long once filled": (template("alert", "fr", body("x" * 1000, "3")), 132005),
    "a link that is not ended": (template("knock", "fr", KNOCK), 132018),
    "a button that is not there": (template("alert", "fr", ALERT, quick_reply("2", "x")), 132018),
    "the place of a button as a number": (
        template("alert", "fr", ALERT, {**quick_reply("1", "x"), "index": 1}),
        100,
    ),
    "a component without a type": (template("news", "en", {"parameters": []}), 131008),
    "an unknown component": (template("news", "en", {"type": "footer", "parameters": []}), 100),
    "an unknown kind of parameter": (
        template("news", "en", {"type": "body", "parameters": [{"type": "currency", "text": "5 €"}]}),
        100,
    ),
}


@pytest.mark.parametrize("message", RIGHT.values(), ids=RIGHT)
async def test_what_keeps_the_rules_is_accepted(
    message: Payload, business: Business, fake: FakeWhatsApp, afi: Person
) -> None:
    answer = await business.send(message)

    assert answer.body["messages"][0]["message_status"] == "accepted"
    assert fake.violations == []
    assert afi.has_unread


@pytest.mark.parametrize(("message", "code"), WRONG.values(), ids=WRONG)
async def test_what_breaks_a_rule_is_refused_and_kept(
    message: Payload, code: int, business: Business, fake: FakeWhatsApp, afi: Person
) -> None:
    answer = await business.send(message)

    assert answer.code == code
    assert answer.body["error"]["error_data"]["messaging_product"] == "whatsapp"
    assert len(fake.violations) == 1
    assert fake.accepted == []
    assert not afi.has_unread


async def test_the_phone_wins_where_both_names_are_given(business: Business, afi: Person) -> None:
    answer = await business.send(text(recipient="TG.9999"))

    assert answer.body["contacts"] == [{"input": AFI, "wa_id": AFI}]
    assert (await afi.reads()).text == "Bonjour Afi"


async def test_a_send_by_bsuid_is_answered_without_a_number(business: Business, afi: Person) -> None:
    answer = await business.send(text(to="TG.77001"))

    assert answer.body["contacts"] == [{"input": "TG.77001", "user_id": "TG.77001"}]
    assert afi.has_unread


async def test_a_paused_template_is_no_mistake_of_the_caller(
    business: Business, fake: FakeWhatsApp, afi: Person
) -> None:
    assert (await business.send(template("paused", "en"))).code == 132015
    assert fake.violations == []


async def test_an_answer_quotes_a_message_that_was(business: Business, fake: FakeWhatsApp, afi: Person) -> None:
    wamid = await afi.say("Et moi ?")

    await business.send(text(context={"message_id": wamid}))

    assert (await afi.reads()).quotes == wamid


async def test_an_answer_quotes_nothing_said_to_another(business: Business, fake: FakeWhatsApp, afi: Person) -> None:
    wamid = await fake.person(phone="22991000000").say("Bonjour")

    assert (await business.send(text(context={"message_id": wamid}))).code == 131009


async def test_a_receipt_marks_what_a_person_wrote_and_shows_typing(
    business: Business, fake: FakeWhatsApp, afi: Person
) -> None:
    wamid = await afi.say("Il y a quelqu'un ?")

    answer = await business.send(receipt(wamid, typing_indicator={"type": "text"}))

    assert answer.body == {"success": True}
    assert fake.read == fake.typing == [wamid]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (receipt("wamid.nothing"), 131009),
        (without(receipt("x"), "message_id"), 131008),
        (receipt("x", recipient_type="individual"), 100),
        (receipt("x", typing_indicator={"type": "voice"}), 100),
        (having(receipt("x"), "delivered", "status"), 100),
    ],
    ids=["of nothing", "without an id", "with more", "of another typing", "of another status"],
)
async def test_a_wrong_receipt_is_refused(message: Payload, code: int, business: Business, fake: FakeWhatsApp) -> None:
    assert (await business.send(message)).code == code
    assert len(fake.violations) == 1
