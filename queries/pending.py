"""What differs between the desk and what is public."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from formats import snapshot
from formats.differences import Part, words
from models.base import db
from models.claim import Claim
from models.event import Event, SubjectKind
from models.note import Note, Visibility
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
CHANGING_ELSEWHERE = ("source.edited", "claimant.edited", "document.edited")
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
    """Who changed, since the last publication (else the submission), what readers would see.

    Changes to the claim count, and changes to what it shows of others: the sources that it cites,
    the people it names, the documents it stands in.
    """
    claim = work.claim
    published = _last(claim, PUBLISHING_VERBS) or _last(claim, ("claim.submit",))
    if published is None:
        return set()
    speakers = {appearance.speaker_id for appearance in work.appearances}
    passages = [a.passage for a in work.appearances if a.passage is not None]
    elsewhere = and_(
        Event.verb.in_(CHANGING_ELSEWHERE),
        Event.at > published.at,
        or_(
            _of(SubjectKind.SOURCE, {citation.source_id for citation in work.citations}),
            _of(SubjectKind.CLAIMANT, {claim.claimant_id, claim.subject_id, *speakers} - {None}),
            _of(SubjectKind.DOCUMENT, {passage.version.document_id for passage in passages}),
        ),
    )
    here = and_(
        _of(SubjectKind.CLAIM, {claim.id}),
        Event.seq > published.seq,
        Event.verb.in_(CHANGING_VERBS),
        readers_would_see(Event),
    )
    return set(
        db.session.scalars(
            select(Event.actor_id).where(
                Event.actor_id.is_not(None),
                or_(here, elsewhere),
            )
        )
    )


def _last(claim: Claim, verbs: tuple[str, ...]) -> Any:
    """Number and time of the last event of these verbs."""
    return db.session.execute(
        select(Event.seq, Event.at)
        .where(_of(SubjectKind.CLAIM, {claim.id}), Event.verb.in_(verbs))
        .order_by(Event.seq.desc())
        .limit(1)
    ).first()


def readers_would_see(event: Any) -> ColumnElement[bool]:
    """Notes for the desk alone change nothing for readers."""
    public_note = exists().where(Note.id == event.object_id, Note.visibility == Visibility.PUBLIC)
    return or_(event.verb != "note.added", public_note)


def digest(work: Work) -> str:
    """A short hash of what publishing would show now: the verdict in the making, else in force.

    A publisher's page carries it, so that nobody publishes what they did not see.
    """
    verdict = work.pending or work.in_force
    if verdict is None or verdict.rating is None:
        return ""
    shown = snapshot.claim(work.claim, verdict, work.citations, work.appearances, work.public_notes)
    text = json.dumps(shown, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _of(kind: SubjectKind, ids: set[Any]) -> ColumnElement[bool]:
    return and_(Event.subject_kind == kind, Event.subject_id.in_(ids))
