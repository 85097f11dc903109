"""Visibility: an audience for each answer of a card, and the defaults by country of origin.

A card for members "linked to a country" was for those living there too: it is for the same people now.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_26_0002"
down_revision = "2026_11_26_0001"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.BigInteger()  # microseconds since 1970
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
CHECK = "ck_member_audience_known"
BEFORE = ("nobody", "staff", "country", "members", "public")
AFTER = ("nobody", "staff", "mentoring", "country", "nationals", "members", "public")


def upgrade() -> None:
    with op.batch_alter_table("member") as member:
        member.drop_constraint(op.f(CHECK), type_="check")
        member.add_column(sa.Column("shown", JSON, nullable=False, server_default="{}"))
    op.execute("UPDATE member SET audience = 'nationals' WHERE audience = 'country'")
    with op.batch_alter_table("member") as member:
        member.alter_column("shown", server_default=None)
        member.create_check_constraint(op.f(CHECK), _one_of("audience", *AFTER))
    op.create_table(
        "risk",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", WHOLE, nullable=True),
        sa.Column("offered_to", WHOLE, nullable=True),
        sa.CheckConstraint(_one_of("audience", *AFTER), name=op.f("ck_risk_audience_known")),
        sa.PrimaryKeyConstraint("id", name="pk_risk"),
        sa.UniqueConstraint("country", "field", name="uq_risk_country_field"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Nobody becomes visible to more people: what the older rule cannot say is narrowed."""
    op.drop_table("risk")
    with op.batch_alter_table("member") as member:
        member.drop_constraint(op.f(CHECK), type_="check")
    op.execute("UPDATE member SET audience = 'staff' WHERE audience IN ('mentoring', 'country')")
    op.execute("UPDATE member SET audience = 'nobody' WHERE CAST(shown AS VARCHAR) <> '{}'")
    op.execute("UPDATE member SET audience = 'country' WHERE audience = 'nationals'")
    with op.batch_alter_table("member") as member:
        member.drop_column("shown")
        member.create_check_constraint(op.f(CHECK), _one_of("audience", *BEFORE))


def _one_of(column: str, *words: str) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f'"{column}" IN ({listed})'
