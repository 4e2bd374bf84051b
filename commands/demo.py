"""The demo: built into an empty store, shown again, taken out."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import current_app

import config
from commands import demo_accounts
from commands.base import StoreCommand, progress
from models.base import db
from operations import demo, demo_removal
from operations.demo import DemoState
from operations.errors import Refused

FOLDER = config.ROOT / "demo"


@click.command("demo", cls=StoreCommand)
@click.option("--if-empty", is_flag=True, help="Leave a store alone that has something in it.")
@click.option("--remove", is_flag=True, help="Take out what the demo's people made.")
@click.option("--yes", is_flag=True, help="Do not ask before removing.")
def demo_command(if_empty: bool, remove: bool, yes: bool) -> None:
    """Build the demo in an empty store: one document, 16 claims, 24 sources, an account per role.

    Prints how to sign in, also when the demo is there already. A demo that was left half-built is
    taken out and built anew. Refused in production.
    """
    if current_app.config["PRODUCTION"]:
        raise Refused("The demo is refused in production (ASSAY_PRODUCTION).")
    with _alone():
        if remove:
            _remove(yes)
        else:
            _build(if_empty)


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process builds or removes the demo."""
    path = demo_accounts.path().with_name("demo.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(if_empty: bool) -> None:
    state = demo.state()
    if state is DemoState.BUILT:
        click.echo("The demo is here already; nothing was changed.")
    elif state is DemoState.OTHERS:
        if not if_empty:
            raise Refused("There is something in this store already; the demo wants an empty one.")
        click.echo("There is something in this store already, so the demo is left out.")
        return
    else:
        if state is DemoState.HALF_BUILT:
            click.echo("The demo was left half-built. It is taken out and built anew.")
            _take_out()
        _carry_out()
    demo_accounts.show()


def _carry_out() -> None:
    dossier = json.loads((FOLDER / "dossier.json").read_text())
    digest = (FOLDER / dossier["document"]["file"]).read_bytes()
    passwords = demo_accounts.make()
    with progress("Building the demo", len(dossier["claims"])) as step:
        finished = 0
        for done in demo.build(dossier, digest, passwords):
            db.commit()
            step(done - finished)
            finished = done


def _remove(yes: bool) -> None:
    if not demo_removal.anything():
        click.echo("There is no demo in this store.")
        return
    preview = demo_removal.remove()
    db.rollback()  # nothing is locked while somebody thinks
    click.echo("This takes out what the demo's people made:")
    _tell(preview)
    if not yes:
        click.confirm("Take it out?", abort=True)
    removal = _take_out()
    if (removal.counts, removal.stays) != (preview.counts, preview.stays):
        click.echo("Meanwhile there was more to it. This went:")
        _tell(removal)
    click.echo("The demo is gone.")


def _tell(removal: demo_removal.Removal) -> None:
    click.echo("  " + ", ".join(_counted(*each) for each in removal.counts.items()))
    for line in removal.stays:
        click.echo(f"  Stays: {line}")


def _counted(what: str, count: int) -> str:
    return f"{count:,} {what if count != 1 else what.removesuffix('s')}"


def _take_out() -> demo_removal.Removal:
    removal = demo_removal.remove()
    db.commit()
    demo_removal.clear_files(removal)
    demo_accounts.forget()
    return removal
