"""Vendors: other names of an address, what waits until somebody writes, what became of messages and what they cost."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0003"
down_revision = "2026_11_25_0002"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.BigInteger()  # microseconds since 1970
BYTES = sa.LargeBinary()
KNOWN = ("queued", "sending", "sent", "failed", "unknown", "dropped")
CHECK = "ck_outbox_status_known"
GIVEN = "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'"


def upgrade() -> None:
    op.add_column("address", sa.Column("heard_at", MOMENT, nullable=True))
    op.add_column("address", sa.Column("rung_at", MOMENT, nullable=True))
    _allow(*KNOWN, "waiting")
    waiting = sa.text("status = 'waiting'")
    op.create_index("ix_outbox_waiting", "outbox", ["address_id"], sqlite_where=waiting, postgresql_where=waiting)
    op.create_table(
        "alias",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("address_id", WHOLE, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("index", BYTES, nullable=False),
        sa.Column("external_id", BYTES, nullable=False),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name="fk_alias_address_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_alias"),
        sa.UniqueConstraint("channel", "account", "index", name="uq_alias_channel_account_index"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alias_address_id", "alias", ["address_id"])
    op.create_table(
        "receipt",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("index", BYTES, nullable=False),
        sa.Column("outbox_id", WHOLE, nullable=True),
        sa.Column("fate", sa.String(), nullable=False),
        sa.Column("billed", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(_one_of("fate", "sent", "delivered", "read", "failed"), name=op.f("ck_receipt_fate_known")),
        sa.PrimaryKeyConstraint("id", name="pk_receipt"),
        sa.UniqueConstraint("channel", "account", "index", name="uq_receipt_channel_account_index"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "billed",
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("messages", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("month", "channel", "account", "category", name="pk_billed"),
    )
    op.create_table(
        "unread",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("raw", BYTES, nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unread"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_unread_received_at", "unread", ["received_at"])


def downgrade() -> None:
    for table in ("unread", "billed", "receipt", "alias"):
        op.drop_table(table)
    op.drop_index("ix_outbox_waiting", "outbox")
    op.execute("UPDATE outbox SET status = 'dropped', body = NULL WHERE status = 'waiting'")
    _allow(*KNOWN)
    op.drop_column("address", "rung_at")
    op.drop_column("address", "heard_at")


def _one_of(column: str, *words: str) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f'"{column}" IN ({listed})'


def _allow(*words: str) -> None:
    """Let a screen's status be one of these words and nothing else."""
    is_copied = op.get_bind().dialect.name == "sqlite"
    given = op.get_bind().execute(sa.text(GIVEN)).scalar() if is_copied else None
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.drop_constraint(op.f(CHECK), type_="check")
        outbox.create_check_constraint(op.f(CHECK), _one_of("status", *words))
    if given is not None:  # the table is a new one, and an id is never given twice
        op.execute("DELETE FROM sqlite_sequence WHERE name = 'outbox'")
        kept = sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', :given)")
        op.get_bind().execute(kept, {"given": given})
