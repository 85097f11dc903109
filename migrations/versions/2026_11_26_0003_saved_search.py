"""Saved searches: what somebody looks for, the keys by which a change wakes it, and whom it has found."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0003"
down_revision = "2026_11_26_0002"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.BigInteger()  # microseconds since 1970
BYTES = sa.LargeBinary()


def upgrade() -> None:
    op.create_table(
        "saved_search",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("wish", BYTES, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("looked_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=True),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_saved_search_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_search"),
        sqlite_autoincrement=True,
    )
    changed = sa.text("changed_at IS NOT NULL")
    op.create_index("ix_saved_search_person_id", "saved_search", ["person_id"])
    op.create_index("ix_saved_search_expires_at", "saved_search", ["expires_at"])
    op.create_index("ix_saved_search_due", "saved_search", ["next_at"], sqlite_where=changed, postgresql_where=changed)
    op.create_table(
        "saved_search_key",
        sa.Column("search_id", WHOLE, nullable=False),
        sa.Column("index", BYTES, nullable=False),
        sa.ForeignKeyConstraint(
            ["search_id"], ["saved_search.id"], name="fk_saved_search_key_search_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("search_id", "index", name="pk_saved_search_key"),
    )
    op.create_index("ix_saved_search_key_index_search_id", "saved_search_key", ["index", "search_id"])
    op.create_table(
        "saved_search_told",
        sa.Column("search_id", WHOLE, nullable=False),
        sa.Column("member_id", WHOLE, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["search_id"], ["saved_search.id"], name="fk_saved_search_told_search_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["person.id"], name="fk_saved_search_told_member_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("search_id", "member_id", name="pk_saved_search_told"),
    )
    op.create_index("ix_saved_search_told_member_id", "saved_search_told", ["member_id"])


def downgrade() -> None:
    for table in ("saved_search_told", "saved_search_key", "saved_search"):
        op.drop_table(table)
