"""The card index: the terms a card is found by, in the store's own full-text index."""

revision = "2026_11_26_0001"
down_revision = "2026_11_25_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
