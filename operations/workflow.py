"""Moving a claim through the desk by the one transition table."""

from typing import Any

from models.base import db, now
from models.claim import Claim
from models.user import User
from models.workflow import CLAIM_TRANSITIONS, Transition
from operations import record
from operations.base import begin
from operations.errors import Refused


def start(actor: User, verb: str, claim: Claim) -> Transition:
    """Begin a transition: permission, writing transaction, lock, and the stage it may start from.

    Raises NotPermitted, or Refused if the claim is in another stage.
    """
    transition = CLAIM_TRANSITIONS[verb]
    begin(actor, transition.action, claim)
    if claim.stage not in transition.sources:
        allowed = " or ".join(stage.label.lower() for stage in transition.sources)
        raise Refused(
            f"“{transition.label}” is for claims that are {allowed}; this one is "
            f"{claim.stage.label.lower()}."
        )
    return transition


def finish(
    actor: User,
    transition: Transition,
    claim: Claim,
    payload: dict[str, Any] | None = None,
    about: Any = None,
) -> None:
    """Put the claim into the transition's stage and write the event."""
    before = claim.stage
    claim.stage = transition.target
    claim.updated_at = now()
    db.session.flush()
    record.write(
        actor,
        f"claim.{transition.verb}",
        claim,
        {"before": str(before), "after": str(claim.stage), **(payload or {})},
        about=about,
    )
