"""What the search indexes hold, and what they ought to."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, TableClause, column, except_, select, table

from models.base import BIG, db
from models.claim import Claim
from models.public import PublicClaim

OWNERS: dict[str, Any] = {"claim_search": Claim.id, "public_search": PublicClaim.claim_id}


def index(name: str) -> tuple[TableClause, ColumnElement[int]]:
    """An index table, and its column with the claim's id (FTS5 keeps it as the row's own)."""
    key = "claim_id" if db.session.get_bind().dialect.name == "postgresql" else "rowid"
    found = table(name, column(key, BIG))
    return found, found.c[key]


def strays_and_gaps() -> Iterator[tuple[str, int, str]]:
    """Index, claim and what is wrong: each thing should be in its index, and nothing else."""
    for name, owner in OWNERS.items():
        _, key = index(name)
        for claim_id in db.session.scalars(except_(select(owner), select(key))):
            yield name, claim_id, "is not in it"
        for claim_id in db.session.scalars(except_(select(key), select(owner))):
            yield name, claim_id, "is in it, but gone"
