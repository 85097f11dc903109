"""What a parameter may be: its type, its length in the vendor's unit, and for an object which fields it has.

Stricter than the vendor: it ignores a field it does not know and reads "5" for 5; here the first is a fault everywhere,
and the second in JSON.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.fakes.telegram.refusals import Refused, fault


def in_bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def in_utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Kind(Protocol):
    def from_form(self, raw: str, where: str) -> Any:
        """The value that a form can only carry as a string."""

    def check(self, value: Any, where: str) -> None:
        """Raises what the vendor answers when the value is not of this kind."""


class Structured:
    """What a form carries as JSON."""

    def from_form(self, raw: str, where: str) -> Any:
        try:
            return json.loads(raw)
        except ValueError:
            raise fault(f"can't parse {where} JSON object") from None


@dataclass(frozen=True, slots=True)
class Whole:
    least: int = -(2**53)
    most: int = 2**53

    def from_form(self, raw: str, where: str) -> Any:
        if not re.fullmatch(r"-?[0-9]+", raw):
            raise fault(f"{where} must be a number")
        return int(raw)

    def check(self, value: Any, where: str) -> None:
        if type(value) is not int:
            raise fault(f"{where} must be a number")
        if not self.least <= value <= self.most:
            raise fault(f"{where} must be from {self.least} to {self.most}")


@dataclass(frozen=True, slots=True)
class Flag:
    def from_form(self, raw: str, where: str) -> Any:
        if raw not in {"true", "false"}:
            raise fault(f"{where} must be a boolean")
        return raw == "true"

    def check(self, value: Any, where: str) -> None:
        if type(value) is not bool:
            raise fault(f"{where} must be a boolean")


@dataclass(frozen=True, slots=True)
class AlwaysTrue(Flag):
    def check(self, value: Any, where: str) -> None:
        if value is not True:
            raise fault(f"{where} must be true")


@dataclass(frozen=True, slots=True)
class Words:
    """A text of some length; `short` and `long` are what the vendor says when it is not."""

    least: int = 0
    most: int = 1_000_000
    measure: Callable[[str], int] = len
    pattern: str = ""
    short: str = ""
    long: str = ""
    odd: str = ""

    def from_form(self, raw: str, where: str) -> Any:
        return raw

    def check(self, value: Any, where: str) -> None:
        if type(value) is not str:
            raise fault(f"{where} must be a string")
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise fault(f"{where} must be encoded in UTF-8")
        length = self.measure(value)
        if length < self.least or (self.least and not value.strip()):
            raise fault(self.short or f"{where} is empty")
        if length > self.most:
            raise fault(self.long or f"{where} is too long")
        if self.pattern and not re.fullmatch(self.pattern, value):
            raise fault(self.odd or f"{where} has characters that are not allowed")


@dataclass(frozen=True, slots=True)
class OneOf:
    values: frozenset[str]

    def from_form(self, raw: str, where: str) -> Any:
        return raw

    def check(self, value: Any, where: str) -> None:
        if not isinstance(value, str) or value not in self.values:
            raise fault(f"wrong {where} specified")


@dataclass(frozen=True, slots=True)
class ChatId:
    """The number of a chat, or a channel's @name."""

    def from_form(self, raw: str, where: str) -> Any:
        return int(raw) if re.fullmatch(r"-?[0-9]+", raw) else raw

    def check(self, value: Any, where: str) -> None:
        is_number = type(value) is int and value != 0
        if not is_number and not (isinstance(value, str) and re.fullmatch("@[A-Za-z0-9_]+", value)):
            raise fault(f"{where} must be a number or a @name")


@dataclass(frozen=True, slots=True)
class ListOf(Structured):
    item: Kind
    most: int = 1_000
    least: int = 0

    def check(self, value: Any, where: str) -> None:
        if not isinstance(value, list):
            raise fault(f"{where} must be an array")
        if not self.least <= len(value) <= self.most:
            raise fault(f"{where} must have from {self.least} to {self.most} elements")
        for place, item in enumerate(value):
            self.item.check(item, f"{where}[{place}]")


@dataclass(frozen=True, slots=True)
class Shape(Structured):
    """An object: the fields it must have, and those it may have."""

    name: str
    required: Mapping[str, Kind] = field(default_factory=dict)
    optional: Mapping[str, Kind] = field(default_factory=dict)

    def check(self, value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise fault(f"{where} must be a {self.name}")
        for missing in self.required.keys() - value.keys():
            raise fault(f"{where or self.name}: {missing} is missing")
        for key, item in value.items():
            kind = self.required.get(key) or self.optional.get(key)
            if kind is None:
                raise fault(f"{where or self.name}: {key} is not known")
            kind.check(item, f"{where}.{key}" if where else key)


@dataclass(frozen=True, slots=True)
class ByField(Structured):
    """One of several objects: the one whose telling field is there."""

    shapes: Mapping[str, Shape]

    def check(self, value: Any, where: str) -> None:
        told = [shape for key, shape in self.shapes.items() if isinstance(value, dict) and key in value]
        if len(told) != 1:
            raise fault(f"object expected as {where}")
        told[0].check(value, where)


@dataclass(frozen=True, slots=True)
class ByType(Structured):
    """One of several objects: the one that its `type` names."""

    shapes: Mapping[str, Shape]

    def check(self, value: Any, where: str) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in self.shapes:
            raise fault(f"{where} has an unknown type")
        self.shapes[kind].check(value, where)


@dataclass(frozen=True, slots=True)
class Unsupported:
    """What the vendor takes and this server does not: it must not pass for tried."""

    def from_form(self, raw: str, where: str) -> Any:
        return raw

    def check(self, value: Any, where: str) -> None:
        del value
        raise Refused(400, f"Bad Request: {where} is beyond what this server plays", fault=True)
