"""Saved searches."""

revision = "2026_11_26_0003"
down_revision = "2026_11_26_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
