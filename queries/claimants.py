"""Claimants on file, and how many claims each has."""

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
    rows = db.session.execute(
        select(Claim.claimant_id, func.count())
        .where(Claim.claimant_id.in_([claimant.id for claimant in claimants]))
        .group_by(Claim.claimant_id)
    )
    return {row[0]: row[1] for row in rows}
