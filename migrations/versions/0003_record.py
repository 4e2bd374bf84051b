"""The record: events chained per subject, payloads apart, signed heads.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("id", BIG, nullable=False),
        sa.Column(
            "subject_kind",
            words(
                "subject_kind",
                "claim",
                "document",
                "source",
                "claimant",
                "topic",
                "user",
                "scale",
                "installation",
            ),
            nullable=False,
        ),
        sa.Column("subject_id", BIG, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor_id", BIG, nullable=True),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("object_kind", sa.String(length=24), nullable=True),
        sa.Column("object_id", BIG, nullable=True),
        sa.Column("payload_commitment", sa.String(length=64), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_events_actor_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint(
            "subject_kind", "subject_id", "seq", name=op.f("uq_events_subject_kind_subject_id_seq")
        ),
    )
    op.create_index(op.f("ix_events_actor_id_at"), "events", ["actor_id", "at"])
    op.create_table(
        "event_payloads",
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_payloads_event_id_events")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_payloads")),
    )
    op.create_table(
        "event_heads",
        sa.Column(
            "subject_kind",
            words(
                "subject_kind",
                "claim",
                "document",
                "source",
                "claimant",
                "topic",
                "user",
                "scale",
                "installation",
            ),
            nullable=False,
        ),
        sa.Column("subject_id", BIG, autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("subject_kind", "subject_id", name=op.f("pk_event_heads")),
    )


def downgrade() -> None:
    op.drop_table("event_heads")
    op.drop_table("event_payloads")
    op.drop_table("events")
