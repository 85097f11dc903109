"""The card index: the terms that cards are found by, in the store's own full-text index, and how names are spelt."""

from typing import Any, Final

from sqlalchemy import DDL, Integer, event, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Id, owned

TOKENIZER: Final = "ascii tokenchars ':/.~+-'"
NEAR: Final = 4096
FAR: Final = 65536
"""PostgreSQL reads all that fits before it sorts. So cards are also found by the part of the order they stand in."""
VECTOR: Final = (
    "array_to_tsvector(string_to_array(terms, ' ')"
    f" || ARRAY['near:' || CAST(id / {NEAR} AS TEXT), 'far:' || CAST(id / {FAR} AS TEXT)])"
)


class CardIndex(Base):
    """What one card is found by: terms between single spaces. Whoever was confirmed last has the highest id."""

    __tablename__ = "card_index"

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(owned(), unique=True)
    terms: Mapped[str]


class NameTerm(Base):
    """One folded word of somebody's name; it goes with the last card that has it."""

    __tablename__ = "name_term"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  (SQLAlchemy reads it from the class)

    term: Mapped[str] = mapped_column(primary_key=True)


class NameSpelling(Base):
    """A number that a word shares with those that differ from it by few mistakes; it goes with the word."""

    __tablename__ = "name_spelling"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  (SQLAlchemy reads it from the class)

    hash: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    term: Mapped[str] = mapped_column(primary_key=True)


SQLITE: Final = (
    "CREATE VIRTUAL TABLE card_words USING fts5("
    "terms, content='card_index', content_rowid='id', detail=none, columnsize=0, "
    f'tokenize="{TOKENIZER}")',
    "CREATE TRIGGER card_index_added AFTER INSERT ON card_index BEGIN"
    " INSERT INTO card_words (rowid, terms) VALUES (new.id, new.terms); END",
    "CREATE TRIGGER card_index_removed AFTER DELETE ON card_index BEGIN"
    " INSERT INTO card_words (card_words, rowid, terms) VALUES ('delete', old.id, old.terms); END",
    "CREATE TRIGGER card_index_changed AFTER UPDATE ON card_index BEGIN"
    " INSERT INTO card_words (card_words, rowid, terms) VALUES ('delete', old.id, old.terms);"
    " INSERT INTO card_words (rowid, terms) VALUES (new.id, new.terms); END",
)
POSTGRESQL: Final = (f"CREATE INDEX ix_card_index_words ON card_index USING gin (({VECTOR})) WITH (fastupdate = off)",)


def write_anew(session: Session) -> None:
    """Write the index of SQLite in one piece, without what was taken out of it, which stands in the file until then.

    A search that has one piece to look in, of the dozen that a busy week leaves, takes half the time. A million cards
    take 1.3 seconds. PostgreSQL's index is always one piece, and its vacuum clears it in its own time.
    """
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO card_words (card_words) VALUES ('optimize')"))


def _make(dialect: str, statements: tuple[str, ...]) -> None:
    table: Any = CardIndex.__table__
    for statement in statements:
        made = DDL(statement)  # type: ignore[no-untyped-call]
        event.listen(table, "after_create", made.execute_if(dialect=dialect))


_make("sqlite", SQLITE)
_make("postgresql", POSTGRESQL)
