"""Handling of claims on the desk: taking, assigning, closing, reopening, holding."""

from models.base import db
from models.claim import Claim, ClosedReason
from models.user import User
from models.verdict import VerdictState
from operations import drafts, publishing, record, workflow
from operations.base import begin, permit
from operations.check import Check
from operations.errors import NotPermitted, Refused


def take(actor: User, claim: Claim) -> None:
    """Make the claim one's own work. Raises Refused, NotPermitted."""
    transition = workflow.start(actor, "take", claim)
    previous = claim.owner.display_name if claim.owner else None
    claim.owner_id = actor.id
    workflow.finish(actor, transition, claim, {"previous_owner": previous})


def assign(actor: User, claim: Claim, owner: User) -> None:
    """Give the claim to somebody whose role lets them work on it. Raises Refused, NotPermitted."""
    transition = workflow.start(actor, "assign", claim)
    check = Check()
    if not owner.active:
        check.refuse("owner", f"{owner.display_name} no longer works here.")
    check.done()
    try:
        permit(owner, "claims.take")
    except NotPermitted as error:
        raise Refused(f"{owner.display_name} cannot work on claims.", "owner") from error
    previous = claim.owner.display_name if claim.owner else None
    claim.owner_id = owner.id
    workflow.finish(
        actor, transition, claim, {"owner": owner.display_name, "previous_owner": previous}
    )


def close(actor: User, claim: Claim, *, reason: str, note: str = "") -> None:
    """Close a claim that will not be checked, with a reason; a submitted verdict goes back.

    Raises Refused, NotPermitted.
    """
    transition = workflow.start(actor, "close", claim)
    if publishing.standing(claim) is not None:
        raise Refused("A check of this claim is public, so it cannot be closed.")
    check = Check()
    word = check.word("reason", reason, ClosedReason)
    text = check.line("note", note, most=500)
    check.done()
    waiting = drafts.in_state(claim, VerdictState.SUBMITTED)
    if waiting is not None:
        drafts.give_back(waiting, "The claim was closed while this waited for review.")
    claim.closed_reason, claim.closed_note = word, text
    workflow.finish(actor, transition, claim, {"reason": str(word), "note": text})


def reopen(actor: User, claim: Claim) -> None:
    """Take a closed claim up again. Raises Refused, NotPermitted."""
    transition = workflow.start(actor, "reopen", claim)
    reason = str(claim.closed_reason)
    claim.closed_reason, claim.closed_note = None, ""
    workflow.finish(actor, transition, claim, {"was_closed_as": reason})


def hold(actor: User, claim: Claim, *, reason: str) -> None:
    """Put a claim on legal hold: nothing of it is published until it is released."""
    begin(actor, "claims.hold", claim)
    check = Check()
    text = check.line("reason", reason, most=500, required="Say what the hold is for.")
    check.done()
    claim.legal_hold = text
    db.session.flush()
    record.write(actor, "claim.held", claim, {"reason": text})


def release(actor: User, claim: Claim) -> None:
    """Lift the legal hold of a claim."""
    begin(actor, "claims.hold", claim)
    if claim.legal_hold is None:
        return
    reason, claim.legal_hold = claim.legal_hold, None
    db.session.flush()
    record.write(actor, "claim.released", claim, {"reason": reason})
