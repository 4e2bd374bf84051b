"""Writing the search indexes and the public rows anew, from what they are made of."""

from collections.abc import Callable, Iterator

from sqlalchemy import delete, func, select
from sqlalchemy.orm import joinedload

from models.base import db
from models.claim import Claim
from models.public import PublicVersion
from operations import indexing, publishing
from queries import search_index

AT_ONCE = 500


def count_claims() -> int:
    """How many claims the desk's index has to hold."""
    return db.session.scalar(select(func.count()).select_from(Claim)) or 0


def count_checks() -> int:
    """How many checks were ever published."""
    return db.session.scalar(select(func.count(PublicVersion.claim_id.distinct()))) or 0


def claims() -> Iterator[int]:
    """Index every claim for the desk, some hundred at a time.

    Yields how many were done, after each portion, for the caller to commit: others can write
    in between.
    """
    last = 0
    while True:
        db.writing()
        portion = db.session.scalars(
            select(Claim)
            .where(Claim.id > last)
            .order_by(Claim.id)
            .limit(AT_ONCE)
            .options(joinedload(Claim.claimant))
        ).all()
        if not portion:
            break
        for claim in portion:
            indexing.index_claim(claim)
        last, done = portion[-1].id, len(portion)
        db.session.expunge_all()
        yield done
    _drop_strays("claim_search")
    yield 0


def public(progress: Callable[[int, int], None]) -> int:
    """Write all current public rows anew, in one transaction; gives the number of checks."""
    count = publishing.rebuild(progress)
    _drop_strays("public_search")
    return count


def _drop_strays(name: str) -> None:
    """Take out of an index what is there no more."""
    index, key = search_index.index(name)
    db.session.execute(delete(index).where(key.not_in(select(search_index.OWNERS[name]))))
