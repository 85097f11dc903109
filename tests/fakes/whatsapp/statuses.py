"""What became of a message, as `statuses` of a webhook carry it, and what it costs."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from tests.fakes.whatsapp.errors import Payload, failure
from tests.fakes.whatsapp.incoming import stamp
from tests.fakes.whatsapp.users import User, present

Fate = Literal["sent", "delivered", "read", "failed", "played"]


@dataclass(slots=True)
class Accepted:
    """A message that Meta took. `answered` is false where its sender was never told so."""

    wamid: str
    to: str
    user: User | None
    body: Payload
    at: datetime
    category: str
    billable: bool
    answered: bool = True

    @property
    def tag(self) -> str:
        """The caller's own mark, which comes back with every status."""
        return str(self.body.get("biz_opaque_callback_data", ""))

    @property
    def is_by_phone(self) -> bool:
        return "to" in self.body


def status(message: Accepted, fate: Fate, at: datetime, *, code: int | None = None) -> Payload:
    """A value with one status. A failed one has no contacts, and names the recipient only as they were addressed."""
    told: Payload = {"id": message.wamid, "status": fate, "timestamp": stamp(at), **_recipient(message, fate)}
    if message.tag:
        told["biz_opaque_callback_data"] = message.tag
    if fate == "failed":
        return {"statuses": [{**told, "errors": [failure(code or 131026)]}]}
    told |= {"conversation": _conversation(message, fate), "pricing": _pricing(message)}
    if message.user is None or message.user.bsuid is None:
        return {"statuses": [told]}
    phone = message.to if message.is_by_phone else None
    return {
        "contacts": [message.user.contact(with_username=fate != "sent", phone=phone)],
        "statuses": [told],
    }


def _recipient(message: Accepted, fate: Fate) -> dict[str, str]:
    user = message.user
    if fate == "failed" or user is None:
        return {"recipient_id" if message.is_by_phone else "recipient_user_id": message.to}
    phone = message.to if message.is_by_phone else user.visible_phone
    return present(recipient_id=phone, recipient_user_id=user.bsuid)


def _conversation(message: Accepted, fate: Fate) -> Payload:
    day = f"{message.to} {message.at.date()}".encode()
    told: Payload = {"id": hashlib.sha256(day).hexdigest()[:32], "origin": {"type": message.category}}
    if fate == "sent":
        told["expiration_timestamp"] = stamp(message.at + timedelta(hours=24))
    return told


def _pricing(message: Accepted) -> Payload:
    """Free-form messages are billed as service messages since October 2026, but for a free allowance."""
    kind = "regular" if message.billable else "free_customer_service"
    return {"billable": message.billable, "pricing_model": "PMP", "type": kind, "category": message.category}
