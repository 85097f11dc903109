"""Visibility: an audience for each answer of a card."""

revision = "2026_11_26_0002"
down_revision = "2026_11_26_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
