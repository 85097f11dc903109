"""Limits, canaries, what is verified about people, and knocks that were withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0004"
down_revision = "2026_11_26_0003"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.BigInteger()  # microseconds since 1970


def upgrade() -> None:
    op.add_column("knock", sa.Column("withdrawn_at", MOMENT, nullable=True))
    op.add_column("member", sa.Column("canary", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "spent",
        sa.Column("person_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("limit", sa.String(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.Column("times", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_spent_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "limit", "hour", name="pk_spent"),
    )
    op.create_index("ix_spent_hour", "spent", ["hour"])
    op.create_table(
        "watch",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("\"how\" IN ('opened', 'knocked')", name=op.f("ck_watch_how_known")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_watch_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_watch"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_watch_person_id_at", "watch", ["person_id", "at"])
    op.create_table(
        "vouch",
        sa.Column("person_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("given_by", WHOLE, nullable=False),
        sa.Column("city_id", WHOLE, nullable=True),
        sa.Column("city_text", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_vouch_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_vouch"),
    )


def downgrade() -> None:
    for table in ("vouch", "watch", "spent"):
        op.drop_table(table)
    op.execute("DELETE FROM person WHERE id IN (SELECT person_id FROM member WHERE canary)")
    op.drop_column("member", "canary")
    op.drop_column("knock", "withdrawn_at")
