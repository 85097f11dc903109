"""How JSON is read that may hold anything: by fields of a known type, with nothing taken on trust."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from channels.cleaning import clean

Json = Mapping[str, Any]
LONGEST_ID = 256
"""Far above the 60 or so of a real message id, and little enough to be kept as a key."""
_ID = re.compile(rf"[!-~]{{1,{LONGEST_ID}}}")
_SECONDS = re.compile(r"[1-9][0-9]{9}")


class Unreadable(Exception):
    """It is not of the shape it must have; the text names the field, and nothing that stood in it."""


def object_of(whole: Json, key: str) -> Json:
    """The object under a key, an empty one where there is none."""
    value = whole.get(key)
    return value if isinstance(value, dict) else {}


def objects_of(whole: Json, key: str) -> Iterable[Json]:
    """The objects in the list under a key; whatever else is in it is passed over."""
    value = whole.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def text_of(whole: Json, key: str, most: int = LONGEST_ID) -> str:
    """Readable text, at most so long; "" where there is none."""
    value = whole.get(key)
    return clean(value[:most]) if isinstance(value, str) else ""


def id_of(whole: Json, key: str) -> str:
    """An id, which must be there: printable ASCII. Raises Unreadable."""
    value = whole.get(key)
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    msg = f"no {key}"
    raise Unreadable(msg)


def moment_of(whole: Json) -> datetime | None:
    """Its `timestamp`: unix seconds, as a string or (in some notifications) as a number."""
    value = whole.get("timestamp")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    stated = _SECONDS.fullmatch(str(value)[:12])
    return datetime.fromtimestamp(int(stated[0]), UTC) if stated else None


def compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
