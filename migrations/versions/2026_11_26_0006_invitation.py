"""Invitations: what a list says about somebody, until they answer for themselves."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0006"
down_revision = "2026_11_26_0005"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.BigInteger()  # microseconds since 1970
BYTES = sa.LargeBinary()


def upgrade() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("identity", BYTES, nullable=False),
        sa.Column("number_index", BYTES, nullable=True),
        sa.Column("code_index", BYTES, nullable=True),
        sa.Column("draft", BYTES, nullable=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("actor_id", WHOLE, nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.CheckConstraint("\"status\" IN ('open', 'accepted', 'declined')", name=op.f("ck_invitation_status_known")),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint("identity", name="uq_invitation_identity"),
        sa.UniqueConstraint("code_index", name="uq_invitation_code_index"),
        sqlite_autoincrement=True,
    )
    for column in ("number_index", "label", "expires_at"):
        op.create_index(f"ix_invitation_{column}", "invitation", [column])


def downgrade() -> None:
    op.drop_table("invitation")
