"""Tables of payloads in the shapes Meta documents: what came, and what it means; what is said, and what goes out."""

import json
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from channels.channel import NotNow
from channels.wire import Button, Event, News, Post

PAYLOADS = Path(__file__).parent.parent.parent / "payloads" / "whatsapp"
ACCOUNT = "106540352242922"
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""When everything in the tables is received and sent."""


def table(name: str) -> list[Any]:
    """All cases of a folder, each with the file it stands in."""
    paths = sorted((PAYLOADS / name).glob("*.json"))
    return [case | {"file": path.stem} for path in paths for case in json.loads(path.read_text("utf-8"))]


def title(case: Any) -> str:
    return f"{case['file']}: {case['what']}"


def envelope(case: Any) -> Any:
    """The whole notification; most cases only differ in its one value."""
    if "payload" in case:
        return case["payload"]
    change = {"field": "messages", "value": case["value"]}
    return {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [change]}]}


def told(news: News) -> dict[str, Any]:
    """News as it stands in a table: what is not always the same. `raw` is looked at elsewhere."""
    same: dict[str, Any] = {"channel": "whatsapp", "account": ACCOUNT, "received_at": AT}
    if isinstance(news, Event) and news.kind != "moved":
        same["reply_to"] = news.external_id
    values = {each.name: (getattr(news, each.name), same.get(each.name, each.default)) for each in fields(news)}
    shown = {name: _plain(value) for name, (value, usual) in values.items() if value != usual and name != "raw"}
    return {"is": type(news).__name__} | shown


def said(case: Any) -> Post:
    """The post of a case; what it leaves out is as everywhere."""
    given = case["post"]
    choices = tuple(Button(at, label, f"c|r1|k|{at}~mac") for at, label in enumerate(given.get("choices", ()), 1))
    return Post(
        id=42,
        push=given.get("push", False),
        at=AT,
        dialogue=given.get("dialogue", "register"),
        key="name",
        text=given["text"],
        choices=choices,
        language=given.get("language", "en"),
        asks=given.get("asks", ""),
    )


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case NotNow():
            return f"NotNow: {value}" + (" (account)" if value.account else "")
        case Exception():
            return f"{type(value).__name__}: {value}"
        case tuple():
            return list(value)
    return value
