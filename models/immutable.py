"""The triggers that refuse to change what must never change (migration 0005)."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

TABLES = ("document_versions", "events", "event_payloads", "public_versions")
VERBS = ("update", "delete")


@contextmanager
def lifted(connection: Connection) -> Iterator[None]:
    """Lift the triggers within the running transaction and put them back before it goes on.

    Only for what takes whole subjects out of the record, with an event that says so. Nobody else
    sees the store without its triggers; after an error inside, the transaction must be rolled
    back, which brings them back, too.
    """
    if connection.dialect.name == "postgresql":
        for table in TABLES:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        yield
        for table in TABLES:
            connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
        return
    triggers = _sqlite_triggers(connection)
    for name in triggers:
        connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for statement in triggers.values():
        connection.exec_driver_sql(statement)


def missing(connection: Connection) -> list[str]:
    """The tables of the record that could be changed now, as a trigger is gone or switched off."""
    if connection.dialect.name == "postgresql":
        enabled = set(
            connection.scalars(
                text(
                    "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
                    "WHERE NOT tgisinternal AND tgenabled <> 'D' "
                    "AND relnamespace = current_schema()::regnamespace"
                )
            )
        )
        wanted = {table: [f"{table}_immutable", f"{table}_untruncated"] for table in TABLES}
    else:
        enabled = set(_sqlite_triggers(connection))
        wanted = {table: [f"{table}_no_{verb}" for verb in VERBS] for table in TABLES}
    return [table for table, names in wanted.items() if not enabled.issuperset(names)]


def _sqlite_triggers(connection: Connection) -> dict[str, str]:
    rows = connection.execute(
        text("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'")
    )
    return {name: statement for name, statement, table in rows.all() if table in TABLES}
