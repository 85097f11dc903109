"""The card index: the terms a card is found by, in the store's own full-text index.

It begins empty: `services/terms.py` fills it, by the rules of the day, from the cards that are there.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0001"
down_revision = "2026_11_25_0003"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SQLITE = (
    "CREATE VIRTUAL TABLE card_words USING fts5(terms, content='card_index', content_rowid='id', detail=none,"
    " columnsize=0, tokenize=\"ascii tokenchars ':/.~+-'\")",
    "CREATE TRIGGER card_index_added AFTER INSERT ON card_index BEGIN"
    " INSERT INTO card_words (rowid, terms) VALUES (new.id, new.terms); END",
    "CREATE TRIGGER card_index_removed AFTER DELETE ON card_index BEGIN"
    " INSERT INTO card_words (card_words, rowid, terms) VALUES ('delete', old.id, old.terms); END",
    "CREATE TRIGGER card_index_changed AFTER UPDATE ON card_index BEGIN"
    " INSERT INTO card_words (card_words, rowid, terms) VALUES ('delete', old.id, old.terms);"
    " INSERT INTO card_words (rowid, terms) VALUES (new.id, new.terms); END",
)
POSTGRESQL = (
    "CREATE INDEX ix_card_index_words ON card_index USING gin ((array_to_tsvector(string_to_array(terms, ' ')"
    " || ARRAY['near:' || CAST(id / 4096 AS TEXT), 'far:' || CAST(id / 65536 AS TEXT)]))) WITH (fastupdate = off)",
)


def upgrade() -> None:
    op.create_table(
        "card_index",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("member_id", WHOLE, nullable=False),
        sa.Column("terms", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["person.id"], name="fk_card_index_member_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_card_index"),
        sa.UniqueConstraint("member_id", name="uq_card_index_member_id"),
    )
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
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.get_bind().exec_driver_sql(statement)
    op.drop_table("member_term")


def downgrade() -> None:
    """Cards of before are found again once their owners change them."""
    op.create_table(
        "member_term",
        sa.Column("member_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["person.id"], name="fk_member_term_member_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "term", name="pk_member_term"),
    )
    op.create_index("ix_member_term_term_member_id", "member_term", ["term", "member_id"])
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("card_words")
    for table in ("name_spelling", "name_term", "card_index"):
        op.drop_table(table)
