"""Freshness: when each answer of a card was confirmed and when to look at it next; which screen a notice became."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_26_0007"
down_revision = "2026_11_26_0006"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.BigInteger()  # microseconds since 1970
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
MEMBER = sa.table("member", sa.column("confirmed_at", MOMENT), sa.column("confirmed", JSON))
DAY = 24 * 60 * 60 * 1_000_000
FIELDS = ("name", "origins", "country", "city", "profession", "languages", "skills", "offers")


def upgrade() -> None:
    op.add_column("notice", sa.Column("outbox_id", WHOLE, nullable=True))
    told = sa.text("outbox_id IS NOT NULL")
    op.create_index("ix_notice_outbox_id", "notice", ["outbox_id"], sqlite_where=told, postgresql_where=told)
    with op.batch_alter_table("member") as member:
        member.add_column(sa.Column("confirmed", JSON, nullable=False, server_default="{}"))
        member.add_column(sa.Column("look_at", MOMENT, nullable=False, server_default="0"))
        member.add_column(sa.Column("asked_at", MOMENT, nullable=True))
        member.add_column(sa.Column("warned_at", MOMENT, nullable=True))
    with op.batch_alter_table("member") as member:
        member.alter_column("confirmed", server_default=None)
        member.alter_column("look_at", server_default=None)
    op.create_index("ix_member_look_at", "member", ["look_at"])
    _fill()


def downgrade() -> None:
    op.drop_index("ix_member_look_at", "member")
    for column in ("warned_at", "asked_at", "look_at", "confirmed"):
        op.drop_column("member", column)
    op.drop_index("ix_notice_outbox_id", "notice")
    op.drop_column("notice", "outbox_id")


def _fill() -> None:
    """All answers of a card were confirmed when it was, a day at a time: there are fewer days than cards."""
    day = sa.cast(MEMBER.c.confirmed_at // DAY, sa.BigInteger)
    for (number,) in op.get_bind().execute(sa.select(day).distinct()).all():
        written = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=number)).date().isoformat()
        within = sa.and_(MEMBER.c.confirmed_at >= number * DAY, MEMBER.c.confirmed_at < (number + 1) * DAY)
        op.execute(sa.update(MEMBER).where(within).values(confirmed=dict.fromkeys(FIELDS, written)))
