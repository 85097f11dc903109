"""What alembic runs: the migrations, on the connection it was given."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, LargeBinary

import models  # noqa: F401  (its tables)
from models.base import Base, Moment
from models.sealed import Sealed


def plain_type(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """A migration names the types of the database, not ours: it must still run when ours have changed."""
    if kind != "type":
        return False
    if isinstance(item, Moment):
        return "sa.BigInteger()"
    if isinstance(item, Sealed | LargeBinary):
        return "sa.LargeBinary()"
    if isinstance(item, JSON):
        return 'sa.JSON().with_variant(JSONB(), "postgresql")'
    return False


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """SQLite's full-text index is made of tables of its own, PostgreSQL's of an expression: neither can be compared."""
    return name is None or not (kind in ("table", "index") and name.startswith(("card_words", "ix_card_index_words")))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=plain_type,
    include_name=is_ours,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
