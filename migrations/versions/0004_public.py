"""What the public sees, and nothing else.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "public_appearances",
        sa.Column("claim_id", BIG, autoincrement=False, nullable=False),
        sa.Column("document_public_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "claim_id", "document_public_id", "position", name=op.f("pk_public_appearances")
        ),
    )
    op.create_index(
        op.f("ix_public_appearances_document_public_id_position"),
        "public_appearances",
        ["document_public_id", "position"],
    )
    op.create_table(
        "public_claim_topics",
        sa.Column("claim_id", BIG, autoincrement=False, nullable=False),
        sa.Column("topic_slug", sa.String(length=80), nullable=False),
        sa.Column("first_published_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("claim_id", "topic_slug", name=op.f("pk_public_claim_topics")),
    )
    op.create_index(
        op.f("ix_public_claim_topics_topic_slug_first_published_at_claim_id"),
        "public_claim_topics",
        ["topic_slug", "first_published_at", "claim_id"],
    )
    op.create_table(
        "public_claimants",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_public_claimants")),
    )
    op.create_table(
        "public_claims",
        sa.Column("claim_id", BIG, autoincrement=False, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column(
            "state",
            words("state", "live", "under_review", "retracted", "redirected", "taken_down"),
            nullable=False,
        ),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("claimant_slug", sa.String(length=80), nullable=True),
        sa.Column("rating_slug", sa.String(length=80), nullable=False),
        sa.Column("scale_slug", sa.String(length=80), nullable=False),
        sa.Column("first_published_at", INSTANT, nullable=False),
        sa.Column("modified_at", INSTANT, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_public_claims")),
        sa.UniqueConstraint("public_id", name=op.f("uq_public_claims_public_id")),
    )
    op.create_index(
        op.f("ix_public_claims_claimant_slug_first_published_at_claim_id"),
        "public_claims",
        ["claimant_slug", "first_published_at", "claim_id"],
    )
    op.create_index(
        op.f("ix_public_claims_first_published_at_claim_id"),
        "public_claims",
        ["first_published_at", "claim_id"],
    )
    op.create_table(
        "public_documents",
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("full_text", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("public_id", name=op.f("pk_public_documents")),
    )
    op.create_table(
        "public_settings",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_public_settings")),
    )
    op.create_table(
        "public_tallies",
        sa.Column("dimension", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("scale_slug", sa.String(length=80), nullable=False),
        sa.Column("rating_slug", sa.String(length=80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "dimension", "key", "day", "scale_slug", "rating_slug", name=op.f("pk_public_tallies")
        ),
    )
    op.create_table(
        "public_topics",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_public_topics")),
    )
    op.create_table(
        "public_versions",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column(
            "state",
            words("state", "live", "under_review", "retracted", "redirected", "taken_down"),
            nullable=False,
        ),
        sa.Column("correction", sa.String(length=24), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_versions")),
        sa.UniqueConstraint("claim_id", "number", name=op.f("uq_public_versions_claim_id_number")),
    )
    op.create_index(op.f("ix_public_versions_public_id"), "public_versions", ["public_id"])


def downgrade() -> None:
    op.drop_table("public_versions")
    op.drop_table("public_topics")
    op.drop_table("public_tallies")
    op.drop_table("public_settings")
    op.drop_table("public_documents")
    op.drop_table("public_claims")
    op.drop_table("public_claimants")
    op.drop_table("public_claim_topics")
    op.drop_table("public_appearances")
