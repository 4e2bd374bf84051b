"""The public rows: written here alone, in the transaction of the verb that publishes.

Everything that readers, embeds and the dashboard see is made from one snapshot. The newest
`public_versions` row of a claim is the truth; all other public rows can be rebuilt from it.
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select, text

from formats import snapshot
from formats.snapshot import Snapshot
from models.base import Base, db, now
from models.claim import Claim
from models.document import Document
from models.public import (
    PublicAppearance,
    PublicClaim,
    PublicClaimant,
    PublicClaimTopic,
    PublicDocument,
    PublicSetting,
    PublicState,
    PublicTally,
    PublicTopic,
    PublicVersion,
)
from models.verdict import CorrectionKind, Verdict
from operations import listing, upserts
from operations.record import canonical
from queries import gate, scales, settings
from queries.claims import Work


def publish(
    work: Work, verdict: Verdict, correction: CorrectionKind | None = None, reason: str = ""
) -> PublicVersion:
    """Publish the claim with this verdict: a new version, and every row that is made from it."""
    _one_at_a_time()
    claim = work.claim
    standing = db.session.get(PublicClaim, claim.id)
    at = now().replace(microsecond=0)
    shown = snapshot.stamped(
        snapshot.claim(claim, verdict, work.citations, work.appearances, work.public_notes),
        version=standing.version + 1 if standing else 1,
        state=PublicState.LIVE,
        first_published=standing.first_published_at if standing else at,
        modified=at,
        counted_on=_counted_on(standing, at),
    )
    version = PublicVersion(
        claim_id=claim.id,
        public_id=claim.public_id,
        number=shown["version"],
        at=at,
        state=PublicState.LIVE,
        correction=correction,
        reason=reason,
        body=canonical(shown),
    )
    db.session.add(version)
    if standing is not None and standing.state in listing.LISTED:
        listing.withdraw(claim.id, json.loads(standing.body))
    _write(claim.id, shown)
    _publish_documents(work)
    db.session.flush()
    return version


def _one_at_a_time() -> None:
    """Publications and rebuilds wait for each other; SQLite has one writer in any case.

    Two at once would lock the tallies in opposite orders, and a rebuild would delete the rows of
    what is published meanwhile. Readers wait for nobody.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE public_versions IN SHARE ROW EXCLUSIVE MODE"))


def _write(claim_id: int, shown: Snapshot) -> None:
    """Write every current row of one check from its snapshot."""
    session = db.session
    published = datetime.fromisoformat(shown["first_published_at"])
    row = session.get(PublicClaim, claim_id) or PublicClaim(claim_id=claim_id)
    row.public_id = shown["public_id"]
    row.state = PublicState(shown["state"])
    row.slug = shown["slug"]
    row.version = shown["version"]
    row.claimant_slug = shown["claimant"]["slug"]
    row.rating_slug = shown["verdict"]["rating"]["slug"]
    row.scale_slug = shown["verdict"]["rating"]["scale"]
    row.first_published_at = published
    row.modified_at = datetime.fromisoformat(shown["modified_at"])
    row.body = canonical(shown)
    session.add(row)
    session.flush()
    if row.state in listing.LISTED:
        listing.enter(claim_id, shown)


def _counted_on(standing: PublicClaim | None, at: datetime) -> date:
    """The desk's day of the first publication, kept when the time zone changes."""
    if standing is not None:
        return date.fromisoformat(json.loads(standing.body)["counted_on"])
    return at.astimezone(ZoneInfo(settings.get("newsroom")["time_zone"])).date()


def _publish_documents(work: Work) -> None:
    for appearance in work.appearances:
        if appearance.passage is not None:
            publish_document(appearance.passage.version.document)


def publish_document(document: Document) -> None:
    """Write a document's public row: metadata, and the whole text only if it is licensed."""
    upserts.put(
        PublicDocument,
        {"public_id": document.public_id},
        {
            "body": canonical(snapshot.document(document)),
            "full_text": document.current.text if document.full_text_licensed else None,
        },
    )


def republish_document(document: Document) -> None:
    """Write a document's public row anew if it has one."""
    if db.session.get(PublicDocument, document.public_id) is not None:
        publish_document(document)
        db.session.flush()


def publish_settings() -> None:
    """Write what readers see of the settings: newsroom, demo mark, scale and gate."""
    scale = scales.current()
    levels = settings.get("gate")
    shown: dict[str, dict[str, Any]] = {
        "newsroom": settings.get("newsroom"),
        "demo": settings.get("demo"),
        "scale": {
            "name": scale.name,
            "slug": scale.slug,
            "ratings": [snapshot.rating(rating) for rating in scale.ratings],
        }
        if scale
        else {},
        "gate": {
            "rules": [
                {"label": rule.label, "blocks": gate.blocks(levels, rule)} for rule in gate.RULES
            ]
        },
    }
    for key, value in shown.items():
        db.session.merge(PublicSetting(key=key, value=value))
    db.session.flush()


_CURRENT: tuple[type[Base], ...] = (
    PublicClaim, PublicClaimTopic, PublicTopic, PublicClaimant, PublicAppearance, PublicTally,
)  # fmt: skip


def rebuild(progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Write all current public rows anew from the newest version of each check.

    Calls `progress(done, total)` after each check. Gives the number of checks.
    """
    db.writing()
    _one_at_a_time()
    newest = (
        select(PublicVersion.claim_id, func.max(PublicVersion.number).label("number"))
        .group_by(PublicVersion.claim_id)
        .subquery()
    )
    versions = db.session.execute(
        select(PublicVersion.claim_id, PublicVersion.body)
        .join(
            newest,
            (PublicVersion.claim_id == newest.c.claim_id)
            & (PublicVersion.number == newest.c.number),
        )
        .order_by(PublicVersion.id)  # names as they were published last
    ).all()
    for kind in _CURRENT:
        db.session.execute(delete(kind))
    db.session.expunge_all()
    for done, (claim_id, body) in enumerate(versions, start=1):
        _write(claim_id, json.loads(body))
        progress(done, len(versions))
    publish_settings()
    return len(versions)


def standing(claim: Claim) -> PublicClaim | None:
    """The claim's public row, if it was ever published."""
    return db.session.get(PublicClaim, claim.id)
