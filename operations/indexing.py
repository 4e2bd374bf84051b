"""The search indexes: written in the transaction of what they index."""

from typing import Any

from sqlalchemy import column as sql_column
from sqlalchemy import delete, insert, table

from formats import terms
from models.base import BIG, db
from models.claim import Claim


def index_claim(claim: Claim) -> None:
    """Index a claim for the desk: its words and those of who asserts it."""
    put(
        "claim_search",
        claim.id,
        terms.index_text(claim.language, claim.statement, claim.headline, claim.claimant.name),
    )


def put(name: str, claim_id: int, text: str) -> None:
    """Replace the entry of a claim in an index table."""
    remove(name, claim_id)
    index, key = _table(name)
    db.session.execute(insert(index).values({key: claim_id, "terms": text}))


def remove(name: str, claim_id: int) -> None:
    """Take a claim out of an index table."""
    index, key = _table(name)
    db.session.execute(delete(index).where(index.c[key] == claim_id))


def _table(name: str) -> tuple[Any, str]:
    key = "claim_id" if db.session.get_bind().dialect.name == "postgresql" else "rowid"
    return table(name, sql_column(key, BIG), sql_column("terms")), key
