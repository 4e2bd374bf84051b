"""What can be made anew from other rows: the public side, and the search index of the desk."""

import click

from commands.base import StoreCommand, progress
from models.base import db
from operations import reindexing


@click.command("reindex", cls=StoreCommand)
@click.option("--public", is_flag=True, help="The public rows, from the newest public versions.")
@click.option("--search", is_flag=True, help="The desk's word search, from the claims.")
def reindex(public: bool, search: bool) -> None:
    """Write the public rows and the search indexes anew (both, if no option names one).

    Readers see the old rows until the new ones are complete.
    """
    both = public == search
    if public or both:
        _public()
    if search or both:
        _search()


def _public() -> None:
    with progress("Public rows", reindexing.count_checks()) as step:
        count = reindexing.public(lambda done, total: step(1))
    db.commit()
    click.echo(f"{count:,} public checks written anew.")


def _search() -> None:
    count = reindexing.count_claims()
    with progress("Search index", count) as step:
        for done in reindexing.claims():
            db.commit()
            step(done)
    click.echo(f"{count:,} claims indexed anew.")
