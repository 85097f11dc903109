"""A screen on its way out: as it is kept in the outbox, and as a channel gets it."""

from datetime import datetime
from typing import Any

from channels.wire import Button, Post
from conversation.screen import Shown


def pack(shown: Shown, heard: str = "", reply_to: str = "") -> dict[str, Any]:
    """The JSON value of a screen; `heard` is what the person had written, `reply_to` what its channel gave with it."""
    return {
        "dialogue": shown.dialogue,
        "key": shown.key,
        "text": shown.text,
        "choices": [[choice.number, choice.label, choice.token] for choice in shown.choices],
        "language": shown.language,
        **({"asks": shown.asks} if shown.asks else {}),
        **({"heard": heard} if heard else {}),
        **({"reply_to": reply_to} if reply_to else {}),
    }


def unpack(
    row: int,
    body: dict[str, Any],
    *,
    push: bool,
    at: datetime,
    heard_at: datetime | None = None,
    rung_at: datetime | None = None,
) -> Post:
    """The post of an outbox row; the last two are what is known of its address."""
    return Post(
        id=row,
        push=push,
        at=at,
        dialogue=body.get("dialogue", ""),
        key=body.get("key", ""),
        text=body["text"],
        choices=tuple(Button(*choice) for choice in body.get("choices", ())),
        language=body.get("language", "en"),
        heard=body.get("heard", ""),
        reply_to=body.get("reply_to", ""),
        heard_at=heard_at,
        rung_at=rung_at,
        asks=body.get("asks", ""),
    )
