"""People remember by whose link they came."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_0002"
down_revision = "2026_11_25_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("referral", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("person", "referral")
