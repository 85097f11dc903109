"""Lines typed in a terminal, as events."""

import secrets
from datetime import datetime

from channels.wire import Event

NAME, ACCOUNT = "terminal", "local"


def line_event(address: str, line: str, language: str | None, at: datetime) -> Event:
    """A typed line; a terminal gives its lines no ids, so each gets one."""
    return _event(address, "text", line, language, at)


def start_event(address: str, language: str | None, at: datetime) -> Event:
    """Somebody sat down: the first screen, or the one they left."""
    return _event(address, "start", "", language, at)


def _event(address: str, kind: str, text: str, language: str | None, at: datetime) -> Event:
    return Event(
        channel=NAME,
        account=ACCOUNT,
        external_id=secrets.token_hex(12),
        address=address,
        kind="start" if kind == "start" else "text",
        text=text,
        language=language,
        name=address,
        received_at=at,
    )
