"""Where a claim was said."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Id, Line, now
from models.claim import Claim
from models.claimant import Claimant
from models.document import Passage
from models.words import Precision, word_column


class Appearance(Base):
    """One occurrence of a claim: a passage on file, or an address elsewhere."""

    __tablename__ = "appearances"
    __table_args__ = (
        CheckConstraint("passage_id IS NOT NULL OR url IS NOT NULL", name="passage_or_address"),
        CheckConstraint(
            "(said_on IS NULL) = (said_on_precision IS NULL)", name="dated_with_precision"
        ),
        Index(
            "uq_appearances_first",
            "claim_id",
            unique=True,
            sqlite_where=text("is_first"),
            postgresql_where=text("is_first"),
        ),
        Index("uq_appearances_claim_passage", "claim_id", "passage_id", unique=True),
    )

    id: Mapped[Id]
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    passage_id: Mapped[int | None] = mapped_column(ForeignKey("passages.id"), index=True)
    url: Mapped[str | None]
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("claimants.id"))
    wording: Mapped[Line] = mapped_column(default="")
    said_on: Mapped[date | None]
    said_on_precision: Mapped[Precision | None] = mapped_column(
        word_column(Precision, "said_on_precision")
    )
    same_in_substance: Mapped[bool] = mapped_column(default=False)
    is_first: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    claim: Mapped[Claim] = relationship()
    passage: Mapped[Passage | None] = relationship()
    speaker: Mapped[Claimant | None] = relationship()
