"""Rows that two people may add at once: written whoever is first, without a clash."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from models.base import Base, db


def insert() -> Any:
    """The database's own INSERT, which knows ON CONFLICT (alike on SQLite and PostgreSQL)."""
    dialect = db.session.get_bind().dialect.name
    return postgresql.insert if dialect == "postgresql" else sqlite.insert


def put(kind: type[Base], key: dict[str, Any], values: dict[str, Any]) -> None:
    """Write the row of this key: new, or over the one that is there."""
    db.session.execute(
        insert()(kind)
        .values(**key, **values)
        .on_conflict_do_update(index_elements=list(key), set_=values)
        .execution_options(synchronize_session=False)
    )
