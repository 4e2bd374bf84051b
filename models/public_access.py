"""The rights of the role that the public side signs in with (PostgreSQL)."""

from sqlalchemy import Connection, text

from models.all import Base


def public_tables() -> list[str]:
    """Every table that readers' pages may read."""
    named = [name for name in Base.metadata.tables if name.startswith("public_")]
    return sorted([*named, "public_search"])


def grant(connection: Connection, role: str) -> None:
    """Let `role` read the public tables and nothing else. The role must exist."""
    name = connection.dialect.identifier_preparer.quote(role)
    schema = connection.scalar(text("SELECT current_schema()"))
    connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {name}"))
    connection.execute(text(f"GRANT USAGE ON SCHEMA {schema} TO {name}"))
    for table in public_tables():
        connection.execute(text(f"GRANT SELECT ON {table} TO {name}"))
