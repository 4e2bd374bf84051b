"""Migrations: the store up and down, by Alembic, on either database."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from models.engines import make_engine

FOLDER = Path(__file__).resolve().parent.parent / "migrations"


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the store at `url` up to `revision`."""
    command.upgrade(_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take the store at `url` down to `revision` ("base" empties it)."""
    command.downgrade(_config(url), revision)


def head() -> str | None:
    """The newest revision that the code knows."""
    return ScriptDirectory(str(FOLDER)).get_current_head()


def current(url: str) -> str | None:
    """The revision that the store is at; None for an empty store."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
