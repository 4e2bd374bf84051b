"""The store: its migrations, and who may read the public side."""

from collections.abc import Callable

import click
from flask import current_app

from commands.base import Command, check_migrated, echo_json
from models import migrate, public_access
from models.engines import make_engine


@click.group("db")
def db_group() -> None:
    """Migrate the store up and down."""


@db_group.command("upgrade", cls=Command)
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the store up to REVISION (the newest, if none is named). Nothing is lost."""
    _move(lambda url: migrate.upgrade(url, revision))


@db_group.command("downgrade", cls=Command)
@click.argument("revision")
@click.option("--yes", is_flag=True, help="Do not ask.")
def downgrade(revision: str, yes: bool) -> None:
    """Take the store down to REVISION; "base" empties it. What later revisions hold is lost."""
    if not yes:
        click.confirm(f"Take the store down to {revision} and lose what came later?", abort=True)
    _move(lambda url: migrate.downgrade(url, revision))


def _move(migrate_store: Callable[[str], None]) -> None:
    url = current_app.config["DATABASE_URL"]
    before = migrate.current(url)
    migrate_store(url)
    after = migrate.current(url)
    if before == after:
        click.echo(f"The store is at {after or 'nothing'}, as it was.")
    else:
        click.echo(f"The store is at {after or 'nothing'} (it was at {before or 'nothing'}).")


@db_group.command("current", cls=Command)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def current(as_json: bool) -> None:
    """Say at which revision the store is, and at which the code. Exit code 1 if they differ."""
    at, head = migrate.current(current_app.config["DATABASE_URL"]), migrate.head()
    if as_json:
        echo_json({"store": at, "code": head})
    else:
        click.echo(f"The store is at {at or 'nothing'}, the code at {head}.")
    if at != head:
        raise SystemExit(1)


@db_group.command("grant-public", cls=Command)
@click.argument("role")
def grant_public(role: str) -> None:
    """Let the PostgreSQL role ROLE read the public tables, and nothing else.

    The role must exist. Run this again after each `flask db upgrade` that adds public tables.
    """
    check_migrated()
    engine = make_engine(current_app.config["DATABASE_URL"])
    if engine.dialect.name != "postgresql":
        raise click.ClickException("Roles are for PostgreSQL; SQLite confines readers by itself.")
    try:
        with engine.begin() as connection:
            public_access.grant(connection, role)
    finally:
        engine.dispose()
    click.echo(f"{role} may read {', '.join(public_access.public_tables())}, and nothing else.")
