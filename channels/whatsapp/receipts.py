"""What became of a message of ours, as WhatsApp tells it."""

from collections.abc import Mapping
from datetime import datetime

from channels.channel import NotSent
from channels.whatsapp.errors import code_of, failure
from channels.whatsapp.reading import Json, Unreadable, id_of, moment_of, object_of, objects_of, text_of
from channels.whatsapp.settings import NAME
from channels.wire import Fate, Receipt

_FATES: Mapping[str, Fate] = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "played": "read",
    "failed": "failed",
}
_LONGEST_TAG = 512


def read_status(status: Json, account: str, at: datetime) -> Receipt | None:
    """None for a status that says nothing of the message's fate. They come in any order, and without contacts."""
    stated = text_of(status, "status")
    if not stated:
        msg = "no status"
        raise Unreadable(msg)
    fate = _FATES.get(stated)
    if fate is None:
        return None
    return Receipt(
        channel=NAME,
        account=account,
        message=id_of(status, "id"),
        fate=fate,
        at=min(moment_of(status) or at, at),
        tag=text_of(status, "biz_opaque_callback_data", _LONGEST_TAG),
        billed=_billed(object_of(status, "pricing"), fate),
        trouble=_trouble(status) if fate == "failed" else None,
    )


def _billed(pricing: Json, fate: Fate) -> str:
    """Only what arrives is billed; `read` may come alone, where the chat was open."""
    arrived = fate in ("delivered", "read")
    return text_of(pricing, "category") if arrived and pricing.get("billable") is True else ""


def _trouble(status: Json) -> NotSent:
    return failure(next((code_of(error) for error in objects_of(status, "errors")), 0))
