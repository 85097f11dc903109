"""Statements that every turn makes: compiled once, then handed to the driver as they are."""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import Column, ColumnElement, Connection, Delete, Dialect, Insert, Select, TextualSelect, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.engines import refuse_outside_transaction, withhold_row

READY: Final = "passerelle_prepared"

Statement: TypeAlias = Select[*tuple[Any, ...]] | TextualSelect | Insert | Update | Delete
Change = Callable[[Any], Any]


class Prepared:
    """A Core statement whose SQL never changes, without the work that SQLAlchemy does anew at each execution.

    That work was half of a turn. Values go in and rows come out by name, through the types of their columns, so what
    is sealed stays sealed, and what fails raises what SQLAlchemy would raise. Give one statement, or one a dialect.
    """

    def __init__(self, statement: Statement | None = None, **by_dialect: Statement) -> None:
        self._statement, self._by_dialect = statement, by_dialect

    def all(self, session: Session, **values: Any) -> list[Any]:
        """The rows of the statement; none for a write that returns nothing."""
        connection = session.connection()
        return self._ready(connection.dialect, values).run(connection, values)

    def first(self, session: Session, **values: Any) -> Any:
        """Its first row, or None."""
        return next(iter(self.all(session, **values)), None)

    def value(self, session: Session, **values: Any) -> Any:
        """The first column of its first row, or None."""
        rows = self.all(session, **values)
        return rows[0][0] if rows else None

    def _ready(self, dialect: Dialect, values: Mapping[str, Any]) -> "Ready":
        """Kept with the dialect, which carries the keys of its store."""
        known: dict[Prepared, Ready] = dialect.__dict__.setdefault(READY, {})
        if self not in known:
            statement = self._by_dialect[dialect.name] if self._statement is None else self._statement
            known[self] = make_ready(statement, dialect, values)
        return known[self]


@dataclass(frozen=True, slots=True)
class Ready:
    """A statement for one dialect. `order` is that of the values where the driver takes them by place."""

    sql: str
    order: tuple[str, ...] | None
    given: Mapping[str, Change | None]
    fixed: Mapping[str, Any]
    row: Callable[..., Any] | None
    """How a row is read; None for a write that returns nothing that was asked for."""
    changed: tuple[tuple[int, Change], ...]
    """Columns that come from the driver as something else, by their place."""

    def run(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        bound = self._bound(values)
        cursor = connection.connection.cursor()
        refuse_outside_transaction(connection, cursor)
        try:
            cursor.execute(self.sql, bound)
            found = cursor.fetchall() if self.row else ()
        except connection.dialect.loaded_dbapi.Error as refusal:
            withhold_row(refusal)
            raise refused(self.sql, refusal, connection.dialect) from refusal
        finally:
            cursor.close()
        return [self.row(*self._read(each)) for each in found] if self.row else []

    def _bound(self, values: Mapping[str, Any]) -> Any:
        if values.keys() != self.given.keys():
            msg = f"the statement takes {sorted(self.given)}, and was given {sorted(values)}"
            raise ValueError(msg)
        bound = dict(self.fixed)
        for name, change in self.given.items():
            bound[name] = change(values[name]) if change else values[name]
        return bound if self.order is None else [bound[name] for name in self.order]

    def _read(self, found: Sequence[Any]) -> Sequence[Any]:
        if not self.changed:
            return found
        parts = list(found)
        for place, change in self.changed:
            parts[place] = change(parts[place])
        return parts


def make_ready(statement: Statement, dialect: Dialect, values: Mapping[str, Any]) -> Ready:
    """Compile a statement; an insert is for the columns that `values` name, and for those with a default."""
    keys = list(values) if isinstance(statement, Insert) else None
    compiled = statement.compile(dialect=dialect, column_keys=keys)
    changes = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
    fixed = compiled.params | {column.key: default(column) for column in getattr(compiled, "insert_prefetch", ())}
    columns = list(statement.exported_columns)
    results = (column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
    return Ready(
        sql=compiled.string,
        order=None if compiled.positiontup is None else tuple(compiled.positiontup),
        given={name: changes[name] for name in values},
        fixed={
            name: change(value) if (change := changes[name]) else value
            for name, value in fixed.items()
            if name not in values
        },
        row=row_of(columns),
        changed=tuple((place, change) for place, change in enumerate(results) if change),
    )


def row_of(columns: Sequence[ColumnElement[Any]]) -> Callable[..., Any] | None:
    return namedtuple("Row", [column.key for column in columns], rename=True) if columns else None  # type: ignore[misc]


def default(column: Column[Any]) -> Any:
    """What SQLAlchemy puts into a column that is not named."""
    if column.default is None or not column.default.is_scalar:
        msg = f"{column} has no plain value to begin with"
        raise ValueError(msg)
    return column.default.arg  # type: ignore[attr-defined]


def refused(sql: str, refusal: Exception, dialect: Dialect) -> BaseException:
    """The error as SQLAlchemy names it, without the values."""
    return DBAPIError.instance(sql, None, refusal, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect)
