"""Alembic's entrance: called by `models/migrate.py`, which hands over the store's address."""

from alembic import context
from sqlalchemy import Connection

from models.all import Base
from models.engines import make_engine


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        include_name=lambda name, kind, parents: (
            not (kind == "table" and str(name).startswith(("public_search", "claim_search")))
        ),
    )
    with context.begin_transaction():
        context.run_migrations()


engine = make_engine(context.config.attributes["url"])
try:
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # Batch mode recreates tables: with foreign keys on, that cascades child rows away.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.commit()
        run(connection)
        connection.commit()
finally:
    engine.dispose()
