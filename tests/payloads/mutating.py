"""Payloads damaged in every way a wire or a stranger might, the same ones for the same seed; of no vendor."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

DEEP = 3_000
"""More levels than Python's own parser follows."""
_DEEPEST = 50
_BYTES_IN = 5
"""One mutation in so many is of the bytes, the others of the structure."""

Path = tuple[Any, ...]


def nested(levels: int) -> Any:
    value: Any = []
    for _level in range(levels):
        value = [value]
    return value


SURPRISES: tuple[Callable[[], Any], ...] = (
    lambda: None,
    lambda: True,
    lambda: 0,
    lambda: -1,
    lambda: 2**31,
    lambda: 2**63,
    lambda: -(2**200),
    lambda: 1e308,
    lambda: 0.5,
    lambda: float("nan"),
    lambda: float("inf"),
    lambda: "",
    lambda: " ",
    lambda: "0",
    lambda: "\x00",
    lambda: "\ud800",
    lambda: "a\udfffb",
    lambda: "\u202e\u2066\u200f",
    lambda: "é" * 5_000,
    lambda: "\U0001f469\u200d\U0001f680" * 40,
    lambda: "9" * 400,
    lambda: "../../etc/passwd",
    lambda: "' OR 1=1 --",
    lambda: "{name}%s%n",
    list,
    dict,
    lambda: [None],
    lambda: [[]],
    lambda: {"": ""},
    lambda: {"id": {"id": {}}},
    lambda: list(range(300)),
    lambda: nested(60),
)


def mutations(payload: Any, seed: int) -> Iterator[Any]:
    """Endless damaged copies of a JSON value: most are values again, some are `bytes` that may be no JSON any more."""
    random = Random(seed)
    while True:
        if random.randrange(_BYTES_IN):
            yield mutated(payload, random)
        else:
            yield garbled(json.dumps(payload, ensure_ascii=random.random() < 0.5).encode(), random)


def mutated(payload: Any, random: Random) -> Any:
    """A copy with one to four damages to its structure."""
    value = deepcopy(payload)
    for _damage in range(random.randint(1, 4)):
        value = _damaged(value, random)
    return value


def garbled(raw: bytes, random: Random) -> bytes:
    """The bytes with one to three damages."""
    for _damage in range(random.randint(1, 3)):
        at = random.randrange(len(raw) + 1)
        raw = random.choice(_GARBLINGS)(raw, at, random)
    return raw


def _damaged(value: Any, random: Random) -> Any:
    path = random.choice(_places(value))
    if not path:
        return random.choice(SURPRISES)() if random.random() < 0.1 else value
    holder, key = _found(value, path[:-1]), path[-1]
    damage = random.choice(_DAMAGES)
    damage(holder, key, value, random)
    return value


def _places(value: Any) -> list[Path]:
    """The ways to everything in a value, itself first; not below fifty levels."""
    places: list[Path] = [()]
    open_ways: list[tuple[Path, Any]] = [((), value)]
    while open_ways:
        path, inside = open_ways.pop()
        keys = inside.keys() if isinstance(inside, dict) else range(len(inside)) if isinstance(inside, list) else ()
        for key in keys:
            way = (*path, key)
            places.append(way)
            if len(way) < _DEEPEST and isinstance(inside[key], dict | list):
                open_ways.append((way, inside[key]))
    return places


def _found(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value


def _lose(holder: Any, key: Any, _whole: Any, _random: Random) -> None:
    del holder[key]


def _replace(holder: Any, key: Any, _whole: Any, random: Random) -> None:
    holder[key] = random.choice(SURPRISES)()


def _turn_type(holder: Any, key: Any, _whole: Any, _random: Random) -> None:
    """A number as text, text as a number or a list: what a careless version of an interface does."""
    value = holder[key]
    if isinstance(value, str):
        holder[key] = int(value[:18]) if value.isascii() and value.isdecimal() else [value]
    else:
        holder[key] = str(value)


def _wrap(holder: Any, key: Any, _whole: Any, random: Random) -> None:
    holder[key] = [holder[key]] if random.random() < 0.5 else {str(key): holder[key]}


def _swap(holder: Any, key: Any, whole: Any, random: Random) -> None:
    """Somebody else's value, from another place of the payload."""
    holder[key] = deepcopy(_found(whole, random.choice(_places(whole))))


def _add(holder: Any, key: Any, _whole: Any, random: Random) -> None:
    """A field nobody has heard of, or an element twice."""
    if isinstance(holder, dict):
        holder[f"{key}_{random.randrange(9)}"] = random.choice(SURPRISES)()
    else:
        holder.insert(key, deepcopy(holder[key]))


def _scramble(holder: Any, key: Any, _whole: Any, random: Random) -> None:
    """Letters of a text in another order, with something odd among them; a number somewhat off."""
    value = holder[key]
    if isinstance(value, str):
        letters = [*value, random.choice(("\x00", "\ud83d", "\u200f", "|", "\n"))]
        random.shuffle(letters)
        holder[key] = "".join(letters)
    elif isinstance(value, int):
        holder[key] = value + random.choice((-1, 1, 10**6, -(10**10), 10**15))


_DAMAGES = (_lose, _lose, _replace, _replace, _turn_type, _wrap, _swap, _add, _scramble)


def _inserted(piece: bytes) -> Callable[[bytes, int, Random], bytes]:
    return lambda raw, at, _random: raw[:at] + piece + raw[at:]


def _flipped(raw: bytes, at: int, random: Random) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 1 << random.randrange(8)]) + raw[at + 1 :] if at < len(raw) else raw


def _torn_out(raw: bytes, at: int, random: Random) -> bytes:
    return raw[:at] + raw[at + random.randint(1, 20) :]


def _doubled(raw: bytes, at: int, random: Random) -> bytes:
    return raw[:at] + raw[max(0, at - random.randint(1, 40)) :]


_GARBLINGS: tuple[Callable[[bytes, int, Random], bytes], ...] = (
    lambda raw, at, _random: raw[:at],
    lambda raw, at, _random: raw[at:],
    _flipped,
    _torn_out,
    _doubled,
    lambda raw, at, random: raw[:at] + random.randbytes(random.randint(1, 8)) + raw[at:],
    _inserted(b"NaN"),
    _inserted(b"9" * 5_000),
    _inserted(b"[" * DEEP),
    _inserted(b'{"a":' * DEEP),
    _inserted(b"\\ud800"),
    _inserted(b"\xed\xa0\x80"),
    _inserted(b"\x00"),
    _inserted(b"\xef\xbb\xbf"),
    lambda raw, _at, _random: raw.decode(errors="replace").encode("utf-16"),
)
