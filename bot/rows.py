"""The tables behind the models, for the engine's own rows: Core costs a third of what the ORM does."""

from typing import Any, TypeAlias, cast

from sqlalchemy import Row, Table
from sqlalchemy.dialects import postgresql, sqlite

from models.base import Base
from models.prepared import Prepared

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
"""A row of a Core statement, its columns by name."""


def table(model: type[Base]) -> Table:
    """The table of a model."""
    return cast(Table, model.__table__)


def insert_once(rows: Table) -> Prepared:
    """Insert a row and get its id; nothing where one with the same unique columns is there."""
    dialects = {"sqlite": sqlite, "postgresql": postgresql}
    return Prepared(
        **{
            name: dialect.insert(rows).on_conflict_do_nothing().returning(rows.c.id)
            for name, dialect in dialects.items()
        }
    )
