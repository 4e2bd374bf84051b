"""Sources on file, and their use as evidence for a claim."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Id, Line, Revision, now
from models.claim import Claim
from models.words import Precision, Word, word_column


class Stance(Word):
    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    MIXED = "mixed"
    CONTEXT = "context"


class Tier(Word):
    PRIMARY = "primary"
    SECONDARY = "secondary"


class SourceKind(Base):
    """A newsroom's own list of kinds of source."""

    __tablename__ = "source_kinds"

    id: Mapped[Id]
    name: Mapped[Line] = mapped_column(unique=True)


class Source(Base):
    __tablename__ = "sources"
    __table_args__ = (
        CheckConstraint(
            "(published_on IS NULL) = (published_on_precision IS NULL)", name="dated_with_precision"
        ),
    )

    id: Mapped[Id]
    title: Mapped[Line]
    publisher: Mapped[Line] = mapped_column(default="")
    author: Mapped[Line] = mapped_column(default="")
    published_on: Mapped[date | None]
    published_on_precision: Mapped[Precision | None] = mapped_column(
        word_column(Precision, "published_on_precision")
    )
    original_url: Mapped[str | None] = mapped_column(index=True)
    read_at: Mapped[str | None]  # address of the copy that was read, where it is not the original
    read_as: Mapped[Line] = mapped_column(default="")
    kind_id: Mapped[int | None] = mapped_column(ForeignKey("source_kinds.id"))
    tier: Mapped[Tier] = mapped_column(word_column(Tier, "tier"), default=Tier.SECONDARY)
    independence_group: Mapped[Line] = mapped_column(default="")
    revision: Mapped[Revision]
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)

    kind: Mapped[SourceKind | None] = relationship()


class Citation(Base):
    """A source used as evidence for one claim."""

    __tablename__ = "citations"
    __table_args__ = (UniqueConstraint("claim_id", "source_id", "stance"),)

    id: Mapped[Id]
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), index=True)
    stance: Mapped[Stance] = mapped_column(word_column(Stance, "stance"))
    finding: Mapped[Line] = mapped_column(default="")
    quote: Mapped[Line] = mapped_column(default="")
    locator: Mapped[Line] = mapped_column(default="")
    accessed_on: Mapped[date | None]
    archive_url: Mapped[str | None]
    revision: Mapped[Revision]
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    claim: Mapped[Claim] = relationship()
    source: Mapped[Source] = relationship()
