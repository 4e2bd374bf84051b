"""What differs between the desk and what is public."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from formats import snapshot
from formats.differences import Part, words
from models.base import db
from models.claim import Claim
from models.event import Event, SubjectKind
from models.public import PublicClaim
from queries.claims import Work

_LABELS = {
    "headline": "Headline",
    "statement": "Statement",
    "language": "Language",
    "kind": "Kind",
    "medium": "Medium",
    "claimant": "Claimant",
    "subject": "Subject",
    "as_reported_by": "As reported by",
    "claimed_on": "Date of the claim",
    "claimed_on_inferred": "Date inferred",
    "claimed_in": "Place",
    "topics": "Topics",
    "verdict": "Verdict",
    "evidence": "Evidence",
    "appearances": "Where it was said",
    "notes": "Public notes",
}
# What changes what readers see, done by people; moves through the stages do not.
CHANGING_VERBS = (
    "claim.edited",
    "citation.added",
    "citation.edited",
    "citation.removed",
    "note.added",
)
PUBLISHING_VERBS = ("claim.publish", "claim.publish_changes")


@dataclass(frozen=True)
class Difference:
    """A field that differs, and how, word by word."""

    label: str
    parts: list[Part]


def public_row(claim: Claim) -> PublicClaim | None:
    """The claim's public row, if it was ever published."""
    return db.session.get(PublicClaim, claim.id)


def differences(work: Work) -> list[Difference]:
    """What readers would see changed if the desk's state were published; empty if nothing.

    Compared with the verdict in force: a draft in the making is not a difference yet.
    """
    row = public_row(work.claim)
    if row is None or work.in_force is None:
        return []
    public: dict[str, Any] = json.loads(row.body)
    desk = json.loads(
        json.dumps(
            snapshot.claim(
                work.claim, work.in_force, work.citations, work.appearances, work.public_notes
            )
        )
    )
    return [
        Difference(label, words(_told(public.get(field)), _told(desk.get(field))))
        for field, label in _LABELS.items()
        if public.get(field) != desk.get(field)
    ]


def _told(value: Any) -> str:
    """A value of the snapshot as lines of text."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(_told(item) for item in value)
    if isinstance(value, dict):
        told = (_told(item) for key, item in value.items() if key not in ("slug", "public_id"))
        return " · ".join(text for text in told if text)
    return str(value)


def changed_by(work: Work) -> set[int]:
    """Who changed, since the last publication, what readers would see.

    Changes to the claim count, and changes to the sources it cites and the people it names.
    """
    claim = work.claim
    published = db.session.execute(
        select(Event.seq, Event.at)
        .where(_of(SubjectKind.CLAIM, {claim.id}), Event.verb.in_(PUBLISHING_VERBS))
        .order_by(Event.seq.desc())
        .limit(1)
    ).first()
    if published is None:
        return set()
    people = {claim.claimant_id, claim.subject_id} - {None}
    elsewhere = or_(
        _of(SubjectKind.SOURCE, {citation.source_id for citation in work.citations}),
        _of(SubjectKind.CLAIMANT, people),
    )
    here = and_(
        _of(SubjectKind.CLAIM, {claim.id}),
        Event.seq > published.seq,
        Event.verb.in_(CHANGING_VERBS),
    )
    return set(
        db.session.scalars(
            select(Event.actor_id).where(
                Event.actor_id.is_not(None),
                or_(here, and_(elsewhere, Event.at > published.at)),
            )
        )
    )


def _of(kind: SubjectKind, ids: set[Any]) -> ColumnElement[bool]:
    return and_(Event.subject_kind == kind, Event.subject_id.in_(ids))
