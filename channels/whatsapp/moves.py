"""Whoever has another number, or another user id, is still the same person.

A new number brings a new user id. Meta tells it by a system message with both, by one with the user id alone where the
number is withheld, and before August 2026 by a field of its own: https://developers.facebook.com/documentation
/business-messaging/whatsapp/webhooks/reference/messages/system
"""

from datetime import datetime
from hashlib import sha256

from channels.whatsapp.messages import Said, new_event
from channels.whatsapp.reading import Json, Unreadable, id_of, moment_of, object_of, text_of
from channels.whatsapp.sender import Sender, phone_of, user_id_of
from channels.wire import Event

_CHANGES = {"user_changed_number", "user_changed_user_id"}
_NO_CHANGES = {"customer_identity_changed"}  # a new telephone: same person, same number


def read_system_message(message: Json, account: str, at: datetime) -> Event | None:
    """No contacts come along. Raises Unreadable."""
    system = object_of(message, "system")
    kind = text_of(system, "type")
    if kind in _NO_CHANGES:
        return None
    if kind not in _CHANGES:
        msg = "a system message nobody knows"
        raise Unreadable(msg)
    old_id = user_id_of(system, "previous_user_id") or user_id_of(message, "from_user_id")
    before = Sender(phone_of(message, "from"), old_id)
    now = Sender(phone_of(system, "wa_id"), user_id_of(system, "user_id"))
    return _moved(message, before, now, account, at, its_id=id_of(message, "id"))


def read_id_update(update: Json, account: str, at: datetime) -> Event:
    """It has no id: the same change told twice makes the same one. Raises Unreadable."""
    ids = object_of(update, "user_id")
    before = Sender("", user_id_of(ids, "previous"))
    now = Sender(phone_of(update, "wa_id"), user_id_of(ids, "current"))
    change = sha256(f"{before.user_id} {now.user_id} {moment_of(update)}".encode()).hexdigest()
    return _moved(update, before, now, account, at, its_id=f"moved.{change[:32]}")


def _moved(told: Json, before: Sender, now: Sender, account: str, at: datetime, *, its_id: str) -> Event:
    if not before.address or not now.address:
        msg = "a change from nobody, or to nobody"
        raise Unreadable(msg)
    return new_event(told, now, Said("moved", before.address), account, at, its_id=its_id)
