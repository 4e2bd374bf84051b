"""Claims, and all that a claim's page shows."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from models.appearance import Appearance
from models.base import db
from models.claim import Claim, ClaimContributor
from models.document import DocumentVersion, Passage
from models.note import Note, NoteReader, Visibility
from models.rating import Rating, RatingScale
from models.source import Citation, Source
from models.user import User
from models.verdict import Verdict, VerdictState

PENDING = (VerdictState.DRAFT, VerdictState.SUBMITTED)


@dataclass(frozen=True)
class Work:
    """A claim with everything that hangs on it and bears on publishing it."""

    claim: Claim
    verdicts: list[Verdict]
    citations: list[Citation]
    appearances: list[Appearance]
    contributors: list[ClaimContributor]
    public_notes: list[Note]

    @property
    def pending(self) -> Verdict | None:
        """The verdict in the making: the draft, or the one that was submitted."""
        return next((v for v in self.verdicts if v.state in PENDING), None)

    @property
    def in_force(self) -> Verdict | None:
        return next((v for v in self.verdicts if v.state is VerdictState.IN_FORCE), None)

    @property
    def contributor_ids(self) -> set[int]:
        return {contributor.user_id for contributor in self.contributors}


def get(claim_id: int) -> Claim | None:
    """A claim with its claimant, subject, owner and topics."""
    return db.session.scalar(
        select(Claim)
        .where(Claim.id == claim_id)
        .options(
            joinedload(Claim.claimant),
            joinedload(Claim.subject),
            joinedload(Claim.owner),
            joinedload(Claim.created_by),
            selectinload(Claim.topics),
        )
    )


def work(claim: Claim) -> Work:
    """Everything that hangs on the claim, in a fixed number of queries."""
    session = db.session
    return Work(
        claim=claim,
        verdicts=list(
            session.scalars(
                select(Verdict)
                .where(Verdict.claim_id == claim.id)
                .order_by(Verdict.number.desc())
                .options(
                    joinedload(Verdict.rating)
                    .joinedload(Rating.scale)
                    .selectinload(RatingScale.ratings),
                    joinedload(Verdict.created_by),
                    joinedload(Verdict.submitted_by),
                    joinedload(Verdict.published_by),
                )
            )
        ),
        citations=list(
            session.scalars(
                select(Citation)
                .where(Citation.claim_id == claim.id)
                .order_by(Citation.id)
                .options(joinedload(Citation.source).joinedload(Source.kind))
            )
        ),
        appearances=list(
            session.scalars(
                select(Appearance)
                .where(Appearance.claim_id == claim.id)
                .order_by(Appearance.is_first.desc(), Appearance.said_on, Appearance.id)
                .options(
                    joinedload(Appearance.passage)
                    .joinedload(Passage.version)
                    .joinedload(DocumentVersion.document),
                    joinedload(Appearance.speaker),
                )
            )
        ),
        contributors=list(
            session.scalars(
                select(ClaimContributor)
                .where(ClaimContributor.claim_id == claim.id)
                .order_by(ClaimContributor.since)
                .options(joinedload(ClaimContributor.user))
            )
        ),
        public_notes=list(
            session.scalars(
                select(Note)
                .where(Note.claim_id == claim.id, Note.visibility == Visibility.PUBLIC)
                .order_by(Note.id)
            )
        ),
    )


def citation(claim_id: int, citation_id: int) -> Citation | None:
    """One piece of a claim's evidence, with its source and claim."""
    return db.session.scalar(
        select(Citation)
        .where(Citation.id == citation_id, Citation.claim_id == claim_id)
        .options(joinedload(Citation.source), joinedload(Citation.claim))
    )


def notes(claim: Claim, reader: User) -> list[Note]:
    """The claim's notes that this person may read, newest first.

    Confidential notes are for their author and the people named in them, whatever the role.
    """
    named = select(NoteReader.note_id).where(NoteReader.user_id == reader.id)
    return list(
        db.session.scalars(
            select(Note)
            .where(
                Note.claim_id == claim.id,
                or_(
                    Note.visibility != Visibility.CONFIDENTIAL,
                    Note.author_id == reader.id,
                    Note.id.in_(named),
                ),
            )
            .order_by(Note.id.desc())
            .options(joinedload(Note.author), selectinload(Note.readers))
        )
    )


def by_ids(ids: list[int]) -> list[Claim]:
    """Claims with these ids, in the given order, with their claimants."""
    if not ids:
        return []
    found = {
        claim.id: claim
        for claim in db.session.scalars(
            select(Claim).where(Claim.id.in_(ids)).options(joinedload(Claim.claimant))
        )
    }
    return [found[claim_id] for claim_id in ids if claim_id in found]
