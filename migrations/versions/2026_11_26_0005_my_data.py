"""My data: what is left of erasures, links to take data along, how often cards were seen, changes of number."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0005"
down_revision = "2026_11_26_0004"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.BigInteger()  # microseconds since 1970
BYTES = sa.LargeBinary()


def upgrade() -> None:
    op.add_column("person", sa.Column("erase_at", MOMENT, nullable=True))
    op.add_column("join_code", sa.Column("leaves", WHOLE, nullable=True))
    erasure = op.create_table(
        "erasure",
        sa.Column("receipt", BYTES, nullable=False),
        sa.Column("person_id", WHOLE, nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("erased_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("receipt", name="pk_erasure"),
    )
    op.create_index("ix_erasure_person_id", "erasure", ["person_id"])
    op.create_table(
        "export_link",
        sa.Column("index", BYTES, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_export_link_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("index", name="pk_export_link"),
    )
    op.create_index("ix_export_link_person_id", "export_link", ["person_id"])
    op.create_table(
        "glance",
        sa.Column("member_id", WHOLE, nullable=False, autoincrement=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("viewers", sa.String(), nullable=False),
        sa.Column("times", WHOLE, nullable=False),
        sa.CheckConstraint("\"viewers\" IN ('team', 'roots', 'members')", name=op.f("ck_glance_viewers_known")),
        sa.ForeignKeyConstraint(["member_id"], ["person.id"], name="fk_glance_member_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "day", "viewers", name="pk_glance"),
    )
    op.create_index("ix_glance_day", "glance", ["day"])
    _move_receipts(erasure)


def downgrade() -> None:
    for table in ("glance", "export_link", "erasure"):
        op.drop_table(table)
    op.drop_column("join_code", "leaves")
    op.drop_column("person", "erase_at")


def _move_receipts(erasure: sa.Table) -> None:
    """Receipts given out before were kept in the audit trail; whose they were is not known any more."""
    kept = sa.text("SELECT at, details FROM audit WHERE verb = 'person.erased' AND actor_id IS NULL")
    rows = [_receipt(at, details) for at, details in op.get_bind().execute(kept)]
    if rows:
        op.bulk_insert(erasure, rows)


def _receipt(at: int, details: Any) -> dict[str, Any]:
    told = json.loads(details) if isinstance(details, str) else details
    return {"receipt": bytes.fromhex(told["receipt"]), "asked_at": at, "erased_at": at}
