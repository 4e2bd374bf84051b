"""The record, verified."""

import click

from commands.base import StoreCommand, echo_json, progress
from operations import verification
from queries import steady


@click.command("verify-log", cls=StoreCommand)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def verify_log(as_json: bool) -> None:
    """Make every hash of the record anew, and say what was changed, removed or put elsewhere.

    Exit code 0 if the record is whole, else 1.
    """
    steady.hold()
    size = verification.size()
    with progress("Verifying the record", size) as step:
        found = list(verification.problems(step))
    if as_json:
        echo_json(
            {
                "whole": not found,
                "events": size,
                "problems": [
                    {"subject": each.kind, "id": each.subject_id, "event": each.seq,
                     "problem": each.what}
                    for each in found
                ],
            }
        )  # fmt: skip
    else:
        for each in found:
            click.echo(str(each))
        click.echo(f"{size:,} events verified: {_verdict(len(found))}")
    if found:
        raise SystemExit(1)


def _verdict(count: int) -> str:
    if not count:
        return "the record is whole."
    return f"{count:,} {'thing is' if count == 1 else 'things are'} wrong."
