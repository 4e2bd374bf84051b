"""Looking over an installation: settings, store, and what must hold in it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import click
from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from commands.base import Command, echo_json, first_line
from models import migrate
from models.base import db
from models.public import PublicSetting
from models.user import User
from operations import verification
from outside import files
from queries import invariants, public_rows, settings, steady

MOST_TOLD = 20


@dataclass(frozen=True)
class Check:
    """A question with its findings; a `warning` does not fail the whole."""

    name: str
    ask: Callable[[], Iterable[str]]
    warning: bool = False
    decisive: bool = False  # without it, the questions that follow cannot be asked


def _readable_settings() -> Iterator[str]:
    """They were read when the app was made; here is what they say together."""
    if not db.base_url.startswith(("http://", "https://")):
        yield "ASSAY_BASE_URL should begin with http:// or https://"
    if current_app.config["PRODUCTION"]:
        if not db.base_url.startswith("https://"):
            yield "ASSAY_BASE_URL should begin with https:// in production"
        if settings.get("demo")["is_demo"]:
            yield "the demo is in this store: flask demo --remove, with ASSAY_PRODUCTION=no"


def _store_answers() -> Iterator[str]:
    try:
        steady.hold()
        db.session.execute(select(1))
    except SQLAlchemyError as error:
        yield first_line(error)


def _migrations_at_head() -> Iterator[str]:
    at, head = migrate.current(current_app.config["DATABASE_URL"]), migrate.head()
    if at != head:
        yield f"the store is at {at or 'nothing'}, the code at {head}: flask db upgrade"


def _public_side_reads() -> Iterator[str]:
    try:
        db.public.execute(select(PublicSetting.key))
    except SQLAlchemyError as error:
        yield f"readers' pages cannot read: {first_line(error)} (flask db grant-public)"
        db.public.rollback()


def _public_side_confined() -> Iterator[str]:
    try:
        db.public.execute(select(User.id).limit(1))
    except SQLAlchemyError:
        db.public.rollback()
    else:
        yield "it may read the desk's tables: flask db grant-public, ASSAY_PUBLIC_DATABASE_URL"


def _chains() -> Iterator[str]:
    return (str(problem) for problem in verification.unrecorded())


CHECKS = (
    Check("The store answers", _store_answers, decisive=True),
    Check("Migrations are at the newest", _migrations_at_head, decisive=True),
    Check("Settings fit together", _readable_settings),
    Check("The public side can read", _public_side_reads),
    Check("The public side is confined", _public_side_confined, warning=True),
    Check("The record is guarded", invariants.record_guarded),
    Check("Every subject has its chain", _chains),
    Check("A rating scale is in use", invariants.scale_in_use),
    Check("Somebody is in charge", invariants.somebody_in_charge),
    Check("Texts are as they were taken in", invariants.texts_verbatim),
    Check("Kept files are there", lambda: invariants.files_kept(
        lambda digest: files.path(db.files, digest))),
    Check("Stages fit verdicts", invariants.stages_fit_verdicts),
    Check("One verdict in force", invariants.one_verdict_in_force),
    Check("A second person published", invariants.second_person),
    Check("Public rows fit their versions", public_rows.differences),
    Check("Search indexes are complete", invariants.search_complete),
)  # fmt: skip


@click.command("check", cls=Command)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(as_json: bool) -> None:
    """Look over the settings, the migrations, the store and what must hold in it.

    Exit code 0 if all is well, else 1. The hashes of the record: flask verify-log.
    """
    results = list(_results())
    failed = any(findings and not each.warning for each, findings in results)
    if as_json:
        echo_json(
            {
                "well": not failed,
                "checks": [
                    {"name": each.name, "state": _state(each, findings), "findings": findings}
                    for each, findings in results
                ],
            }
        )
    else:
        for each, findings in results:
            _tell(each, findings)
    if failed:
        raise SystemExit(1)


def _results() -> Iterator[tuple[Check, list[str]]]:
    for each in CHECKS:
        try:
            findings = list(each.ask())
        except SQLAlchemyError as error:
            findings = [first_line(error)]
            db.rollback()
        yield each, findings
        if findings and each.decisive:
            return


def _state(each: Check, findings: list[str]) -> str:
    return "well" if not findings else "warning" if each.warning else "failed"


def _tell(each: Check, findings: list[str]) -> None:
    click.echo(f"{_state(each, findings):<8}{each.name}")
    for finding in findings[:MOST_TOLD]:
        click.echo(f"          {finding}")
    if len(findings) > MOST_TOLD:
        click.echo(f"          and {len(findings) - MOST_TOLD:,} more")
