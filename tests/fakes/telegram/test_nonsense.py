"""Whatever a call holds, the answer is one of the vendor's."""

from typing import Any

import pytest

from tests.fakes.telegram.client import Wire
from tests.fakes.telegram.kinds import AlwaysTrue, ByField, ByType, Flag, Kind, ListOf, OneOf, Shape, Unsupported, Words
from tests.fakes.telegram.refusals import Json
from tests.fakes.telegram.schema import METHODS

PLAIN: dict[type, Any] = {Flag: True, AlwaysTrue: True, Words: "hello"}
ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    2**70,
    "",
    "x",
    "\ud83d",
    "@",
    [],
    [[]],
    [None],
    {},
    {"type": []},
    {"type": "bold"},
    [{}],
)
VENDORS = {200, 400, 403, 409}


def example(kind: Kind) -> Any:
    """Something near enough to the kind for the check to go below it."""
    if isinstance(kind, Shape):
        fields = {**kind.required, **kind.optional}
        return {name: example(below) for name, below in fields.items() if not isinstance(below, Unsupported)}
    if isinstance(kind, ListOf):
        return [example(kind.item)]
    if isinstance(kind, ByField | ByType):
        name, shape = next(iter(kind.shapes.items()))
        return example(shape) | ({"type": name} if isinstance(kind, ByType) else {})
    if isinstance(kind, OneOf):
        return min(kind.values)
    return PLAIN.get(type(kind), 42)


def spoiled(value: Any) -> list[Any]:
    """The value with each of its parts, in turn, made odd."""
    found: list[Any] = list(ODD)
    if isinstance(value, dict):
        found += [value | {name: odd} for name, part in value.items() for odd in spoiled(part)]
    if isinstance(value, list) and value:
        found += [[odd] for odd in spoiled(value[0])]
    return found


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("method", METHODS)
async def test_nonsense_is_answered_as_the_vendor_answers(method: str, wire: Wire) -> None:
    right: Json = {name: example(kind) for name, kind in METHODS[method].required.items()}
    for name, kind in {**METHODS[method].required, **METHODS[method].optional}.items():
        for odd in spoiled(example(kind)):
            async with wire.client.post(wire.at(method), json=right | {name: odd}) as response:
                assert response.status in VENDORS, (name, odd)
