"""Notes on claims."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Id, Line, now
from models.user import User
from models.words import Word, word_column


class Visibility(Word):
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    PUBLIC = "public"


class Note(Base):
    __tablename__ = "notes"

    id: Mapped[Id]
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    visibility: Mapped[Visibility] = mapped_column(
        word_column(Visibility, "visibility"), default=Visibility.INTERNAL
    )
    body: Mapped[Line]
    created_at: Mapped[datetime] = mapped_column(default=now)

    author: Mapped[User] = relationship()
    readers: Mapped[list[User]] = relationship(secondary="note_readers")


class NoteReader(Base):
    """One of the named people who may read a confidential note."""

    __tablename__ = "note_readers"

    note_id: Mapped[int] = mapped_column(
        ForeignKey("notes.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
