"""Verdicts: numbered records of what the desk found; the list is the history."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Id, Line, Revision, now
from models.claim import Claim
from models.rating import Rating
from models.user import User
from models.words import Word, word_column


class VerdictState(Word):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"


class CorrectionKind(Word):
    """What a later publication is, compared with what the public saw before."""

    MINOR_FIX = "minor_fix"
    UPDATE = "update"
    CHANGE = "change"
    RETRACTION = "retraction"

    @property
    def label(self) -> str:
        return {
            "minor_fix": "Minor fix",
            "update": "Update (new facts, not an error)",
            "change": "Change of verdict",
            "retraction": "Retraction",
        }[self.value]


class Verdict(Base):
    __tablename__ = "verdicts"
    __table_args__ = (
        UniqueConstraint("claim_id", "number"),
        Index(
            "uq_verdicts_in_force",
            "claim_id",
            unique=True,
            sqlite_where=text("state = 'in_force'"),
            postgresql_where=text("state = 'in_force'"),
        ),
        Index(
            "uq_verdicts_pending",
            "claim_id",
            unique=True,
            sqlite_where=text("state IN ('draft', 'submitted')"),
            postgresql_where=text("state IN ('draft', 'submitted')"),
        ),
        CheckConstraint(
            "state IN ('draft', 'rejected') OR rating_id IS NOT NULL", name="rated_once_submitted"
        ),
        CheckConstraint(
            "state <> 'rejected' OR returned_reason <> ''", name="returned_with_reason"
        ),
    )

    id: Mapped[Id]
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    number: Mapped[int]
    state: Mapped[VerdictState] = mapped_column(
        word_column(VerdictState, "state"), default=VerdictState.DRAFT
    )
    rating_id: Mapped[int | None] = mapped_column(ForeignKey("ratings.id"))
    summary: Mapped[Line] = mapped_column(default="")
    explanation: Mapped[Line] = mapped_column(default="")
    correction: Mapped[CorrectionKind | None] = mapped_column(
        word_column(CorrectionKind, "correction")
    )
    public_reason: Mapped[Line] = mapped_column(default="")
    returned_reason: Mapped[Line] = mapped_column(default="")
    revision: Mapped[Revision]
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    saved_at: Mapped[datetime] = mapped_column(default=now)
    submitted_at: Mapped[datetime | None]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    claim: Mapped[Claim] = relationship()
    rating: Mapped[Rating | None] = relationship()
    created_by: Mapped[User] = relationship(foreign_keys=created_by_id)
    submitted_by: Mapped[User | None] = relationship(foreign_keys=submitted_by_id)
    published_by: Mapped[User | None] = relationship(foreign_keys=published_by_id)
