"""What must hold in the store and no constraint can hold: each question yields what is wrong."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from models import immutable
from models.base import db
from models.claim import Claim, ClaimContributor, Stage
from models.document import DocumentVersion
from models.file import File
from models.public import PublicClaim
from models.rating import Rating, RatingScale
from models.user import Role, User
from models.verdict import Verdict, VerdictState
from queries import search_index

Finding = str
_AT_ONCE = 100


def record_guarded() -> Iterator[Finding]:
    """The triggers that keep the record from being changed are in place."""
    for table in immutable.missing(db.session.connection()):
        yield f"the trigger that keeps {table} from being changed is gone or switched off"


def scale_in_use() -> Iterator[Finding]:
    """A newsroom has a scale, on which at least two ratings have different values."""
    if not _inhabited():
        return
    values = set(
        db.session.scalars(
            select(Rating.value).join(RatingScale).where(
                RatingScale.is_current, Rating.retired.is_(False), Rating.value.is_not(None))
        )
    )  # fmt: skip
    if len(values) < 2:
        yield "no rating scale with at least two values is in use"


def somebody_in_charge() -> Iterator[Finding]:
    """Somebody can manage people and settings."""
    admins = select(User.id).where(User.role == Role.ADMIN, User.active)
    if _inhabited() and db.session.scalar(admins.limit(1)) is None:
        yield "there is no active administrator: flask user add --role admin"


def _inhabited() -> bool:
    return db.session.scalar(select(User.id).where(User.active).limit(1)) is not None


def texts_verbatim() -> Iterator[Finding]:
    """Every version of a document still has the text that it was taken in with."""
    rows = db.session.execute(
        select(DocumentVersion.id, DocumentVersion.document_id, DocumentVersion.number,
               DocumentVersion.text, DocumentVersion.text_sha256),
        execution_options={"yield_per": _AT_ONCE},
    )  # fmt: skip
    for row in rows:
        if hashlib.sha256(row.text.encode()).hexdigest() != row.text_sha256:
            yield f"document {row.document_id}: the text of version {row.number} was changed"


def files_kept(path_of: Callable[[str], Path]) -> Iterator[Finding]:
    """Every kept file is on the disk, in its full size."""
    for row in db.session.execute(
        select(File.sha256, File.size), execution_options={"yield_per": _AT_ONCE}
    ):
        path = path_of(row.sha256)
        if not path.is_file():
            yield f"the kept file {row.sha256} is missing"
        elif path.stat().st_size != row.size:
            yield f"the kept file {row.sha256} has {path.stat().st_size} bytes, not {row.size}"


def stages_fit_verdicts() -> Iterator[Finding]:
    """A claim's stage agrees with the states of its verdicts, and with what is public."""
    in_force, submitted = _has(VerdictState.IN_FORCE), _has(VerdictState.SUBMITTED)
    public = select(PublicClaim.claim_id).where(PublicClaim.claim_id == Claim.id).exists()
    for condition, what in (
        ((Claim.stage == Stage.DONE) & ~in_force, "done, but no verdict is in force"),
        ((Claim.stage == Stage.IN_REVIEW) & ~submitted, "in review, but no verdict is submitted"),
        ((Claim.stage != Stage.IN_REVIEW) & submitted, "not in review, but a verdict is submitted"),
        ((Claim.stage == Stage.CLOSED) & in_force, "closed, but a verdict is in force"),
        (in_force & ~public, "a verdict is in force, but nothing is public"),
        (~in_force & public, "something is public, but no verdict is in force"),
    ):
        for claim_id in db.session.scalars(select(Claim.id).where(condition).order_by(Claim.id)):
            yield f"claim {claim_id}: {what}"


def _has(state: VerdictState) -> ColumnElement[bool]:
    one = aliased(Verdict)
    return select(one.id).where(one.claim_id == Claim.id, one.state == state).exists()


def one_verdict_in_force() -> Iterator[Finding]:
    """No claim has two verdicts in force, nor two in the making."""
    for states in ((VerdictState.IN_FORCE,), (VerdictState.DRAFT, VerdictState.SUBMITTED)):
        twice = (
            select(Verdict.claim_id, func.count())
            .where(Verdict.state.in_(states))
            .group_by(Verdict.claim_id)
            .having(func.count() > 1)
        )
        for claim_id, count in db.session.execute(twice):
            told = " or ".join(state.label.lower() for state in states)
            yield f"claim {claim_id}: {count} verdicts are {told}"


def second_person() -> Iterator[Finding]:
    """Nobody published a verdict that they, until then, had contributed to."""
    contributed = (
        select(ClaimContributor.user_id)
        .where(
            ClaimContributor.claim_id == Verdict.claim_id,
            ClaimContributor.user_id == Verdict.published_by_id,
            ClaimContributor.since <= Verdict.published_at,
        )
        .exists()
    )
    for claim_id, number in db.session.execute(
        select(Verdict.claim_id, Verdict.number)
        .where(contributed)
        .order_by(Verdict.claim_id, Verdict.number)
    ):
        yield f"claim {claim_id}: verdict {number} was published by somebody who contributed to it"


def search_complete() -> Iterator[Finding]:
    """Each claim is in the desk's index and each public check in the readers', and nothing else."""
    for index, claim_id, what in search_index.strays_and_gaps():
        yield f"{index}: claim {claim_id} {what} (flask reindex)"
