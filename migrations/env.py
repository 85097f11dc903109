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


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=plain_type,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
