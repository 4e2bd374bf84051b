"""Which verdict of a claim stands where, and how a new draft goes on from an earlier verdict.

Part of other operations: nothing here checks a permission or writes an event.
"""

from sqlalchemy import func, select

from models.base import db
from models.claim import Claim
from models.verdict import Verdict, VerdictState


def in_state(claim: Claim, state: VerdictState) -> Verdict | None:
    """The claim's verdict in this state: drafts, submitted ones and those in force are alone."""
    return db.session.scalar(
        select(Verdict).where(Verdict.claim_id == claim.id, Verdict.state == state)
    )


def next_number(claim_id: int) -> int:
    """The number that the claim's next verdict gets."""
    last = db.session.scalar(select(func.max(Verdict.number)).where(Verdict.claim_id == claim_id))
    return (last or 0) + 1


def go_on(verdict: Verdict, author_id: int) -> Verdict:
    """A new draft with the rating and the texts of a verdict."""
    draft = Verdict(
        claim_id=verdict.claim_id,
        number=next_number(verdict.claim_id),
        rating_id=verdict.rating_id,
        summary=verdict.summary,
        explanation=verdict.explanation,
        created_by_id=author_id,
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def give_back(verdict: Verdict, reason: str) -> Verdict:
    """Reject a submitted verdict with a reason; its author's new draft goes on from it."""
    verdict.state, verdict.returned_reason = VerdictState.REJECTED, reason
    db.session.flush()
    return go_on(verdict, verdict.created_by_id)
