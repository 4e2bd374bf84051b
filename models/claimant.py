"""Those who assert things."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Line, Revision, now
from models.words import Word, word_column


class ClaimantKind(Word):
    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    UNNAMED = "unnamed"


class Claimant(Base):
    __tablename__ = "claimants"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[Line]
    kind: Mapped[ClaimantKind] = mapped_column(word_column(ClaimantKind, "kind"))
    description: Mapped[Line] = mapped_column(default="")
    revision: Mapped[Revision]
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)

    @property
    def has_page(self) -> bool:
        """Unnamed and group claimants get no public page and no chart row."""
        return self.kind in (ClaimantKind.PERSON, ClaimantKind.ORGANIZATION)
