"""Engines: how this process talks to SQLite or PostgreSQL, for the desk and for readers."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection

BUSY_TIMEOUT_MS = 10_000
CONNECT_TIMEOUT_S = 3


@dataclass(frozen=True)
class Engines:
    """`writer` and `reader` share a pool; `public` is a pool of its own with fewer rights."""

    writer: Engine
    reader: Engine
    public: Engine

    def dispose(self) -> None:
        self.writer.dispose()
        self.public.dispose()


def make_engines(url: str, public_url: str) -> Engines:
    writer = make_engine(url)
    reader = writer.execution_options(read_only=True)
    if writer.dialect.name == "postgresql":
        reader = reader.execution_options(postgresql_readonly=True)
    public = make_engine(public_url or url).execution_options(read_only=True)
    if public.dialect.name == "sqlite":
        event.listen(public, "connect", _confine_to_public)
        public = public.execution_options(confined=True)
    else:
        public = public.execution_options(postgresql_readonly=True)
    return Engines(writer, reader, public)


def normal_url(url: str) -> str:
    """`postgres://` and `postgresql://` as people write them, with the driver that we ship."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def make_engine(url: str) -> Engine:
    parsed = make_url(normal_url(url))
    if parsed.get_backend_name() != "sqlite":
        return create_engine(
            parsed, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_TIMEOUT_S}
        )
    engine = create_engine(parsed)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, record: Any) -> None:
    # Autocommit mode of the driver: its own deferred BEGIN loses read-then-write updates.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    # SQLite's own folds ASCII only: "Élections" would not be found as "élections".
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(value: Any) -> str | None:
    return None if value is None else str(value).lower()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    reading = options.get("read_only")
    if not options.get("confined"):  # a confined connection is read-only for good
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


_PUBLIC_ACTIONS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_TRANSACTION}

_DECLARING = {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_CREATE_TABLE}


def _confine_to_public(connection: sqlite3.Connection, record: Any) -> None:
    connection.execute("PRAGMA query_only=ON")
    connection.set_authorizer(_public_only)


def _public_only(
    action: int, table: str | None, detail: str | None, database: str | None, inner: str | None
) -> int:
    if action in _PUBLIC_ACTIONS or action == sqlite3.SQLITE_RECURSIVE:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_READ and (table or "").startswith("public_"):
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and table == "data_version":
        return sqlite3.SQLITE_OK  # FTS5 watches for changes made by other connections
    if table == "sqlite_master" and (action in _DECLARING or detail == "ROWID"):
        return sqlite3.SQLITE_OK  # FTS5 declares its columns; query_only lets nothing be written
    return sqlite3.SQLITE_DENY
