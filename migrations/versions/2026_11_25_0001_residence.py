"""Announcements say for themselves whom they leave out by residence, and lose a lease that nobody took.

The residence was read back from the reasons of exclusion, where it stood as `elsewhere:FR`.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_25_0001"
down_revision = "2026_11_23_0001"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
ANNOUNCEMENT = sa.table("announcement", sa.column("id"), sa.column("residence"), sa.column("excluded", JSON))
MARK = "elsewhere:"


def upgrade() -> None:
    op.add_column("announcement", sa.Column("residence", sa.String(), nullable=True))
    op.drop_column("announcement", "epoch")
    op.drop_column("announcement", "lease_until")
    for number, excluded, _none in _rows():
        marked = next((reason for reason in excluded if reason.startswith(MARK)), None)
        if marked is not None:
            plain = {reason.partition(":")[0]: many for reason, many in excluded.items()}
            _keep(number, residence=marked.removeprefix(MARK), excluded=plain)


def downgrade() -> None:
    for number, excluded, residence in _rows():
        if residence is not None:
            others = {reason: many for reason, many in excluded.items() if reason != "elsewhere"}
            _keep(number, excluded=others | {f"{MARK}{residence}": excluded.get("elsewhere", 0)})
    op.drop_column("announcement", "residence")
    op.add_column("announcement", sa.Column("epoch", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("announcement", sa.Column("lease_until", sa.BigInteger(), nullable=True))


def _rows() -> list[Any]:
    chosen = sa.select(ANNOUNCEMENT.c.id, ANNOUNCEMENT.c.excluded, ANNOUNCEMENT.c.residence)
    return list(op.get_bind().execute(chosen))


def _keep(number: int, **values: Any) -> None:
    op.get_bind().execute(sa.update(ANNOUNCEMENT).where(ANNOUNCEMENT.c.id == number).values(**values))
