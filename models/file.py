"""Kept files, addressed by their content."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Line, now


class File(Base):
    """Bytes kept as they came; `outside/files.py` holds them under their hash."""

    __tablename__ = "files"

    id: Mapped[Id]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    name: Mapped[Line] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
