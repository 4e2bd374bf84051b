"""A newsroom at work, for tests that need something published: all by the operations people use."""

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select, update

from models.base import db
from models.claim import Claim
from models.document import Document
from models.public import PublicClaim, PublicState, PublicVersion
from models.user import User
from operations import claims, documents, handling, notes, scales, settings, sources, verdicts
from operations.claims import Quote, Wording
from operations.record import canonical
from operations.sources import Evidence, SourceFacts
from queries import scales as scale_queries
from tests.support.people import People

Desk = Callable[..., AbstractContextManager[User]]

WORDING = Wording(
    statement="The bridge cost two million.",
    claimant="Mayor Example",
    claimant_description="Mayor of Exampleton",
    topics="Bridges",
    claimed_on="2006-03-28",
)
REPORT = (
    Evidence(stance="supports", finding="The accounts show two million."),
    SourceFacts(title="Accounts 2006", publisher="City of Exampleton"),
)


@dataclass(frozen=True)
class Published:
    """What a test wants to know of a published claim."""

    id: int
    public_id: str
    path: str


def open_newsroom(desk: Desk, *, is_demo: bool = False, **newsroom: str) -> None:
    """Put the six ratings in use and name the newsroom; harmless if that is done already."""
    with desk():
        if scale_queries.current() is None:
            scales.use(None, slug="six", name="Six ratings")
            settings.set_newsroom(
                None, **{"name": "The Example", "contact": "desk@example.org", **newsroom}
            )
        if is_demo:
            settings.mark_demo(True)


def add_document(
    desk: Desk, people: People, text: str, *, licensed: bool = False, **facts: Any
) -> int:
    """Take in a document and give its id; `licensed` lets readers see the whole text."""
    facts = {"title": "A speech", "kind": "speech", **facts}
    with desk(people.editor) as editor:
        document = documents.add(editor, text=text, **facts)
        if licensed:
            documents.edit(editor, document, 1, full_text_licensed=True, **facts)
        return document.id


def published_claim(
    desk: Desk,
    people: People,
    *,
    rating: str = "true",
    summary: str = "The accounts bear it out.",
    explanation: str = "We read the **accounts** of the city.",
    document_id: int | None = None,
    quote: str = "",
    evidence: Sequence[tuple[Evidence, SourceFacts]] = (REPORT,),
    public_note: str = "",
    **wording: Any,
) -> Published:
    """A claim that a reporter drafted and an editor published.

    With a document, the claim is made of the passage `quote`. Further arguments are fields of
    `Wording`.
    """
    open_newsroom(desk)
    with desk(people.reporter) as reporter:
        claim = claims.create(
            reporter, replace(WORDING, **wording), _quote(document_id, quote) if quote else None
        )
        handling.take(reporter, claim)
        for shown, facts in evidence:
            sources.cite(reporter, claim, shown, facts=facts)
        if public_note:
            notes.add(reporter, claim, body=public_note, visibility="public")
        draft(reporter, claim, 0, rating, summary=summary, explanation=explanation)
        verdicts.submit(reporter, claim)
        claim_id = claim.id
    with desk(people.editor) as editor:
        verdicts.publish(editor, record_of(claim_id))
    return published(desk, claim_id)


def corrected(
    desk: Desk,
    people: People,
    claim: Published,
    *,
    rating: str,
    correction: str = "change",
    reason: str = "A second look at the accounts.",
    summary: str = "The accounts leave half of it out.",
) -> Published:
    """The claim with another verdict, published by an editor with a kind and a reason."""
    with desk(people.editor) as editor:
        revision = verdicts.revise(editor, record_of(claim.id)).revision
    with desk(people.reporter) as reporter:
        record = record_of(claim.id)
        draft(reporter, record, revision, rating, summary=summary, explanation="Read again.")
        verdicts.submit(reporter, record)
    with desk(people.editor) as editor:
        verdicts.publish(editor, record_of(claim.id), correction=correction, reason=reason)
    return published(desk, claim.id)


def draft(
    actor: User, claim: Claim, revision: int, rating: str, *, summary: str, explanation: str
) -> None:
    """Save a draft verdict with the rating of this slug."""
    verdicts.draft(
        actor,
        claim,
        revision,
        rating_id=next(r.id for r in scale_queries.offered() if r.slug == rating),
        summary=summary,
        explanation=explanation,
    )


def set_public_state(
    desk: Desk, claim: Published, state: PublicState, reason: str, **more: Any
) -> None:
    """Bring a check into a state that no operation makes yet: its rows, as one would write them."""
    with desk():
        db.writing()
        row = db.session.execute(
            select(PublicClaim).where(PublicClaim.claim_id == claim.id)
        ).scalar_one()
        at = datetime.now(UTC).replace(microsecond=0)
        shown = {**json.loads(row.body), "state": state, "version": row.version + 1, **more}
        number = db.session.scalar(
            select(func.max(PublicVersion.number)).where(PublicVersion.claim_id == claim.id)
        )
        db.session.add(
            PublicVersion(
                claim_id=claim.id,
                public_id=claim.public_id,
                number=(number or 0) + 1,
                at=at,
                state=state,
                reason=reason,
                body=canonical(shown),
            )
        )
        db.session.execute(
            update(PublicClaim)
            .where(PublicClaim.claim_id == claim.id)
            .values(
                state=state, version=PublicClaim.version + 1, modified_at=at, body=canonical(shown)
            )
        )


def published(desk: Desk, claim_id: int) -> Published:
    """The claim as readers find it now."""
    with desk():
        row = db.session.execute(
            select(PublicClaim.public_id, PublicClaim.slug).where(PublicClaim.claim_id == claim_id)
        ).one()
        return Published(claim_id, row.public_id, f"/claims/{row.public_id}/{row.slug}")


def record_of(claim_id: int) -> Claim:
    """The claim's record on the desk that is open."""
    return db.session.execute(select(Claim).where(Claim.id == claim_id)).scalar_one()


def _quote(document_id: int | None, text: str) -> Quote:
    document = db.session.execute(select(Document).where(Document.id == document_id)).scalar_one()
    return Quote(document.current, text)
