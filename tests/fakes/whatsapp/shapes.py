"""What a JSON value must look like, said in small checks that are put together.

A check is given the value and where it stands, and raises `Broken` at the first thing that is wrong. Nothing passes
that was not named: an unknown parameter is refused, where Meta would often pass over it.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping

from tests.fakes.whatsapp.errors import Broken

Check = Callable[[object, str], None]


def words(most: int) -> Check:
    """A text that is not blank, of at most so many characters."""

    def check(value: object, at: str) -> None:
        string(value, at)
        if not str(value).strip():
            raise Broken(131008, f"{at} must not be empty")
        if len(str(value)) > most:
            raise Broken(100, f"Param {at} must be at most {most} characters long")

    return check


def name(most: int) -> Check:
    """An id of at most so many characters, with no space around it."""

    def check(value: object, at: str) -> None:
        words(most)(value, at)
        if str(value) != str(value).strip():
            raise Broken(131009, f"{at} cannot have leading or trailing spaces")

    return check


def matching(pattern: str, what: str) -> Check:
    def check(value: object, at: str) -> None:
        string(value, at)
        if not re.fullmatch(pattern, str(value), re.ASCII):
            raise Broken(131009, f"{at} must be {what}")

    return check


def only(*values: str) -> Check:
    def check(value: object, at: str) -> None:
        string(value, at)
        if value not in values:
            raise Broken(100, f"Param {at} must be one of {', '.join(values)}")

    return check


def string(value: object, at: str) -> None:
    if not isinstance(value, str):
        raise Broken(100, f"Param {at} must be a string")


def flag(value: object, at: str) -> None:
    if not isinstance(value, bool):
        raise Broken(100, f"Param {at} must be a boolean")


def record(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with all of the required parameters, and no other but the optional ones."""
    known = {**required, **(optional or {})}

    def check(value: object, at: str) -> None:
        if not isinstance(value, dict):
            raise Broken(100, f"Param {at or 'body'} must be an object")
        for key in value.keys() - known.keys():
            raise Broken(100, f"Unexpected key {key!r} on param {at or 'body'}")
        for key in required.keys() - value.keys():
            raise Broken(131008, f"The parameter {_below(at, key)} is required")
        for key, each in value.items():
            known[key](each, _below(at, key))

    return check


def several(of: Check, *, least: int = 1, most: int) -> Check:
    def check(value: object, at: str) -> None:
        if not isinstance(value, list):
            raise Broken(100, f"Param {at} must be an array")
        if not least <= len(value) <= most:
            raise Broken(131009, f"{at} must have {least} to {most} elements")
        for index, each in enumerate(value):
            of(each, f"{at}[{index}]")

    return check


def no_two_alike(values: Iterable[Hashable], at: str) -> None:
    seen: set[Hashable] = set()
    for value in values:
        if value in seen:
            raise Broken(131009, f"Duplicated {at}")
        seen.add(value)


def _below(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key
