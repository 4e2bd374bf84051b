"""Documents, what is marked in them, and what to offer while a claim is made of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from models.appearance import Appearance
from models.base import db
from models.claim import Claim
from models.claimant import Claimant
from models.document import Document, DocumentVersion, Passage
from models.public import PublicClaim, PublicState
from models.rating import Rating
from models.topic import Topic
from models.verdict import Verdict, VerdictState

PAGE = 50
MOST_OFFERED = 500


@dataclass(frozen=True)
class MarkedPassage:
    """A passage with its number in the text, and the claims that were made of it."""

    number: int
    passage: Passage
    claims: list[Claim]

    @property
    def start(self) -> int:
        """Where it begins, in code points."""
        return self.passage.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.passage.end


@dataclass(frozen=True)
class Reading:
    """A document as it is read: its newest version, and everything that is marked in it."""

    document: Document
    version: DocumentVersion
    passages: list[MarkedPassage]
    ratings: dict[int, Rating]  # by claim, of the verdicts in force
    public: set[int]  # claims whose check readers can see


def get(document_id: int) -> Document | None:
    """A document without its text."""
    return db.session.get(Document, document_id)


def current_version(document_id: int) -> DocumentVersion | None:
    """The newest version of a document's text, with the document."""
    return db.session.scalar(
        select(DocumentVersion)
        .where(DocumentVersion.document_id == document_id)
        .order_by(DocumentVersion.number.desc())
        .limit(1)
        .options(joinedload(DocumentVersion.document).joinedload(Document.created_by))
    )


def passage(document_id: int, passage_id: int) -> Passage | None:
    """A passage, if it is one of this document, with the version it is marked in."""
    return db.session.scalar(
        select(Passage)
        .join(Passage.version)
        .where(Passage.id == passage_id, DocumentVersion.document_id == document_id)
        .options(joinedload(Passage.version).joinedload(DocumentVersion.document))
    )


def reading(document_id: int) -> Reading | None:
    """A document as it is read, in five queries, however much is marked in it."""
    version = current_version(document_id)
    if version is None:
        return None
    claims = _claims(version)
    made = _made_of(version)
    return Reading(
        document=version.document,
        version=version,
        passages=[
            MarkedPassage(number, passage, claims.get(passage.id, []))
            for number, passage in enumerate(_marked(version), start=1)
        ],
        ratings={
            verdict.claim_id: verdict.rating
            for verdict in db.session.scalars(
                select(Verdict)
                .where(Verdict.claim_id.in_(made), Verdict.state == VerdictState.IN_FORCE)
                .options(joinedload(Verdict.rating))
            )
            if verdict.rating is not None
        },
        public=set(
            db.session.scalars(
                select(PublicClaim.claim_id).where(
                    PublicClaim.claim_id.in_(made), PublicClaim.state == PublicState.LIVE
                )
            )
        ),
    )


def _marked(version: DocumentVersion) -> Sequence[Passage]:
    return db.session.scalars(
        select(Passage).where(Passage.version_id == version.id).order_by(Passage.start, Passage.end)
    ).all()


def _claims(version: DocumentVersion) -> dict[int, list[Claim]]:
    appearances = db.session.scalars(
        select(Appearance)
        .join(Appearance.passage)
        .where(Passage.version_id == version.id)
        .order_by(Appearance.id)
        .options(joinedload(Appearance.claim).joinedload(Claim.claimant))
    )
    found: dict[int, list[Claim]] = {}
    for appearance in appearances:
        if appearance.passage_id is not None:
            found.setdefault(appearance.passage_id, []).append(appearance.claim)
    return found


def _made_of(version: DocumentVersion) -> Select[int]:
    return (
        select(Appearance.claim_id).join(Appearance.passage).where(Passage.version_id == version.id)
    )


def claims_at(version: DocumentVersion, start: int, end: int) -> list[Claim]:
    """Claims made of a passage that shares words with this stretch, in the text's order."""
    appearances = db.session.scalars(
        select(Appearance)
        .join(Appearance.passage)
        .where(Passage.version_id == version.id, Passage.start < end, Passage.end > start)
        .order_by(Passage.start, Passage.end, Appearance.id)
        .options(joinedload(Appearance.claim).joinedload(Claim.claimant))
    )
    return list({appearance.claim_id: appearance.claim for appearance in appearances}.values())


@dataclass(frozen=True)
class Listed:
    """A row of the list."""

    document: Document
    claims: int


@dataclass(frozen=True)
class Page:
    """One page of the list, newest first; `newer` and `older` say whether there is more."""

    rows: list[Listed]
    newer: bool
    older: bool


def newest(*, before: int | None = None, after: int | None = None) -> Page:
    """A page of documents: the newest, or those older than `before`, or newer than `after`.

    Both are ids of documents: they count up, so they tell the order, and no page is ever skipped.
    """
    wanted = select(Document).limit(PAGE + 1)
    if after is not None:
        wanted = wanted.where(Document.id > after).order_by(Document.id)
    else:
        wanted = wanted.order_by(Document.id.desc())
        if before is not None:
            wanted = wanted.where(Document.id < before)
    found = list(db.session.scalars(wanted))
    more, shown = len(found) > PAGE, found[:PAGE]
    if after is not None:
        return Page(_counted(shown[::-1]), newer=more, older=True)
    return Page(_counted(shown), newer=before is not None, older=more)


def _counted(documents: list[Document]) -> list[Listed]:
    rows = db.session.execute(
        select(DocumentVersion.document_id, func.count(Appearance.claim_id.distinct()))
        .join(Passage, Passage.version_id == DocumentVersion.id)
        .join(Appearance, Appearance.passage_id == Passage.id)
        .where(DocumentVersion.document_id.in_([document.id for document in documents]))
        .group_by(DocumentVersion.document_id)
    )
    counts = {row[0]: row[1] for row in rows}
    return [Listed(document, counts.get(document.id, 0)) for document in documents]


def claimant_names() -> list[str]:
    """Names of claimants on file to offer, in the order of the alphabet: the newest 500."""
    newest_ones = select(Claimant.id).order_by(Claimant.id.desc()).limit(MOST_OFFERED)
    names = db.session.scalars(select(Claimant.name).where(Claimant.id.in_(newest_ones)))
    return sorted(names, key=str.casefold)


def topic_names() -> list[str]:
    """Names of topics to offer, in the order of the alphabet: the newest 500."""
    newest_ones = select(Topic.id).order_by(Topic.id.desc()).limit(MOST_OFFERED)
    names = db.session.scalars(select(Topic.name).where(Topic.id.in_(newest_ones)))
    return sorted(names, key=str.casefold)
