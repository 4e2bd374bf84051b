"""What the public sees. Written by `operations/publishing.py` alone; readers see nothing else.

No foreign key leads from here into the desk's tables: the public side must be readable alone.
"""

from datetime import date, datetime

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import BIG, Base, Id, Line
from models.words import Word, word_column


class PublicState(Word):
    LIVE = "live"
    UNDER_REVIEW = "under_review"
    RETRACTED = "retracted"
    REDIRECTED = "redirected"
    TAKEN_DOWN = "taken_down"


class PublicClaim(Base):
    """The check as it stands now: one row, one indexed read."""

    __tablename__ = "public_claims"
    __table_args__ = (
        Index(None, "first_published_at", "claim_id"),
        Index(None, "claimant_slug", "first_published_at", "claim_id"),
    )

    claim_id: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    state: Mapped[PublicState] = mapped_column(word_column(PublicState, "state"))
    slug: Mapped[str] = mapped_column(String(80))
    version: Mapped[int]
    claimant_slug: Mapped[str | None] = mapped_column(String(80))
    rating_slug: Mapped[str] = mapped_column(String(80))
    scale_slug: Mapped[str] = mapped_column(String(80))
    first_published_at: Mapped[datetime]
    modified_at: Mapped[datetime]
    body: Mapped[str]  # canonical JSON of `formats/snapshot.py`


class PublicVersion(Base):
    """Every published state, immutable: history, and the check "as it stood on" a day."""

    __tablename__ = "public_versions"
    __table_args__ = (UniqueConstraint("claim_id", "number"),)

    id: Mapped[Id]
    claim_id: Mapped[int] = mapped_column(BIG)
    public_id: Mapped[str] = mapped_column(String(16), index=True)
    number: Mapped[int]
    at: Mapped[datetime]
    state: Mapped[PublicState] = mapped_column(word_column(PublicState, "state"))
    correction: Mapped[str | None] = mapped_column(String(24))
    reason: Mapped[Line] = mapped_column(default="")
    body: Mapped[str]


class PublicClaimTopic(Base):
    __tablename__ = "public_claim_topics"
    __table_args__ = (Index(None, "topic_slug", "first_published_at", "claim_id"),)

    claim_id: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    topic_slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    first_published_at: Mapped[datetime]


class PublicTopic(Base):
    __tablename__ = "public_topics"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[Line]


class PublicClaimant(Base):
    __tablename__ = "public_claimants"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[Line]
    kind: Mapped[str] = mapped_column(String(24))
    description: Mapped[Line] = mapped_column(default="")


class PublicDocument(Base):
    """A document's metadata, and its text only where that is licensed."""

    __tablename__ = "public_documents"

    public_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    body: Mapped[str]
    full_text: Mapped[str | None]


class PublicAppearance(Base):
    """A published claim's passage in a public document, with a few words around it."""

    __tablename__ = "public_appearances"
    __table_args__ = (Index(None, "document_public_id", "position"),)

    claim_id: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    document_public_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    exact: Mapped[str]
    prefix: Mapped[str]
    suffix: Mapped[str]


class PublicTally(Base):
    """Checks counted by day and rating: over all (key ''), by claimant, by topic."""

    __tablename__ = "public_tallies"

    dimension: Mapped[str] = mapped_column(String(16), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    scale_slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    rating_slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    count: Mapped[int]


class PublicSetting(Base):
    """The newsroom, its scale and its gate as published: for the methodology page."""

    __tablename__ = "public_settings"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[dict[str, object]] = mapped_column(JSON)
