"""Documents, their versions, and the passages marked in them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Id, Line, PublicId, Revision, now
from models.file import File
from models.user import User
from models.words import Precision, Word, word_column


class DocumentKind(Word):
    ARTICLE = "article"
    SPEECH = "speech"
    POST = "post"
    BROADCAST = "broadcast"
    OTHER = "other"


class Triage(Word):
    TO_CHECK = "to_check"
    OPINION = "opinion"
    PREDICTION = "prediction"
    SKIPPED = "skipped"


class Document(Base):
    __tablename__ = "documents"
    __table_args__ = (
        CheckConstraint(
            "(published_on IS NULL) = (published_on_precision IS NULL)", name="dated_with_precision"
        ),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    title: Mapped[Line]
    kind: Mapped[DocumentKind] = mapped_column(
        word_column(DocumentKind, "kind"), default=DocumentKind.ARTICLE
    )
    publisher: Mapped[Line] = mapped_column(default="")
    author: Mapped[Line] = mapped_column(default="")
    url: Mapped[str | None]
    published_on: Mapped[date | None]
    published_on_precision: Mapped[Precision | None] = mapped_column(
        word_column(Precision, "published_on_precision")
    )
    language: Mapped[str] = mapped_column(String(16), default="en")
    full_text_licensed: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[Revision]
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)

    created_by: Mapped[User] = relationship()
    versions: Mapped[list["DocumentVersion"]] = relationship(
        back_populates="document", order_by="DocumentVersion.number"
    )

    @property
    def current(self) -> "DocumentVersion":
        return self.versions[-1]


class DocumentVersion(Base):
    """One state of the text, verbatim. It never changes: a trigger refuses it."""

    __tablename__ = "document_versions"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[Id]
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    number: Mapped[int]
    text: Mapped[str]
    text_sha256: Mapped[str] = mapped_column(String(64))
    raw_file_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    document: Mapped[Document] = relationship(back_populates="versions")
    raw_file: Mapped[File | None] = relationship()
    passages: Mapped[list["Passage"]] = relationship(
        back_populates="version", order_by="Passage.start, Passage.end"
    )


class Passage(Base):
    """A stretch of one version: quote with context, and a position in Unicode code points."""

    __tablename__ = "passages"
    __table_args__ = (
        UniqueConstraint("version_id", "start", "end"),
        CheckConstraint('"start" >= 0 AND "start" < "end"', name="start_before_end"),
        CheckConstraint("triage <> 'skipped' OR reason <> ''", name="skipped_with_reason"),
    )

    id: Mapped[Id]
    version_id: Mapped[int] = mapped_column(ForeignKey("document_versions.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    exact: Mapped[str]
    prefix: Mapped[str] = mapped_column(default="")
    suffix: Mapped[str] = mapped_column(default="")
    triage: Mapped[Triage] = mapped_column(word_column(Triage, "triage"), default=Triage.TO_CHECK)
    reason: Mapped[Line] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    version: Mapped[DocumentVersion] = relationship(back_populates="passages")
