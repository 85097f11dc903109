"""One value for many: a column compared with a list that each store takes whole, whatever its length."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Boolean, ColumnElement, String, bindparam
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeDecorator, TypeEngine


class Several(TypeDecorator[Sequence[Any]]):
    """An array on PostgreSQL, JSON on SQLite."""

    impl = String
    cache_ok = True

    def __init__(self, kind: TypeEngine[Any]) -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(self.kind) if dialect.name == "postgresql" else String())

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        return list(value or ()) if dialect.name == "postgresql" else json.dumps(list(value or ()))


class Among(ColumnElement[bool]):
    """Whether a column is one of the values given under a name."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, asked: Any, name: str) -> None:
        kind = String() if isinstance(asked.type, String) else BigInteger()
        self.asked, self.values = asked, bindparam(name, type_=Several(kind))

    def self_group(self, against: Any = None) -> "Among":
        """As it is: "(… IN …) = 1" is no question to an index."""
        return self


@compiles(Among)
def in_array(among: Among, compiler: SQLCompiler, **how: Any) -> str:
    return f"{compiler.process(among.asked, **how)} = ANY({compiler.process(among.values, **how)})"


@compiles(Among, "sqlite")
def in_json(among: Among, compiler: SQLCompiler, **how: Any) -> str:
    given = compiler.process(among.values, **how)
    return f"{compiler.process(among.asked, **how)} IN (SELECT value FROM json_each({given}))"  # noqa: S608
