"""What all commands share: the app's context, plain lines for errors, a bar for what lasts."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from alembic.util import CommandError
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from models import migrate
from operations.errors import Conflict, NotFound, NotPermitted, Refused


class Command(click.Command):
    """Runs in the app's context. Whatever goes wrong is told in plain lines, with exit code 1."""

    def __init__(self, name: str, callback: Callable[..., Any], **kwargs: Any):
        super().__init__(name, callback=with_appcontext(callback), **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refused as refused:
            raise click.ClickException(self._beside_options(refused)) from refused
        except NotPermitted as error:
            raise click.ClickException("This person's role does not allow that.") from error
        except (Conflict, NotFound) as error:
            raise click.ClickException(
                "Somebody else changed this meanwhile. Try again."
            ) from error
        except SQLAlchemyError as error:
            raise click.ClickException(f"The store: {first_line(error)}") from error
        except (CommandError, OSError) as error:
            raise click.ClickException(str(error)) from error

    def _beside_options(self, refused: Refused) -> str:
        """The messages, each behind the option that it is about."""
        options = {param.name: param.opts[0] for param in self.params}
        return "\n".join(
            f"{options[field]}: {message}" if field in options else message
            for field, messages in refused.errors.items()
            for message in messages
        )


class StoreCommand(Command):
    """A command that needs the store as today's code knows it."""

    def __init__(self, name: str, callback: Callable[..., Any], **kwargs: Any):
        def checked(*values: Any, **options: Any) -> Any:
            check_migrated()
            return callback(*values, **options)

        super().__init__(name, callback=checked, **kwargs)


def check_migrated() -> None:
    """Stop with one line unless the store is where today's code expects it."""
    at = migrate.current(current_app.config["DATABASE_URL"])
    if at != migrate.head():
        raise click.ClickException(
            f"The store is {f'at {at}' if at else 'empty'}, the code at {migrate.head()}. "
            "Run first: flask db upgrade"
        )


def first_line(error: Exception) -> str:
    """What the database says, without the statement and the links that SQLAlchemy adds."""
    told = error.orig if isinstance(error, DBAPIError) and error.orig else error
    return (str(told).strip() or type(told).__name__).splitlines()[0]


@contextmanager
def fields(**names: str) -> Iterator[None]:
    """Tell a refusal beside another option: `fields(name="admin_name")`."""
    try:
        yield
    except Refused as refused:
        raise Refused({names.get(name, name): told for name, told in refused.errors.items()}) from (
            refused
        )


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A bar on the error stream, so that what is printed stays clean; gives its step function."""
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update


def echo_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
