"""My data: when each answer was confirmed, erasures."""

revision = "2026_11_26_0005"
down_revision = "2026_11_26_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
