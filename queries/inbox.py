"""What waits on the desk, and for whom. Each list is one query, and bounded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import aliased, joinedload

from models.base import db
from models.claim import Claim, ClaimContributor, Stage
from models.document import Document
from models.event import Event, SubjectKind
from models.public import PublicClaim, PublicState
from models.rating import Rating
from models.user import User
from models.verdict import Verdict, VerdictState
from queries.claim_list import unowned
from queries.pending import CHANGING_VERBS, PUBLISHING_VERBS, readers_would_see

MOST_SHOWN = 20
MOST_PUBLISHED = 8
MOST_LOOKED_THROUGH = 1_000


@dataclass(frozen=True)
class Waiting:
    """A claim in a queue: since when it waits, who brought it there, and the reason given."""

    claim: Claim
    since: datetime
    who: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Published:
    """A check that went out."""

    claim: Claim
    rating: Rating | None
    at: datetime


@dataclass(frozen=True)
class Queue:
    """The first of those who wait, and whether there are more."""

    items: list[Waiting]
    more: bool = False


def is_empty() -> bool:
    """Whether the desk has neither a document nor a claim yet."""
    return not db.session.scalar(select(or_(exists(select(Document.id)), exists(select(Claim.id)))))


def in_research(person: User) -> Queue:
    """The person's claims in research: those that were sent back first, with the reason."""
    draft, returned = aliased(Verdict), aliased(Verdict)
    # The draft that follows a returned verdict goes on from it; one further on does not.
    goes_on = and_(
        returned.claim_id == Claim.id,
        returned.state == VerdictState.REJECTED,
        returned.number == draft.number - 1,
    )
    wanted = (
        select(Claim, Claim.updated_at, User.display_name, returned.returned_reason)
        .outerjoin(draft, and_(draft.claim_id == Claim.id, draft.state == VerdictState.DRAFT))
        .outerjoin(returned, goes_on)
        .outerjoin(User, User.id == Claim.owner_id)
        .where(Claim.owner_id == person.id, Claim.stage == Stage.RESEARCHING)
        .order_by(returned.id.is_(None), Claim.updated_at.desc(), Claim.id.desc())
    )
    return _queue(wanted)


def to_review(person: User) -> Queue:
    """Claims in review that the person may publish, as nobody who contributed; oldest first."""
    return _queue(_in_review().where(~_contributed(person), Claim.legal_hold.is_(None)))


def with_others(person: User, *, held_too: bool = False) -> Queue:
    """The person's claims in review, oldest first; `held_too` adds all that are on legal hold."""
    theirs = or_(Claim.owner_id == person.id, _contributed(person))
    return _queue(
        _in_review().where(or_(theirs, Claim.legal_hold.is_not(None)) if held_too else theirs)
    )


def _in_review() -> "Select[Claim, Any, Any, Any]":
    return (
        select(Claim, Verdict.submitted_at, User.display_name, func.coalesce(Claim.legal_hold, ""))
        .join(
            Verdict,
            and_(Verdict.claim_id == Claim.id, Verdict.state == VerdictState.SUBMITTED),
        )
        .outerjoin(User, User.id == Verdict.submitted_by_id)
        .where(Claim.stage == Stage.IN_REVIEW)
        .order_by(Verdict.submitted_at, Claim.id)
    )


def _contributed(person: User) -> ColumnElement[bool]:
    return exists().where(
        ClaimContributor.claim_id == Claim.id, ClaimContributor.user_id == person.id
    )


def nobodys() -> Queue:
    """Claims to check that nobody who works here has, newest first."""
    wanted = (
        select(Claim, Claim.created_at, User.display_name, literal(""))
        .join(User, User.id == Claim.created_by_id)
        .where(Claim.stage.in_((Stage.NEW, Stage.RESEARCHING)), unowned())
        .order_by(Claim.id.desc())
    )
    return _queue(wanted)


def changed_since_publication() -> Queue:
    """Published claims that were changed on the desk afterwards, with who changed them last.

    Told by the record, among the 1,000 published claims that changed last. A change that was taken
    back still counts here, and one to a source or a claimant does not: the claim's page compares.
    """
    recent = (
        select(Claim.id)
        .where(Claim.stage == Stage.DONE)
        .order_by(Claim.updated_at.desc(), Claim.id.desc())
        .limit(MOST_LOOKED_THROUGH)
        .subquery()
    )
    publication, change = aliased(Event), aliased(Event)
    published = _last(publication, recent.c.id, publication.verb.in_(PUBLISHING_VERBS))
    changed = _last(
        change,
        recent.c.id,
        change.verb.in_(CHANGING_VERBS),
        change.seq > published,
        readers_would_see(change),
    )
    last = select(recent.c.id, changed.label("seq")).subquery()
    wanted = (
        select(Claim, Event.at, User.display_name, literal(""))
        .join(last, last.c.id == Claim.id)
        .join(Event, and_(_of_claim(Event, last.c.id), Event.seq == last.c.seq))
        .outerjoin(User, User.id == Event.actor_id)
        .order_by(Event.at.desc(), Claim.id.desc())
    )
    return _queue(wanted)


def _last(event: Any, claim_id: Any, *conditions: ColumnElement[bool]) -> Any:
    """The number of the claim's last event of a sort: a look into that claim's chain alone."""
    found = select(func.max(event.seq)).where(_of_claim(event, claim_id), *conditions)
    return found.scalar_subquery()


def _of_claim(event: Any, claim_id: Any) -> ColumnElement[bool]:
    return and_(event.subject_kind == SubjectKind.CLAIM, event.subject_id == claim_id)


def _queue(wanted: "Select[Claim, Any, Any, Any]") -> Queue:
    found = db.session.execute(
        wanted.limit(MOST_SHOWN + 1).options(joinedload(Claim.claimant), joinedload(Claim.owner))
    ).all()
    items = [Waiting(claim, since, who or "", reason or "") for claim, since, who, reason in found]
    return Queue(items[:MOST_SHOWN], len(items) > MOST_SHOWN)


def lately_published() -> Sequence[Published]:
    """The checks that went out last, with the rating in force."""
    rows = db.session.execute(
        select(Claim, Rating, PublicClaim.first_published_at)
        .join(PublicClaim, PublicClaim.claim_id == Claim.id)
        .outerjoin(
            Verdict, and_(Verdict.claim_id == Claim.id, Verdict.state == VerdictState.IN_FORCE)
        )
        .outerjoin(Rating, Rating.id == Verdict.rating_id)
        .where(PublicClaim.state == PublicState.LIVE)
        .order_by(PublicClaim.first_published_at.desc(), PublicClaim.claim_id.desc())
        .limit(MOST_PUBLISHED)
        .options(joinedload(Claim.claimant))
    )
    return [Published(claim, rating, at) for claim, rating, at in rows]
