"""What people send, as `messages` of a webhook carry it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tests.fakes.whatsapp.errors import Payload, failure
from tests.fakes.whatsapp.users import User, present

SHA = "SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI="
LINK = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1234567890"


def _file(mime: str, **more: Any) -> Payload:
    return {"id": "1234567890", "mime_type": mime, "sha256": SHA, "url": LINK, **more}


SAMPLES: Mapping[str, Payload] = {
    "image": _file("image/jpeg", caption="Le marché de Dantokpa"),
    "audio": _file("audio/ogg; codecs=opus", voice=True),
    "video": _file("video/mp4"),
    "document": _file("application/pdf", filename="attestation.pdf"),
    "sticker": _file("image/webp", animated=False),
    "order": {
        "catalog_id": "194836987003835",
        "text": "",
        "product_items": [{"product_retailer_id": "di9ozbzfi4", "quantity": 1, "item_price": 30, "currency": "USD"}],
    },
    "unsupported": {"type": "poll_update"},
}
"""One of each kind that the house answers with words alone."""


def stamp(at: datetime) -> str:
    """Unix seconds, as a string."""
    return str(int(at.timestamp()))


def sender(user: User) -> dict[str, str]:
    """Who a message is from: a number where it may be told, a BSUID where there is one."""
    return present(**{"from": user.visible_phone}, from_user_id=user.bsuid)


def sample(kind: str) -> Payload:
    """The body of a message of a kind with nothing in it that was chosen."""
    errors = {"errors": [failure(131051)]} if kind == "unsupported" else {}
    return {"type": kind, kind: dict(SAMPLES[kind]), **errors}


def text(body: str) -> Payload:
    return {"type": "text", "text": {"body": body}}


def location(latitude: float, longitude: float) -> Payload:
    return {"type": "location", "location": {"latitude": latitude, "longitude": longitude}}


def reaction(wamid: str, emoji: str) -> Payload:
    return {"type": "reaction", "reaction": {"message_id": wamid, "emoji": emoji}}


def flow_answer(answers: Mapping[str, str]) -> Payload:
    """A filled form: its answers are JSON within a string."""
    reply = {"name": "flow", "body": "Sent", "response_json": json.dumps(answers)}
    return {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": reply}}


def contact_card(name: str, phone: str, *, asked: bool) -> Payload:
    """A card: their own because they were asked for it, or any card, which then has its vCard with it."""
    card: Payload = {
        "name": {"formatted_name": name, "first_name": name.split(maxsplit=1)[0]},
        "phones": [{"phone": f"+{phone}", "wa_id": phone, "type": "MOBILE"}],
        "origin": "contact_request" if asked else "other",
    }
    if not asked:
        card["vcard"] = f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nTEL;type=CELL;waid={phone}:+{phone}\nEND:VCARD"
    return {"type": "contacts", "contacts": [card]}


def changed_number(user: User, old: str | None) -> Payload:
    """`system` has what is new; what was is only in `from`, where it may be told at all."""
    body = f"User {user.name} changed from {old or 'a number'} to {user.visible_phone or 'another'}"
    new = present(wa_id=user.visible_phone, user_id=user.bsuid)
    return {"type": "system", "system": {"body": body, "type": "user_changed_number", **new}}
