"""Claims: one checkable assertion each, and who contributed to checking it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Id, Line, PublicId, Revision, now
from models.claimant import Claimant
from models.topic import Topic
from models.user import User
from models.words import Precision, Word, word_column


class Stage(Word):
    NEW = "new"
    RESEARCHING = "researching"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    DONE = "done"
    CLOSED = "closed"


class ClosedReason(Word):
    NOT_CHECKABLE = "not_checkable"
    DUPLICATE = "duplicate"
    OUT_OF_SCOPE = "out_of_scope"
    WITHDRAWN = "withdrawn"


class ClaimKind(Word):
    QUICK = "quick"
    FULL = "full"


class Medium(Word):
    TEXT = "text"
    PHOTO = "photo"
    VIDEO = "video"
    AUDIO = "audio"


class Contribution(Word):
    VERDICT = "verdict"
    EVIDENCE = "evidence"


class Claim(Base):
    __tablename__ = "claims"
    __table_args__ = (
        CheckConstraint(
            "(stage = 'closed') = (closed_reason IS NOT NULL)", name="closed_with_reason"
        ),
        CheckConstraint(
            "(claimed_on IS NULL) = (claimed_on_precision IS NULL)", name="dated_with_precision"
        ),
        Index(None, "stage", "updated_at"),
        Index(None, "updated_at", "id"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    statement: Mapped[Line]
    headline: Mapped[Line] = mapped_column(default="")
    claimant_id: Mapped[int] = mapped_column(ForeignKey("claimants.id"), index=True)
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("claimants.id"), index=True)
    as_reported_by: Mapped[Line] = mapped_column(default="")
    claimed_on: Mapped[date | None]
    claimed_on_precision: Mapped[Precision | None] = mapped_column(
        word_column(Precision, "claimed_on_precision")
    )
    claimed_on_inferred: Mapped[bool] = mapped_column(default=False)
    claimed_in: Mapped[Line] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(16), default="en")
    kind: Mapped[ClaimKind] = mapped_column(word_column(ClaimKind, "kind"), default=ClaimKind.FULL)
    medium: Mapped[Medium] = mapped_column(word_column(Medium, "medium"), default=Medium.TEXT)
    stage: Mapped[Stage] = mapped_column(word_column(Stage, "stage"), default=Stage.NEW)
    closed_reason: Mapped[ClosedReason | None] = mapped_column(
        word_column(ClosedReason, "closed_reason")
    )
    closed_note: Mapped[Line] = mapped_column(default="")
    legal_hold: Mapped[str | None]  # the reason; while there is one, nothing is published
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    split_from_id: Mapped[int | None] = mapped_column(ForeignKey("claims.id"), index=True)
    revision: Mapped[Revision]
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)

    claimant: Mapped[Claimant] = relationship(foreign_keys=claimant_id)
    subject: Mapped[Claimant | None] = relationship(foreign_keys=subject_id)
    owner: Mapped[User | None] = relationship(foreign_keys=owner_id)
    created_by: Mapped[User] = relationship(foreign_keys=created_by_id)
    topics: Mapped[list[Topic]] = relationship(secondary="claim_topics", order_by=Topic.name)

    @property
    def title(self) -> str:
        """What lists call it: the headline, or the statement while there is none."""
        return self.headline or self.statement


class ClaimContributor(Base):
    """Who had a hand in the verdict or its evidence: they may not publish it."""

    __tablename__ = "claim_contributors"

    claim_id: Mapped[int] = mapped_column(
        ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    contribution: Mapped[Contribution] = mapped_column(
        word_column(Contribution, "contribution"), primary_key=True
    )
    since: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User] = relationship()
