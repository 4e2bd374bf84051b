"""The record: every operation writes one event, chained per subject.

The hash of an event covers its metadata, the hash before it and a salted commitment to its
payload. Payloads sit apart, so that personal data can be erased later without breaking a chain.
The head of each chain is signed, so that a cut tail shows. Confidential text is in no payload.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from models.base import Base, db, now
from models.claim import Claim
from models.claimant import Claimant
from models.document import Document
from models.event import Event, EventHead, EventPayload, SubjectKind
from models.rating import RatingScale
from models.source import Source
from models.topic import Topic
from models.user import User

FORMAT = 1
START = "0" * 64
INSTALLATION_ID = 1

KINDS: dict[type[Base], SubjectKind] = {
    Claim: SubjectKind.CLAIM,
    Document: SubjectKind.DOCUMENT,
    Source: SubjectKind.SOURCE,
    Claimant: SubjectKind.CLAIMANT,
    Topic: SubjectKind.TOPIC,
    User: SubjectKind.USER,
    RatingScale: SubjectKind.SCALE,
}


def write(
    actor: User | None,
    verb: str,
    subject: Any,
    payload: Mapping[str, Any] | None = None,
    about: Any = None,
) -> Event:
    """Append an event to the subject's chain; `subject` None means the installation itself.

    `about` is the thing within the subject that the verb touched (a verdict, a citation).
    `payload` may hold dates and enums; it is kept as canonical JSON.
    """
    session = db.session
    session.flush()
    kind, subject_id = _address(subject)
    head = session.scalar(
        select(EventHead)
        .where(EventHead.subject_kind == kind, EventHead.subject_id == subject_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if head is None:
        head = EventHead(subject_kind=kind, subject_id=subject_id, seq=0, hash=START, mac="")
        session.add(head)
    body = canonical(dict(payload or {}))
    salt = secrets.token_hex(16)
    event = Event(
        subject_kind=kind,
        subject_id=subject_id,
        seq=head.seq + 1,
        at=now(),
        actor_id=actor.id if actor is not None else None,
        verb=verb,
        object_kind=None if about is None else about.__tablename__,
        object_id=None if about is None else about.id,
        payload_commitment=commitment(salt, body),
        previous_hash=head.hash,
    )
    event.hash = event_hash(event)
    event.payload = EventPayload(salt=salt, body=body)
    session.add(event)
    head.seq, head.hash = event.seq, event.hash
    head.mac = head_mac(kind, subject_id, event.seq, event.hash)
    if isinstance(subject, Claim):
        subject.updated_at = event.at  # evidence, drafts and notes change a claim, too
    session.flush()
    return event


def _address(subject: Any) -> tuple[SubjectKind, int]:
    if subject is None:
        return SubjectKind.INSTALLATION, INSTALLATION_ID
    return KINDS[type(subject)], subject.id


def canonical(value: Any) -> str:
    """JSON with sorted keys and no blanks: one text for one value."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    )


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"no place in a payload for {type(value).__name__}")


def commitment(salt: str, body: str) -> str:
    """A salted hash of the payload: it can be checked with the payload, and tells nothing alone."""
    return hashlib.sha256(f"{salt}:{body}".encode()).hexdigest()


def event_hash(event: Event) -> str:
    """The hash of an event's metadata, commitment and predecessor."""
    facts = {
        "format": FORMAT,
        "subject": [str(event.subject_kind), event.subject_id],
        "seq": event.seq,
        "at": event.at.isoformat(timespec="microseconds"),
        "actor": event.actor_id,
        "verb": event.verb,
        "object": [event.object_kind, event.object_id],
        "payload": event.payload_commitment,
        "previous": event.previous_hash,
    }
    return hashlib.sha256(canonical(facts).encode()).hexdigest()


def head_mac(kind: SubjectKind, subject_id: int, seq: int, digest: str) -> str:
    """The signature of a chain's head, by a key derived from the installation's secret."""
    message = f"{kind}:{subject_id}:{seq}:{digest}".encode()
    return hmac.new(db.key("record"), message, hashlib.sha256).hexdigest()
