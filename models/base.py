"""What every table is made of: the declarative base, its column types and the shorthands for keys."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)

Whole = BigInteger().with_variant(Integer(), "sqlite")
"""A whole number of 64 bits; SQLite gives row ids to INTEGER alone."""

Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""A JSON value. Changes inside it are not seen: give the column a new value."""

KEPT_IDS: Final = {"sqlite_autoincrement": True}
"""Options of every numbered table: an id is never given twice, for tokens and audit rows outlive rows."""


class Moment(TypeDecorator[datetime]):
    """An aware time, stored as whole microseconds since 1970 in UTC: the same order and arithmetic on both stores."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + timedelta(microseconds=value)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  (SQLAlchemy reads it from the class)
        int: Whole,
        str: String(),
        bytes: LargeBinary(),
        date: Date(),
        datetime: Moment(),
        dict[str, Any]: Json,
        dict[str, str]: Json,
        list[str]: Json,
    }


def owned(table: str = "person") -> ForeignKey:
    """A key to another row that takes this one along when it goes."""
    return ForeignKey(f"{table}.id", ondelete="CASCADE")


def one_of(column: str, *words: str) -> CheckConstraint:
    """The column holds one of these words and nothing else."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f'"{column}" IN ({listed})', name=f"{column}_known")


def partial(name: str, *columns: str, where: str) -> Index:
    """An index of the few rows that still want something, however many are done."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


Id = Annotated[int, mapped_column(primary_key=True)]
PersonKey = Annotated[int, mapped_column(owned(), primary_key=True, autoincrement=False)]
"""The row is one for each person, and carries the person's id."""
OfPerson = Annotated[int, mapped_column(owned(), index=True)]
