"""Claimants: found by name, or put on file."""

from sqlalchemy import func, or_, select

from models.base import db
from models.claim import Claim
from models.claimant import Claimant, ClaimantKind
from models.user import User
from operations import ids, indexing, record
from operations.base import begin, save
from operations.check import Check

LONGEST_NAME = 200


def find_or_add(
    actor: User,
    check: Check,
    *,
    field: str,
    name: str,
    kind: str = "",
    description: str = "",
    required: str = "",
) -> Claimant | None:
    """The claimant of this name (letter case does not matter), else a new one of this kind.

    Part of another operation: refusals go to `check`, under `field`. None if the name is empty.
    """
    text = check.line(field, name, most=LONGEST_NAME, required=required)
    about = check.line(f"{field}_description", description, most=300)
    word = check.word(f"{field}_kind", kind or ClaimantKind.PERSON, ClaimantKind)
    if not text or word is None or check.errors:
        return None
    # The name itself too: a database without a locale folds ASCII only.
    same = or_(Claimant.name == text, func.lower(Claimant.name) == text.lower())
    known = db.session.scalar(select(Claimant).where(same).order_by(Claimant.id))
    if known is not None:
        return known
    claimant = Claimant(
        slug=ids.free_slug(Claimant, text),
        name=text,
        kind=word,
        description=about,
        created_by_id=actor.id,
    )
    db.session.add(claimant)
    db.session.flush()
    record.write(
        actor, "claimant.added", claimant, {"name": text, "kind": str(word), "description": about}
    )
    return claimant


def edit(
    actor: User, claimant: Claimant, revision: int, *, name: str, kind: str, description: str = ""
) -> None:
    """Change what is said of a claimant; published checks show it when they are next published.

    Raises Refused by field, Conflict, NotPermitted.
    """
    begin(actor, "claims.work", claimant)
    check = Check()
    changes = {
        "name": check.line("name", name, most=LONGEST_NAME, required="Give a name."),
        "kind": check.word("kind", kind, ClaimantKind),
        "description": check.line("description", description, most=300),
    }
    check.done()
    change = save(claimant, revision, changes)
    if change:
        record.write(actor, "claimant.edited", claimant, change)
        for claim in db.session.scalars(select(Claim).where(Claim.claimant_id == claimant.id)):
            indexing.index_claim(claim)
