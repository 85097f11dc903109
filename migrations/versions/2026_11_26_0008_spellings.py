"""Spellings hold the word itself: a search need not look each of hundreds up."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0008"
down_revision = "2026_11_26_0007"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.execute("CREATE TABLE spelt AS SELECT hash, term FROM name_spelling JOIN name_term ON name_term.id = term_id")
    op.execute("CREATE TABLE known AS SELECT term FROM name_term")
    _drop()
    op.create_table(
        "name_term",
        sa.Column("term", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("term", name="pk_name_term"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "name_spelling",
        sa.Column("hash", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "term", name="pk_name_spelling"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO name_term (term) SELECT term FROM known ORDER BY term")
    op.execute("INSERT INTO name_spelling (hash, term) SELECT hash, term FROM spelt ORDER BY hash, term")
    _drop_copies()


def downgrade() -> None:
    op.execute("CREATE TABLE spelt AS SELECT hash, term FROM name_spelling")
    op.execute("CREATE TABLE known AS SELECT term FROM name_term")
    _drop()
    op.create_table(
        "name_term",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_name_term"),
        sa.UniqueConstraint("term", name="uq_name_term_term"),
    )
    op.create_table(
        "name_spelling",
        sa.Column("hash", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("term_id", WHOLE, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["term_id"], ["name_term.id"], name="fk_name_spelling_term_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hash", "term_id", name="pk_name_spelling"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_name_spelling_term_id", "name_spelling", ["term_id"])
    op.execute("INSERT INTO name_term (term) SELECT term FROM known")
    op.execute(
        "INSERT INTO name_spelling (hash, term_id)"
        " SELECT spelt.hash, name_term.id FROM spelt JOIN name_term ON name_term.term = spelt.term"
    )
    _drop_copies()


def _drop() -> None:
    op.drop_table("name_spelling")
    op.drop_table("name_term")


def _drop_copies() -> None:
    op.drop_table("spelt")
    op.drop_table("known")
