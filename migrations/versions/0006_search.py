"""Word search: FTS5 on SQLite, tsvector on PostgreSQL, both fed by the same analyser.

Revision ID: 0006
Revises: 0005
"""

from alembic import op

revision = "0006"
down_revision = "0005"

TABLES = ("claim_search", "public_search")


def upgrade() -> None:
    for table in TABLES:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(
                f"CREATE TABLE {table} (claim_id BIGINT PRIMARY KEY, terms TEXT NOT NULL, "
                "words TSVECTOR GENERATED ALWAYS AS (to_tsvector('simple', terms)) STORED)"
            )
            op.execute(f"CREATE INDEX ix_{table}_words ON {table} USING gin (words)")
        else:
            op.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(terms, tokenize='unicode61')")


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"DROP TABLE {table}")
