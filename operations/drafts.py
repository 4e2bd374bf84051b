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


def begin(claim_id: int, author_id: int) -> Verdict:
    """A new, empty draft with the claim's next number.

    Its revision goes on from those of the claim's earlier verdicts: a form that was opened on one
    of them never fits the new draft by chance.
    """
    number, revision = db.session.execute(
        select(
            func.coalesce(func.max(Verdict.number), 0), func.coalesce(func.max(Verdict.revision), 0)
        ).where(Verdict.claim_id == claim_id)
    ).one()
    draft = Verdict(
        claim_id=claim_id, number=number + 1, revision=revision + 1, created_by_id=author_id
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def go_on(verdict: Verdict, author_id: int) -> Verdict:
    """A new draft with the rating and the texts of a verdict."""
    draft = begin(verdict.claim_id, author_id)
    draft.rating_id = verdict.rating_id
    draft.summary, draft.explanation = verdict.summary, verdict.explanation
    db.session.flush()
    return draft


def set_aside(verdict: Verdict, reason: str) -> None:
    """Keep a draft that will not be used: it stays in the claim's list of verdicts."""
    verdict.state, verdict.returned_reason = VerdictState.REJECTED, reason
    db.session.flush()


def give_back(verdict: Verdict, reason: str) -> Verdict:
    """Reject a submitted verdict with a reason; its author's new draft goes on from it."""
    verdict.state, verdict.returned_reason = VerdictState.REJECTED, reason
    db.session.flush()
    return go_on(verdict, verdict.created_by_id)
