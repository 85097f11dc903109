"""The damage is worth something: the same for a seed, wide, and never done to the original."""

import json
from itertools import islice
from typing import Any

from tests.payloads.mutating import mutations

PAYLOAD: dict[str, Any] = {"id": 7, "from": {"name": "Ada", "number": "22901"}, "list": [{"text": "hello"}, None]}


def taken(seed: int, most: int = 500) -> list[Any]:
    return list(islice(mutations(PAYLOAD, seed), most))


def test_a_seed_gives_the_same_damage_and_another_seed_other_damage() -> None:
    assert repr(taken(1)) == repr(taken(1))
    assert repr(taken(1)) != repr(taken(2))


def test_the_original_is_left_whole() -> None:
    before = json.dumps(PAYLOAD)
    taken(3)

    assert json.dumps(PAYLOAD) == before


def test_damage_is_wide() -> None:
    values = [each for each in taken(4, 2_000) if not isinstance(each, bytes)]
    raw = [each for each in taken(4, 2_000) if isinstance(each, bytes)]
    shapes = {json.dumps(each) for each in values}

    assert len(shapes) > len(values) * 0.7
    assert len(raw) > 200
    assert any("id" not in each for each in values if isinstance(each, dict))
    assert sum(unreadable(each) for each in raw) > len(raw) / 2


def unreadable(raw: bytes) -> bool:
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return True
    return False
