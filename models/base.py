"""The base of every table, and the database handle.

The handle is the one thing below the views that knows Flask: it finds the engines of the
current app, so that operations and queries need not carry a session around.
"""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

from flask import current_app
from flask.globals import app_ctx
from sqlalchemy import BigInteger, Date, DateTime, Integer, MetaData, String, Text, TypeDecorator
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column, scoped_session, sessionmaker

from models.engines import Engines

BIG = BigInteger().with_variant(Integer, "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, always aware and in UTC on the Python side, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Id = Annotated[int, mapped_column(BIG, primary_key=True)]
PublicId = Annotated[str, mapped_column(String(16), unique=True)]
Line = Annotated[str, mapped_column(Text)]
Revision = Annotated[int, mapped_column(Integer, default=1)]


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, str: Text, date: Date}  # noqa: RUF012 (SQLAlchemy's own form)


def now() -> datetime:
    """The current instant, in UTC."""
    return datetime.now(UTC)


def _engines() -> Engines:
    engines: Engines = current_app.extensions["assay.engines"]
    return engines


class _DeskSession(Session):
    """Reads until an operation starts the writing transaction (see `Database.writing`)."""

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        return _engines().writer if self.info.get("writing") else _engines().reader


class _PublicSession(Session):
    """Reads `public_*` tables and can reach nothing else."""

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        return _engines().public


def _context_key() -> int:
    return id(app_ctx._get_current_object())  # type: ignore[attr-defined]


class Database:
    """`db.session` for the desk, `db.public` for readers, `db.short()` for marks of their own."""

    def __init__(self) -> None:
        self.session = scoped_session(sessionmaker(class_=_DeskSession), scopefunc=_context_key)
        self.public = scoped_session(sessionmaker(class_=_PublicSession), scopefunc=_context_key)

    def writing(self) -> None:
        """Start the writing transaction; what was read before is read anew when next touched."""
        session = self.session()
        if session.info.get("writing"):
            return
        session.rollback()
        session.info["writing"] = True

    def commit(self) -> None:
        session = self.session()
        session.commit()
        session.info["writing"] = False

    def rollback(self) -> None:
        session = self.session()
        session.rollback()
        session.info["writing"] = False

    def remove(self) -> None:
        self.session.remove()
        self.public.remove()

    @contextmanager
    def short(self) -> Iterator[Session]:
        """A short transaction of its own, committed at the end: throttle counts, marks of use."""
        with Session(_engines().writer) as session, session.begin():
            yield session

    @property
    def base_url(self) -> str:
        """The address that readers use, as configured."""
        return str(current_app.config["BASE_URL"])

    @property
    def files(self) -> Path:
        """The folder of kept files."""
        return Path(current_app.config["INSTANCE_PATH"]) / "files"

    def key(self, purpose: str) -> bytes:
        """A key derived from the installation's secret, one for each purpose."""
        secret = str(current_app.config["SECRET_KEY"]).encode()
        return hmac.new(secret, f"assay:{purpose}".encode(), hashlib.sha256).digest()


db = Database()
