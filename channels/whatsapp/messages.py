"""One message of a person, as a neutral event."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from channels.whatsapp.reading import Json, Unreadable, compact, id_of, moment_of, object_of, objects_of, text_of
from channels.whatsapp.sender import Sender, e164, phone_of, sender_of
from channels.whatsapp.settings import NAME
from channels.wire import Event, EventKind
from world.phones import BETWEEN_NUMBERS

RUNG = "waiting"
"""The payload of the button under a template: whoever presses it wants what waits for them."""
LONGEST_TEXT = 4_096
"""What WhatsApp takes for one message."""
LATE = timedelta(seconds=60)
"""A notification may come up to seven days late; beyond this, what it tells happened when it says."""
_LONGEST_TOKEN = 64
_NUMBERS_AT_MOST = 9
# wa.me/<number>?text=/start%20country-bj; the parameter is of the letters that Telegram's start links have
_START = re.compile(r"/start(?: +([A-Za-z0-9_-]{1,64}))?")

_ASKS_NOTHING = {
    "reaction",  # a thumb under a message is no answer to it
    "edit",  # what was answered cannot be asked again
    "revoke",  # nor taken back
}


@dataclass(frozen=True, slots=True)
class Said:
    kind: EventKind
    text: str = ""
    number: str | None = None


def read_message(message: Json, value: Json, account: str, at: datetime) -> Event | None:
    """None for what asks nothing. Raises Unreadable for what cannot be an event at all."""
    kind = text_of(message, "type")
    if kind in _ASKS_NOTHING:
        return None
    sender = sender_of(message, value)
    said = _READERS.get(kind, _without_text)(message, sender)
    event = new_event(message, sender, said, account, at, its_id=id_of(message, "id"))
    return replace(event, name=sender.name or None, reply_to=event.external_id)


def new_event(message: Json, sender: Sender, said: Said, account: str, at: datetime, *, its_id: str) -> Event:
    stated = moment_of(message)
    written_at = min(stated, at) if stated else None  # a clock ahead of ours opens no longer window
    return Event(
        channel=NAME,
        account=account,
        external_id=its_id,
        address=sender.address,
        kind=said.kind,
        received_at=written_at if written_at and at - written_at > LATE else at,
        text=said.text,
        number=said.number,
        aliases=sender.aliases,
        written_at=written_at,
        raw=compact(message),
    )


def _text(message: Json, sender: Sender) -> Said:
    text = text_of(object_of(message, "text"), "body", LONGEST_TEXT)
    if start := _START.fullmatch(text):
        return Said("start", start[1] or "", sender.number)
    return Said("text", text, sender.number) if text else _without_text(message, sender)


def _interactive(message: Json, sender: Sender) -> Said:
    """A pressed button or a picked row; anything else (a flow that was filled in) is nothing we sent."""
    interactive = object_of(message, "interactive")
    kind = text_of(interactive, "type")
    if kind not in ("button_reply", "list_reply"):
        return _without_text(message, sender)
    return Said("choice", _token(object_of(interactive, kind), "id"), sender.number)


def _template_button(message: Json, sender: Sender) -> Said:
    payload = _token(object_of(message, "button"), "payload")
    return Said("start", "", sender.number) if payload == RUNG else Said("choice", payload, sender.number)


def _token(pressed: Json, key: str) -> str:
    token = text_of(pressed, key, _LONGEST_TOKEN)
    if not token:
        msg = f"no {key}"
        raise Unreadable(msg)
    return token


def _contacts(message: Json, sender: Sender) -> Said:
    """The numbers of a shared contact, as if typed. Their own is proved; another's is only told.

    Of several, their own is the one that counts; else all are passed on, for them to say which.
    """
    contact, numbers, asked_for = _first_with_numbers(message)
    if contact is None:
        return _without_text(message, sender)
    own = [number for number in numbers if _is_own(number, sender, asked_for=asked_for)]
    if own:
        return Said("contact", own[0], own[0])
    return Said("contact", BETWEEN_NUMBERS.join(numbers), None)


def _first_with_numbers(message: Json) -> tuple[Json | None, list[str], bool]:
    for contact in objects_of(message, "contacts"):
        # Meta's page has it beside the contacts, those who saw it in one of them
        asked_for = "contact_request" in (text_of(message, "origin"), text_of(contact, "origin"))
        stated = (_number(phone, international=asked_for) for phone in objects_of(contact, "phones"))
        if numbers := list(dict.fromkeys(number for number in stated if number))[:_NUMBERS_AT_MOST]:
            return contact, numbers, asked_for
    return None, [], False


def _is_own(number: str, sender: Sender, *, asked_for: bool) -> bool:
    return number == sender.number if sender.phone else asked_for and number.startswith("+")


def _number(phone: Json, *, international: bool) -> str:
    """E.164, or a local number as it was written, "" for no number."""
    if known := phone_of(phone, "wa_id"):
        return e164(known)
    written = text_of(phone, "phone", 32)
    digits = re.sub(r"[^0-9]", "", written)
    is_whole = phone_of({"digits": digits}, "digits") and (international or written.startswith("+"))
    return e164(digits) if is_whole else written if digits else ""


def _opened(message: Json, sender: Sender) -> Said:
    """The chat was opened for the first time and nothing written yet."""
    return Said("start", "", sender.number)


def _without_text(message: Json, sender: Sender) -> Said:
    """Pictures, voices, places, polls, orders, what WhatsApp itself cannot pass on, what is not invented yet."""
    return Said("media", "", sender.number)


_READERS: Mapping[str, Callable[[Json, Sender], Said]] = {
    "text": _text,
    "interactive": _interactive,
    "button": _template_button,
    "contacts": _contacts,
    "request_welcome": _opened,
}
