"""From a posted form to a neutral event."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

from channels.cleaning import clean
from channels.wire import Event, EventKind

LONGEST_TEXT = 4_000
_LONGEST_TOKEN = 64
START = re.compile(r"country-[a-z]{2}|inv-[A-Za-z0-9]{12}")
"""What a link may begin a conversation with."""


class TooLong(Exception):
    """More than LONGEST_TEXT characters; `text` is what was written."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def read_event(fields: Mapping[str, str], *, address: str, account: str, language: str) -> Event | None:
    """None when nothing was said.

    The nonce of the form makes a reload or a second click the same event. What was said is in the id too: a page that
    the browser kept may honestly be used twice.
    """
    kind, text = _said(fields)
    if not text and kind != "start":
        return None
    said = "\0".join((address, fields.get("nonce", ""), kind, text))
    return Event(
        channel="webchat",
        account=account,
        external_id=sha256(said.encode()).hexdigest()[:32],
        address=address,
        kind=kind,
        received_at=datetime.now(UTC),
        text=text,
        language=language,
    )


def _said(fields: Mapping[str, str]) -> tuple[EventKind, str]:
    if "start" in fields:
        return "start", fields["start"] if START.fullmatch(fields["start"]) else ""
    if "choice" in fields:
        return "choice", clean(fields["choice"])[:_LONGEST_TOKEN]
    return "text", _bounded(clean(fields.get("text", "")))


def _bounded(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise TooLong(text)
    return text
