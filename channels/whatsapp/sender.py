"""Who wrote: by phone number, by business-scoped user id (BSUID), or by both."""

import re
from dataclasses import dataclass

from channels.whatsapp.reading import Json, Unreadable, object_of, objects_of, text_of
from world.phones import read_numbers

_LONGEST_NAME = 80
_PHONE = re.compile(r"[1-9][0-9]{5,14}")
_USER_ID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[0-9A-Za-z]{1,128}")


def is_phone(address: str) -> bool:
    return _PHONE.fullmatch(address) is not None


def is_user_id(address: str) -> bool:
    return _USER_ID.fullmatch(address) is not None


def phone_of(whole: Json, key: str) -> str:
    value = text_of(whole, key)
    return value if is_phone(value) else ""


def user_id_of(whole: Json, key: str) -> str:
    value = text_of(whole, key)
    return value if is_user_id(value) else ""


def e164(phone: str) -> str:
    """The number behind WhatsApp's digits, which keep the old form of some: eight digits after 229."""
    found = read_numbers(f"+{phone}")
    return found[0] if len(found) == 1 else f"+{phone}"


@dataclass(frozen=True, slots=True)
class Sender:
    """`phone` is missing from those who chose a username, `user_id` from older notifications."""

    phone: str
    user_id: str
    name: str = ""

    @property
    def address(self) -> str:
        return self.phone or self.user_id

    @property
    def aliases(self) -> tuple[str, ...]:
        return (self.user_id,) if self.phone and self.user_id else ()

    @property
    def number(self) -> str | None:
        """Proved: nobody else can write from it."""
        return e164(self.phone) if self.phone else None


def sender_of(message: Json, value: Json) -> Sender:
    """The sender of a message, with what the notification's contacts tell of them. Raises Unreadable for nobody."""
    # a user id has been seen in `from`, too
    phone = phone_of(message, "from")
    user_id = user_id_of(message, "from_user_id") or user_id_of(message, "from")
    for contact in objects_of(value, "contacts"):
        known_phone, known_id = phone_of(contact, "wa_id"), user_id_of(contact, "user_id")
        if (phone and phone == known_phone) or (user_id and user_id == known_id):
            name = text_of(object_of(contact, "profile"), "name", _LONGEST_NAME)
            return Sender(phone, user_id or known_id, name)
    if not phone and not user_id:
        msg = "no sender"
        raise Unreadable(msg)
    return Sender(phone, user_id)
