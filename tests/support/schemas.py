"""A store's schema as plain values that can be compared, and rows that fit whatever it asks."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import ReflectedCheckConstraint

NOT_OURS = {"alembic_version"}
LITERAL = re.compile(r"'([^']+)'")
TRIGGERS = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid)"
    " FROM pg_trigger WHERE NOT tgisinternal",
}
FUNCTIONS = {
    "sqlite": "SELECT 1, 2, 3 WHERE false",
    "postgresql": "SELECT proname, '', prosrc FROM pg_proc"
    " WHERE pronamespace = current_schema()::regnamespace",
}
# What a CHECK asks of a number or a pair, beyond the vocabularies that are read from the schema.
FITTING = {"start": 0, "end": 5, "closed_reason": None}

Schema = dict[str, Any]
Rows = dict[str, list[dict[str, Any]]]


def schema_of(connection: sa.Connection) -> Schema:
    """Tables with columns, keys, checks and indexes; triggers; functions."""
    inspector = sa.inspect(connection)
    aspects: dict[str, Callable[[], Mapping[Any, Any]]] = {
        "columns": inspector.get_multi_columns,
        "key": inspector.get_multi_pk_constraint,
        "foreign keys": inspector.get_multi_foreign_keys,
        "unique": inspector.get_multi_unique_constraints,
        "checks": inspector.get_multi_check_constraints,
        "indexes": inspector.get_multi_indexes,
    }
    found: Schema = {}
    for aspect, ask in aspects.items():
        for (_, table), parts in ask().items():
            if table not in NOT_OURS:
                listed = parts if isinstance(parts, list) else [parts]
                found.setdefault(table, {})[aspect] = told(listed)
    for kind, questions in (("triggers", TRIGGERS), ("functions", FUNCTIONS)):
        rows = connection.execute(sa.text(questions[connection.dialect.name]))
        found[kind] = sorted(map(str, rows))
    return found


def told(parts: Sequence[Mapping[str, Any]]) -> list[str]:
    """The parts of a table in an order that does not depend on how they were made."""
    return sorted(map(plain, parts))


def plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name}={plain(value[name])}" for name in sorted(value))
    return str(value)  # types and conditions in SQL's words


def tables_of(connection: sa.Connection) -> list[sa.Table]:
    """Every table that holds rows of its own, those that others refer to first."""
    metadata = sa.MetaData()
    metadata.reflect(connection)
    searches = tuple(virtual_tables(connection))
    return [
        table
        for table in metadata.sorted_tables
        if table.name not in NOT_OURS and not table.name.startswith(searches)
    ]


def virtual_tables(connection: sa.Connection) -> Sequence[str]:
    """SQLite's search indexes; the tables in which they keep themselves begin with their names."""
    if connection.dialect.name != "sqlite":
        return []
    wanted = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'"
    return connection.scalars(sa.text(wanted)).all()


def rows_of(connection: sa.Connection) -> Rows:
    return {
        table.name: [dict(row) for row in connection.execute(sa.select(table)).mappings()]
        for table in tables_of(connection)
    }


def fill(connection: sa.Connection) -> None:
    """Put a row into every empty table, each pointing at the rows of the tables it refers to."""
    checks = sa.inspect(connection).get_multi_check_constraints()
    for table in tables_of(connection):
        if connection.execute(sa.select(table).limit(1)).first() is None:
            words = vocabularies(checks.get((None, table.name), []))
            connection.execute(
                sa.insert(table).values(
                    {
                        column.name: value_for(connection, column, words)
                        for column in table.columns
                        if column.computed is None
                    }
                )
            )


def vocabularies(checks: list[ReflectedCheckConstraint]) -> dict[str, list[str]]:
    """The words that each column may hold, read from CHECKs of the form "column IN ('…', '…')"."""
    found = {}
    for check in checks:
        text = check["sqltext"]
        column = re.match(r"\W*(\w+)\W", text)
        if column and re.search(r"\bIN\b|\bANY\b", text):
            found[column[1]] = LITERAL.findall(text)
    return found


def value_for(
    connection: sa.Connection, column: sa.Column[Any], words: dict[str, list[str]]
) -> Any:
    """A value that the column takes."""
    if column.name in FITTING:
        return FITTING[column.name]
    if column.name in words:
        return words[column.name][0]
    for key in column.foreign_keys:
        return connection.scalar(sa.select(key.column).limit(1))
    kind = column.type
    if isinstance(kind, sa.String):
        return f"{column.name} of {column.table.name}"[: kind.length]
    if isinstance(kind, sa.DateTime):
        return datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    if isinstance(kind, sa.Date):
        return date(2026, 1, 2)
    if isinstance(kind, sa.JSON):
        return {"from": "before"}
    if isinstance(kind, sa.Boolean):
        return True
    return 1
