"""Migrated, empty stores for the tests: a file copied for each, or one database a worker, emptied.

Measured on two cores: copying a PostgreSQL database costs 65 ms a test, emptying it 2 ms.
"""

import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from models import migrate
from tests.support import postgresql, run

KINDS = ["sqlite", "postgresql"]
KEPT_TABLES = {"alembic_version"}


_opened: list[Any] = []


@sa.event.listens_for(sa.Pool, "connect")
def _remember(connection: Any, record: Any) -> None:
    _opened.append(connection)


def close_connections() -> None:
    """Close what a test left open: collected later, it would be the warning of another test."""
    for connection in _opened:
        if isinstance(connection, psycopg.Connection):
            connection.close()
    _opened.clear()


@dataclass(frozen=True)
class Database:
    """Where a test's store is. `public_url` may read `public_*` tables only."""

    name: str
    url: str
    public_url: str


def database_of_kind(kind: str, request: pytest.FixtureRequest) -> Database:
    """A migrated store without rows, at an address that this worker's tests share in turn."""
    if kind == "sqlite":
        return sqlite_database(request.getfixturevalue("worker_id"))
    kept: PostgresqlDatabase = request.getfixturevalue("postgresql_database")
    return kept.emptied()


def sqlite_database(worker: str) -> Database:
    """The worker's file, made anew: what a late thread still holds open is the old one."""
    template = run.once("template.db", make_sqlite_template)
    path = run.folder() / f"{worker}.db"
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    shutil.copyfile(template, path)
    return Database("sqlite", f"sqlite:///{path}", f"sqlite:///{path}")


def make_sqlite_template(path: Path) -> None:
    migrate.upgrade(f"sqlite:///{path}")
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


class PostgresqlDatabase:
    """One worker's database, brought back to the state that the migrations left."""

    def __init__(self, worker: str) -> None:
        self.server = postgresql.server()
        self.name = f"{self.server.run}_{worker}"
        self.server.create(self.name, template=self.server.template)
        url = sa.make_url(self.server.database_url(self.name))
        self.engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with self.engine.connect() as connection:
            self.emptying = emptying(connection)

    def emptied(self) -> Database:
        with self.engine.connect() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            connection.exec_driver_sql(self.emptying)
        return Database(
            "postgresql", self.server.database_url(self.name), self.server.public_url(self.name)
        )

    def close(self) -> None:
        self.server.drop(self.name)


def emptying(connection: sa.Connection) -> str:
    """The statements that put every table and sequence back as they are now.

    Rows that the migrations themselves wrote are kept aside and written again. A session
    with the replica's role fires no triggers: neither those of foreign keys nor those that refuse
    deletes.
    """
    inspector = sa.inspect(connection)
    tables = [name for name in inspector.get_table_names() if name not in KEPT_TABLES]
    statements = ["BEGIN", "SET LOCAL session_replication_role = replica"]
    connection.exec_driver_sql("CREATE SCHEMA as_migrated")
    for table in tables:
        statements.append(f'DELETE FROM "{table}"')
        if connection.exec_driver_sql(f'SELECT EXISTS (SELECT FROM "{table}")').scalar():
            connection.exec_driver_sql(f'CREATE TABLE as_migrated."{table}" AS TABLE "{table}"')
            columns = ", ".join(
                f'"{column["name"]}"'
                for column in inspector.get_columns(table)
                if "computed" not in column
            )
            statements.append(
                f'INSERT INTO "{table}" ({columns}) OVERRIDING SYSTEM VALUE'
                f' SELECT {columns} FROM as_migrated."{table}"'
            )
    sequences = connection.exec_driver_sql(
        "SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL"
        " FROM pg_sequences WHERE schemaname = current_schema()"
    )
    statements += [
        f"SELECT setval('\"{name}\"', {value}, {called})" for name, value, called in sequences
    ]
    return "; ".join([*statements, "COMMIT"])
