"""What a message may be: its parameters at every level, their types, their lengths.

Sources: Meta's pages on text, reply button, list, call-to-action, location request, contact request and template
messages. Lengths count characters.
"""

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from tests.fakes.whatsapp.errors import Broken, Payload
from tests.fakes.whatsapp.shapes import Check, flag, matching, name, no_two_alike, only, record, several, string, words
from tests.fakes.whatsapp.templates import TEMPLATE

TEXT = 4096
BODY = 1024
HEADER = FOOTER = 60
BUTTONS, BUTTON_TITLE, BUTTON_ID = 3, 20, 256
ROWS, ROW_ID, ROW_TITLE, ROW_DESCRIPTION = 10, 200, 24, 72
SECTIONS, SECTION_TITLE = 10, 24
LINK_TITLE, LINK = 20, 2000
CALLBACK_DATA = 512

DIGITS = matching(r"[1-9]\d{6,14}", "a phone number in digits, with its country code")
BSUID = matching(r"[A-Z]{2}\.(ENT\.)?[0-9A-Za-z]{1,128}", "a business-scoped user id")
"""A country, a dot and at most 128 letters and digits; `ENT.` before them in linked portfolios."""


def check_message(body: object) -> None:
    """Raise at the first thing that is wrong with the body of a send."""
    if not isinstance(body, dict):
        raise Broken(100, "The body must be a JSON object")
    kind = body.get("type")
    if kind is None:
        raise Broken(131008, "The parameter type is required")
    only(*KINDS)(kind, "type")
    record({**ENVELOPE, kind: KINDS[kind]}, OPTIONAL)(body, "")
    if "to" not in body and "recipient" not in body:
        raise Broken(131008, "The parameter to is required")


def check_receipt(body: object) -> None:
    """Raise at the first thing that is wrong with a read receipt."""
    RECEIPT(body, "")


def _url(value: object, at: str) -> None:
    words(LINK)(value, at)
    address = urlsplit(str(value))
    if address.scheme not in ("http", "https") or "." not in (address.hostname or ""):
        raise Broken(131009, f"{at} must be a web address")
    try:
        ipaddress.ip_address(address.hostname or "")
    except ValueError:
        return
    raise Broken(131009, f"{at} must name a host, not an IP address")


def _buttons(value: object, at: str) -> None:
    several(REPLY_BUTTON, most=BUTTONS)(value, at)
    replies: list[Payload] = [each["reply"] for each in value] if isinstance(value, list) else []
    no_two_alike((reply["id"] for reply in replies), f"{at} id")
    no_two_alike((reply["title"] for reply in replies), f"{at} title")


def _sections(value: object, at: str) -> None:
    several(SECTION, most=SECTIONS)(value, at)
    sections: list[Payload] = value if isinstance(value, list) else []
    rows = [row for section in sections for row in section["rows"]]
    if len(rows) > ROWS:
        raise Broken(131009, f"{at}: total row count exceeds {ROWS}")
    if len(sections) > 1 and not all("title" in section for section in sections):
        raise Broken(131009, f"{at}: a title is required where there is more than one section")
    no_two_alike((row["id"] for row in rows), f"{at} row id")
    no_two_alike((row["title"] for row in rows), f"{at} row title")


REPLY_BUTTON = record(
    {"type": only("reply"), "reply": record({"id": name(BUTTON_ID), "title": words(BUTTON_TITLE)})},
)
ROW = record({"id": name(ROW_ID), "title": words(ROW_TITLE)}, {"description": words(ROW_DESCRIPTION)})
SECTION = record({"rows": several(ROW, most=ROWS)}, {"title": words(SECTION_TITLE)})
ACTIONS: Mapping[str, Check] = {
    "button": record({"buttons": _buttons}),
    "list": record({"button": words(BUTTON_TITLE), "sections": _sections}),
    "cta_url": record(
        {"name": only("cta_url"), "parameters": record({"display_text": words(LINK_TITLE), "url": _url})},
    ),
    "location_request_message": record({"name": only("send_location")}),
    "request_contact_info": record({"name": only("request_contact_info")}),
}
ADORNMENTS: Mapping[str, Check] = {
    "header": record({"type": only("text"), "text": words(HEADER)}),
    "footer": record({"text": words(FOOTER)}),
}
"""Only text headers: the house sends no pictures. The two requests bear neither."""


def _interactive(value: object, at: str) -> None:
    if not isinstance(value, dict) or "type" not in value:
        raise Broken(131008, f"The parameter {at}.type is required")
    kind = value["type"]
    only(*ACTIONS)(kind, f"{at}.type")
    required: dict[str, Check] = {"type": string, "body": record({"text": words(BODY)}), "action": ACTIONS[kind]}
    record(required, ADORNMENTS if kind in ("button", "list", "cta_url") else None)(value, at)


KINDS: Mapping[str, Check] = {
    "text": record({"body": words(TEXT)}, {"preview_url": flag}),
    "interactive": _interactive,
    "template": TEMPLATE,
}
ENVELOPE: Mapping[str, Check] = {
    "messaging_product": only("whatsapp"),
    "recipient_type": only("individual"),
    "type": string,
}
OPTIONAL: Mapping[str, Check] = {
    "to": DIGITS,
    "recipient": BSUID,
    "biz_opaque_callback_data": words(CALLBACK_DATA),
    "context": record({"message_id": string}),
}
RECEIPT = record(
    {"messaging_product": only("whatsapp"), "status": only("read"), "message_id": string},
    {"typing_indicator": record({"type": only("text")})},
)
