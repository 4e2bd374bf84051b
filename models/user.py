"""People of the desk, their sessions, and the tries at signing in."""

from datetime import datetime

from flask_security import RoleMixin, UserMixin
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Id, Line, now
from models.words import Word, word_column


class Role(Word):
    OBSERVER = "observer"
    REPORTER = "reporter"
    EDITOR = "editor"
    ADMIN = "admin"


class RoleRecord(RoleMixin):
    """What the sign-in library asks of a role; the enum above is the one that counts."""

    def __init__(self, name: str) -> None:
        self.name = name


class User(Base, UserMixin):
    __tablename__ = "users"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    display_name: Mapped[Line]
    role: Mapped[Role] = mapped_column(word_column(Role, "role"))
    password: Mapped[Line]
    active: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    sessions: Mapped[list["UserSession"]] = relationship(back_populates="user")

    @property
    def roles(self) -> list[RoleRecord]:  # type: ignore[override]
        return [RoleRecord(self.role.value)]


class UserSession(Base):
    """One signed-in browser. The cookie holds a random token; only its hash is kept here."""

    __tablename__ = "user_sessions"

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    network: Mapped[str] = mapped_column(String(64), default="")
    browser: Mapped[Line] = mapped_column(default="")

    user: Mapped[User] = relationship(back_populates="sessions")


class SignInAttempt(Base):
    """A try at signing in, counted by account and by network whether the account exists or not."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (
        Index(None, "account", "at"),
        Index(None, "network", "at"),
    )

    id: Mapped[Id]
    account: Mapped[str] = mapped_column(String(64))
    network: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(default=now)
