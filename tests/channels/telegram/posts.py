"""Posts as a test needs them."""

from datetime import UTC, datetime
from typing import Any

from channels.wire import Button, Post

ADDRESS = "5550001"


def post(*labels: str, **others: Any) -> Post:
    told: dict[str, Any] = {
        "id": 7,
        "push": False,
        "at": datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
        "dialogue": "register",
        "key": "city",
        "text": "Where do you live now?",
        "choices": tuple(Button(at, label, f"o|r7|city|{at}~Zk3") for at, label in enumerate(labels, 1)),
        "language": "en",
    }
    return Post(**told | others)
