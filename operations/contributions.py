"""Who had a hand in a verdict or its evidence: they may not publish it."""

from models.base import db
from models.claim import Claim, ClaimContributor, Contribution
from models.user import User


def contribute(actor: User, claim: Claim, contribution: Contribution) -> None:
    """Note that a person had a hand in the verdict or its evidence (they may not publish it)."""
    key = (claim.id, actor.id, contribution)
    if db.session.get(ClaimContributor, key) is None:
        db.session.add(
            ClaimContributor(claim_id=claim.id, user_id=actor.id, contribution=contribution)
        )
        db.session.flush()
