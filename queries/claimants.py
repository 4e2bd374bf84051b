"""Claimants on file, and how many claims each has."""

from typing import Any

from sqlalchemy import func, select

from models.base import db
from models.claim import Claim
from models.claimant import Claimant
from queries import names
from queries.names import NamePage


def get(claimant_id: int) -> Claimant | None:
    """A claimant by id."""
    return db.session.get(Claimant, claimant_id)


def page(words: str = "", after: int | None = None) -> NamePage[Claimant]:
    """Claimants by name, those whose name holds all the words; `after` is an id of that list."""
    return names.page(Claimant, words=words, after=after)


def counts(claimants: list[Claimant]) -> dict[int, int]:
    """How many claims each of these claimants asserts, by id; those without any are left out."""
    return _counts(Claim.claimant_id, claimants)


def counts_about(claimants: list[Claimant]) -> dict[int, int]:
    """In how many claims each of these is spoken for or about, by id, likewise."""
    return _counts(Claim.subject_id, claimants)


def _counts(column: Any, claimants: list[Claimant]) -> dict[int, int]:
    rows = db.session.execute(
        select(column, func.count())
        .where(column.in_([claimant.id for claimant in claimants]))
        .group_by(column)
    )
    return {row[0]: row[1] for row in rows}
