"""Splitting a compound claim in two."""

from sqlalchemy import select

from models.appearance import Appearance
from models.base import db, now
from models.claim import (
    Claim,
    ClaimContributor,
)
from models.source import Citation
from models.user import User
from models.workflow import DRAFTING
from operations import ids, indexing, publishing, record
from operations.base import begin, save
from operations.check import Check
from operations.claims import LONGEST_STATEMENT
from operations.errors import Refused


def split(actor: User, claim: Claim, revision: int, *, first: str, second: str) -> Claim:
    """Split a compound claim in two: it keeps the first statement, a new claim gets the second.

    Appearances, evidence, topics and contributors are carried along to both; a draft verdict stays
    with the first. The headline, which told of both, is left off.
    Raises Refused by field, Conflict if the claim was reworded after `revision`, NotPermitted.
    """
    begin(actor, "claims.split", claim)
    if claim.stage not in DRAFTING or publishing.standing(claim) is not None:
        raise Refused("Only a claim that is new or in research, and not public, can be split.")
    check = Check()
    kept = check.line("first", first, most=LONGEST_STATEMENT, required="State the first part.")
    new = check.line("second", second, most=LONGEST_STATEMENT, required="State the second part.")
    if kept and kept.casefold() == new.casefold():
        check.refuse("second", "Both parts say the same.")
    check.done()
    before = claim.statement
    save(claim, revision, {"statement": kept, "headline": "", "updated_at": now()})
    other = _copy(actor, claim, new)
    for each in (claim, other):
        db.session.refresh(each)
        indexing.index_claim(each)
    record.write(
        actor, "claim.split", claim, {"before": before, "after": kept, "new": new}, about=other
    )
    record.write(
        actor, "claim.created_by_split", other, {"statement": new, "from": before}, about=claim
    )
    return other


_CARRIED = (
    "claimant_id",
    "subject_id",
    "as_reported_by",
    "claimed_on",
    "claimed_on_precision",
    "claimed_on_inferred",
    "claimed_in",
    "language",
    "kind",
    "medium",
    "stage",
    "owner_id",
    "legal_hold",
)


def _copy(actor: User, claim: Claim, statement: str) -> Claim:
    session = db.session
    other = Claim(
        public_id=ids.public_id(),
        statement=statement,
        created_by_id=actor.id,
        split_from_id=claim.id,
        topics=list(claim.topics),
        **{name: getattr(claim, name) for name in _CARRIED},
    )
    session.add(other)
    session.flush()
    for kind in (Appearance, Citation, ClaimContributor):
        for row in session.scalars(select(kind).where(kind.claim_id == claim.id)):
            values = {
                column.key: getattr(row, column.key)
                for column in kind.__table__.columns
                if column.key not in ("id", "claim_id")
            }
            session.add(kind(claim_id=other.id, **values))
    session.flush()
    return other
