"""The column type for what people wrote and how they are reached: encrypted at rest."""

import json
from typing import Any

from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from models.keys import Keyring

CARRIED = "passerelle_keyring"

_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Sealed(TypeDecorator[Any]):
    """Text or JSON, sealed under its own name: a value copied into another column does not open there.

    It cannot be searched or sorted by; what must be found has a keyed index beside it.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        # a lone surrogate is no valid text, but losing a message over it would be worse
        return keyring_of(dialect).seal(self.where, _write(value).encode("utf-8", "surrogatepass"))

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        return json.loads(keyring_of(dialect).open(self.where, value).decode("utf-8", "surrogatepass"))


def carry(dialect: Dialect, keyring: Keyring) -> None:
    """Give an engine's dialect the keys that its sealed columns need."""
    setattr(dialect, CARRIED, keyring)


def keyring_of(dialect: Dialect) -> Keyring:
    keyring = getattr(dialect, CARRIED, None)
    if not isinstance(keyring, Keyring):
        raise RuntimeError("sealed columns are read and written through the store, which carries the keys")
    return keyring


def index_of(session: Session, purpose: str, text: str) -> bytes:
    """The keyed index under which a text is found without being readable: 16 bytes, one for each purpose."""
    return keyring_of(session.get_bind().dialect).index(purpose, text)
