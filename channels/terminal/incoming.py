"""Lines typed in a terminal, as events."""

import secrets
from datetime import datetime

from channels.wire import Event, EventKind

NAME, ACCOUNT = "terminal", "local"


def line_event(address: str, line: str, at: datetime) -> Event:
    """A typed line; a terminal gives its lines no ids, so each gets one."""
    return _event(address, "text", line, at)


def start_event(address: str, at: datetime, *, language: str | None = None) -> Event:
    """Somebody sat down: the first screen, or the one they left. `language` is a newcomer's."""
    return _event(address, "start", "", at, language)


def _event(address: str, kind: EventKind, text: str, at: datetime, language: str | None = None) -> Event:
    return Event(
        channel=NAME,
        account=ACCOUNT,
        external_id=secrets.token_hex(12),
        address=address,
        kind=kind,
        text=text,
        language=language,
        name=address,
        received_at=at,
    )
