"""The tables behind the models, for the engine's own rows: Core costs a third of what the ORM does."""

from typing import Any, TypeAlias, cast

from sqlalchemy import Row, Table

from models.base import Base

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
"""A row of a Core statement, its columns by name."""


def table(model: type[Base]) -> Table:
    """The table of a model."""
    return cast(Table, model.__table__)
