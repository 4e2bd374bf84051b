"""The desk: documents, claims, sources, ratings, verdicts, notes.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("id", BIG, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("sha256", name=op.f("uq_files_sha256")),
    )
    op.create_table(
        "documents",
        sa.Column("id", BIG, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "kind", words("kind", "article", "speech", "post", "broadcast", "other"), nullable=False
        ),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column(
            "published_on_precision",
            words("published_on_precision", "day", "month", "year"),
            nullable=True,
        ),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("full_text_licensed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by_id", BIG, nullable=False),
        sa.CheckConstraint(
            "(published_on IS NULL) = (published_on_precision IS NULL)",
            name=op.f("ck_documents_dated_with_precision"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_documents_created_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("public_id", name=op.f("uq_documents_public_id")),
    )
    op.create_index(op.f("ix_documents_created_by_id"), "documents", ["created_by_id"])
    op.create_table(
        "document_versions",
        sa.Column("id", BIG, nullable=False),
        sa.Column("document_id", BIG, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("raw_file_id", BIG, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_document_versions_created_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_document_versions_document_id_documents"),
        ),
        sa.ForeignKeyConstraint(
            ["raw_file_id"], ["files.id"], name=op.f("fk_document_versions_raw_file_id_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_versions")),
        sa.UniqueConstraint(
            "document_id", "number", name=op.f("uq_document_versions_document_id_number")
        ),
    )
    op.create_index(op.f("ix_document_versions_document_id"), "document_versions", ["document_id"])
    op.create_table(
        "passages",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version_id", BIG, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column(
            "triage",
            words("triage", "to_check", "opinion", "prediction", "skipped"),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by_id", BIG, nullable=False),
        sa.CheckConstraint(
            "triage <> 'skipped' OR reason <> ''", name=op.f("ck_passages_skipped_with_reason")
        ),
        sa.CheckConstraint(
            '"start" >= 0 AND "start" < "end"', name=op.f("ck_passages_start_before_end")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_passages_created_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["document_versions.id"],
            name=op.f("fk_passages_version_id_document_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
        sa.UniqueConstraint(
            "version_id", "start", "end", name=op.f("uq_passages_version_id_start_end")
        ),
    )
    op.create_index(op.f("ix_passages_version_id"), "passages", ["version_id"])
    op.create_table(
        "claimants",
        sa.Column("id", BIG, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind", words("kind", "person", "organization", "group", "unnamed"), nullable=False
        ),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_claimants_created_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claimants")),
        sa.UniqueConstraint("slug", name=op.f("uq_claimants_slug")),
    )
    op.create_index(op.f("ix_claimants_created_by_id"), "claimants", ["created_by_id"])
    op.create_table(
        "topics",
        sa.Column("id", BIG, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_topics_created_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
        sa.UniqueConstraint("name", name=op.f("uq_topics_name")),
        sa.UniqueConstraint("slug", name=op.f("uq_topics_slug")),
    )
    op.create_index(op.f("ix_topics_created_by_id"), "topics", ["created_by_id"])
    op.create_table(
        "claims",
        sa.Column("id", BIG, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("claimant_id", BIG, nullable=False),
        sa.Column("subject_id", BIG, nullable=True),
        sa.Column("as_reported_by", sa.Text(), nullable=False),
        sa.Column("claimed_on", sa.Date(), nullable=True),
        sa.Column(
            "claimed_on_precision",
            words("claimed_on_precision", "day", "month", "year"),
            nullable=True,
        ),
        sa.Column("claimed_on_inferred", sa.Boolean(), nullable=False),
        sa.Column("claimed_in", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("kind", words("kind", "quick", "full"), nullable=False),
        sa.Column("medium", words("medium", "text", "photo", "video", "audio"), nullable=False),
        sa.Column(
            "stage",
            words("stage", "new", "researching", "in_review", "approved", "done", "closed"),
            nullable=False,
        ),
        sa.Column(
            "closed_reason",
            words("closed_reason", "not_checkable", "duplicate", "out_of_scope", "withdrawn"),
            nullable=True,
        ),
        sa.Column("closed_note", sa.Text(), nullable=False),
        sa.Column("legal_hold", sa.Text(), nullable=True),
        sa.Column("owner_id", BIG, nullable=True),
        sa.Column("split_from_id", BIG, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("created_by_id", BIG, nullable=False),
        sa.CheckConstraint(
            "(stage = 'closed') = (closed_reason IS NOT NULL)",
            name=op.f("ck_claims_closed_with_reason"),
        ),
        sa.CheckConstraint(
            "(claimed_on IS NULL) = (claimed_on_precision IS NULL)",
            name=op.f("ck_claims_dated_with_precision"),
        ),
        sa.ForeignKeyConstraint(
            ["claimant_id"], ["claimants.id"], name=op.f("fk_claims_claimant_id_claimants")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_claims_created_by_id_users")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_claims_owner_id_users")),
        sa.ForeignKeyConstraint(
            ["split_from_id"], ["claims.id"], name=op.f("fk_claims_split_from_id_claims")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["claimants.id"], name=op.f("fk_claims_subject_id_claimants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("public_id", name=op.f("uq_claims_public_id")),
    )
    op.create_index(op.f("ix_claims_claimant_id"), "claims", ["claimant_id"])
    op.create_index(op.f("ix_claims_created_by_id"), "claims", ["created_by_id"])
    op.create_index(op.f("ix_claims_owner_id"), "claims", ["owner_id"])
    op.create_index(op.f("ix_claims_split_from_id"), "claims", ["split_from_id"])
    op.create_index(op.f("ix_claims_stage_updated_at"), "claims", ["stage", "updated_at"])
    op.create_index(op.f("ix_claims_updated_at_id"), "claims", ["updated_at", "id"])
    op.create_index(op.f("ix_claims_subject_id"), "claims", ["subject_id"])
    op.create_table(
        "claim_topics",
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("topic_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claims.id"],
            name=op.f("fk_claim_topics_claim_id_claims"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name=op.f("fk_claim_topics_topic_id_topics")
        ),
        sa.PrimaryKeyConstraint("claim_id", "topic_id", name=op.f("pk_claim_topics")),
    )
    op.create_index(op.f("ix_claim_topics_topic_id"), "claim_topics", ["topic_id"])
    op.create_table(
        "claim_contributors",
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("contribution", words("contribution", "verdict", "evidence"), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claims.id"],
            name=op.f("fk_claim_contributors_claim_id_claims"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_claim_contributors_user_id_users")
        ),
        sa.PrimaryKeyConstraint(
            "claim_id", "user_id", "contribution", name=op.f("pk_claim_contributors")
        ),
    )
    op.create_table(
        "appearances",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("passage_id", BIG, nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("speaker_id", BIG, nullable=True),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column(
            "said_on_precision", words("said_on_precision", "day", "month", "year"), nullable=True
        ),
        sa.Column("same_in_substance", sa.Boolean(), nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by_id", BIG, nullable=False),
        sa.CheckConstraint(
            "(said_on IS NULL) = (said_on_precision IS NULL)",
            name=op.f("ck_appearances_dated_with_precision"),
        ),
        sa.CheckConstraint(
            "passage_id IS NOT NULL OR url IS NOT NULL",
            name=op.f("ck_appearances_passage_or_address"),
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_appearances_claim_id_claims")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_appearances_created_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["passages.id"], name=op.f("fk_appearances_passage_id_passages")
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["claimants.id"], name=op.f("fk_appearances_speaker_id_claimants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appearances")),
    )
    op.create_index(op.f("ix_appearances_claim_id"), "appearances", ["claim_id"])
    op.create_index(op.f("ix_appearances_passage_id"), "appearances", ["passage_id"])
    op.create_index(
        "uq_appearances_claim_passage", "appearances", ["claim_id", "passage_id"], unique=True
    )
    op.create_index(
        "uq_appearances_first",
        "appearances",
        ["claim_id"],
        unique=True,
        sqlite_where=sa.text("is_first"),
        postgresql_where=sa.text("is_first"),
    )
    op.create_table(
        "source_kinds",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_kinds")),
        sa.UniqueConstraint("name", name=op.f("uq_source_kinds_name")),
    )
    op.create_table(
        "sources",
        sa.Column("id", BIG, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column(
            "published_on_precision",
            words("published_on_precision", "day", "month", "year"),
            nullable=True,
        ),
        sa.Column("original_url", sa.Text(), nullable=True),
        sa.Column("read_at", sa.Text(), nullable=True),
        sa.Column("read_as", sa.Text(), nullable=False),
        sa.Column("kind_id", BIG, nullable=True),
        sa.Column("tier", words("tier", "primary", "secondary"), nullable=False),
        sa.Column("independence_group", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by_id", BIG, nullable=False),
        sa.CheckConstraint(
            "(published_on IS NULL) = (published_on_precision IS NULL)",
            name=op.f("ck_sources_dated_with_precision"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_sources_created_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["kind_id"], ["source_kinds.id"], name=op.f("fk_sources_kind_id_source_kinds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
    )
    op.create_index(op.f("ix_sources_created_by_id"), "sources", ["created_by_id"])
    op.create_index(op.f("ix_sources_original_url"), "sources", ["original_url"])
    op.create_table(
        "citations",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("source_id", BIG, nullable=False),
        sa.Column(
            "stance", words("stance", "supports", "contradicts", "mixed", "context"), nullable=False
        ),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("accessed_on", sa.Date(), nullable=True),
        sa.Column("archive_url", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_citations_claim_id_claims")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_citations_created_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_citations_source_id_sources")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citations")),
        sa.UniqueConstraint(
            "claim_id", "source_id", "stance", name=op.f("uq_citations_claim_id_source_id_stance")
        ),
    )
    op.create_index(op.f("ix_citations_claim_id"), "citations", ["claim_id"])
    op.create_index(op.f("ix_citations_source_id"), "citations", ["source_id"])
    op.create_table(
        "rating_scales",
        sa.Column("id", BIG, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_scales")),
        sa.UniqueConstraint("slug", "version", name=op.f("uq_rating_scales_slug_version")),
    )
    op.create_index(
        "uq_rating_scales_current",
        "rating_scales",
        ["is_current"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "ratings",
        sa.Column("id", BIG, nullable=False),
        sa.Column("scale_id", BIG, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "ramp",
            words("ramp", "true", "mostly-true", "half-true", "mostly-false", "false", "unproven"),
            nullable=False,
        ),
        sa.Column(
            "mark",
            words("mark", "disc", "three-quarter", "half", "quarter", "cross", "question"),
            nullable=False,
        ),
        sa.Column("means", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.CheckConstraint("value IS NULL OR value >= 1", name=op.f("ck_ratings_value_from_one")),
        sa.ForeignKeyConstraint(
            ["scale_id"], ["rating_scales.id"], name=op.f("fk_ratings_scale_id_rating_scales")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
        sa.UniqueConstraint("scale_id", "position", name=op.f("uq_ratings_scale_id_position")),
        sa.UniqueConstraint("scale_id", "slug", name=op.f("uq_ratings_scale_id_slug")),
    )
    op.create_table(
        "verdicts",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            words("state", "draft", "submitted", "in_force", "superseded", "rejected"),
            nullable=False,
        ),
        sa.Column("rating_id", BIG, nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column(
            "correction",
            words("correction", "minor_fix", "update", "change", "retraction"),
            nullable=True,
        ),
        sa.Column("public_reason", sa.Text(), nullable=False),
        sa.Column("returned_reason", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by_id", BIG, nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.Column("submitted_at", INSTANT, nullable=True),
        sa.Column("submitted_by_id", BIG, nullable=True),
        sa.Column("published_at", INSTANT, nullable=True),
        sa.Column("published_by_id", BIG, nullable=True),
        sa.CheckConstraint(
            "state <> 'rejected' OR returned_reason <> ''",
            name=op.f("ck_verdicts_returned_with_reason"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'rejected') OR rating_id IS NOT NULL",
            name=op.f("ck_verdicts_rated_once_submitted"),
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_verdicts_claim_id_claims")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_verdicts_created_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["users.id"], name=op.f("fk_verdicts_published_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["rating_id"], ["ratings.id"], name=op.f("fk_verdicts_rating_id_ratings")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["users.id"], name=op.f("fk_verdicts_submitted_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdicts")),
        sa.UniqueConstraint("claim_id", "number", name=op.f("uq_verdicts_claim_id_number")),
    )
    op.create_index(op.f("ix_verdicts_claim_id"), "verdicts", ["claim_id"])
    op.create_index(
        "uq_verdicts_in_force",
        "verdicts",
        ["claim_id"],
        unique=True,
        sqlite_where=sa.text("state = 'in_force'"),
        postgresql_where=sa.text("state = 'in_force'"),
    )
    op.create_index(
        "uq_verdicts_pending",
        "verdicts",
        ["claim_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('draft', 'submitted')"),
        postgresql_where=sa.text("state IN ('draft', 'submitted')"),
    )
    op.create_table(
        "notes",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("author_id", BIG, nullable=False),
        sa.Column(
            "visibility", words("visibility", "internal", "confidential", "public"), nullable=False
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_notes_author_id_users")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_notes_claim_id_claims")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index(op.f("ix_notes_claim_id"), "notes", ["claim_id"])
    op.create_table(
        "note_readers",
        sa.Column("note_id", BIG, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["note_id"],
            ["notes.id"],
            name=op.f("fk_note_readers_note_id_notes"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_note_readers_user_id_users")
        ),
        sa.PrimaryKeyConstraint("note_id", "user_id", name=op.f("pk_note_readers")),
    )
    op.create_table(
        "settings",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_settings")),
    )


def downgrade() -> None:
    op.drop_table("settings")
    op.drop_table("note_readers")
    op.drop_table("notes")
    op.drop_table("verdicts")
    op.drop_table("ratings")
    op.drop_table("rating_scales")
    op.drop_table("citations")
    op.drop_table("sources")
    op.drop_table("source_kinds")
    op.drop_table("appearances")
    op.drop_table("claim_contributors")
    op.drop_table("claim_topics")
    op.drop_table("claims")
    op.drop_table("topics")
    op.drop_table("claimants")
    op.drop_table("passages")
    op.drop_table("document_versions")
    op.drop_table("documents")
    op.drop_table("files")
