"""The record: one row for each operation, chained per subject; payloads apart."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import BIG, Base, Id
from models.user import User
from models.words import Word, word_column


class SubjectKind(Word):
    """The things whose histories are chained."""

    CLAIM = "claim"
    DOCUMENT = "document"
    SOURCE = "source"
    CLAIMANT = "claimant"
    TOPIC = "topic"
    USER = "user"
    SCALE = "scale"
    INSTALLATION = "installation"


class Event(Base):
    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("subject_kind", "subject_id", "seq"),
        Index(None, "actor_id", "at"),
    )

    id: Mapped[Id]
    subject_kind: Mapped[SubjectKind] = mapped_column(word_column(SubjectKind, "subject_kind"))
    subject_id: Mapped[int] = mapped_column(BIG)
    seq: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    verb: Mapped[str] = mapped_column(String(40))
    object_kind: Mapped[str | None] = mapped_column(String(24))
    object_id: Mapped[int | None] = mapped_column(BIG)
    payload_commitment: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    actor: Mapped[User | None] = relationship()
    payload: Mapped["EventPayload"] = relationship(back_populates="event")


class EventPayload(Base):
    """Before and after, as canonical JSON, with the salt of its commitment."""

    __tablename__ = "event_payloads"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    body: Mapped[str]

    event: Mapped[Event] = relationship(back_populates="payload")


class EventHead(Base):
    """The end of each chain, signed: a cut tail does not go unnoticed."""

    __tablename__ = "event_heads"

    subject_kind: Mapped[SubjectKind] = mapped_column(
        word_column(SubjectKind, "subject_kind"), primary_key=True
    )
    subject_id: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    mac: Mapped[str] = mapped_column(String(64))
