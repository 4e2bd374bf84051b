"""Verifying the record: is every chain whole, and does every subject have one?

It reads and never writes. It stands beside `record.py`, whose hashes it makes anew.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, and_, func, select, type_coerce
from sqlalchemy.types import NullType

from models.base import Base, db
from models.event import Event, EventHead, EventPayload, SubjectKind
from operations import record

SUBJECTS: dict[SubjectKind, type[Base]] = {kind: model for model, kind in record.KINDS.items()}
ROWS_AT_ONCE = 1_000


@dataclass(frozen=True)
class Problem:
    """What is wrong, with which subject, at which of its events (None: with the whole chain)."""

    kind: str
    subject_id: int
    seq: int | None
    what: str

    def __str__(self) -> str:
        place = "" if self.seq is None else f", event {self.seq}"
        return f"{self.kind} {self.subject_id}{place}: {self.what}"


def size() -> int:
    """How many events there are to verify."""
    return db.session.scalar(select(func.count()).select_from(Event)) or 0


def problems(step: Callable[[int], None] = lambda events: None) -> Iterator[Problem]:
    """Everything that is wrong with the record, chain by chain; nothing if it is whole.

    Memory stays flat: events are read as a stream. Calls `step` with the number of events read.
    """
    rows = db.session.execute(_stream(), execution_options={"yield_per": ROWS_AT_ONCE})
    for (kind, subject_id), events in groupby(rows, lambda row: (row.subject_kind, row.subject_id)):
        yield from _chain(kind, subject_id, events, step)
    yield from _without_events()
    yield from _orphans()
    yield from unrecorded()


def unrecorded() -> Iterator[Problem]:
    """Subjects without a chain, and chains without their subject."""
    for kind, model in SUBJECTS.items():
        yield from _unrecorded(kind, model)


def _stream() -> Select[*tuple[Any, ...]]:
    """All events in the order of their chains, each with its payload and the head of its chain.

    Values are taken as they are stored, so that one that was spoilt is reported and stops nothing.
    """
    head = _same_subject(EventHead)
    return (
        select(
            type_coerce(Event.subject_kind, String).label("subject_kind"),
            Event.subject_id,
            Event.seq,
            type_coerce(Event.at, NullType).label("at"),
            Event.actor_id,
            Event.verb,
            Event.object_kind,
            Event.object_id,
            Event.payload_commitment,
            Event.previous_hash,
            Event.hash,
            EventPayload.salt,
            EventPayload.body,
            EventHead.seq.label("head_seq"),
            EventHead.hash.label("head_hash"),
            EventHead.mac.label("head_mac"),
        )
        .outerjoin(EventPayload, EventPayload.event_id == Event.id)
        .outerjoin(EventHead, head)
        .order_by(Event.subject_kind, Event.subject_id, Event.seq)
    )


def _same_subject(other: type[EventHead]) -> ColumnElement[bool]:
    return and_(
        other.subject_kind == Event.subject_kind,
        other.subject_id == Event.subject_id,
    )


def _chain(
    kind: str, subject_id: int, events: Iterator[Row[Any]], step: Callable[[int], None]
) -> Iterator[Problem]:
    expected, previous = 1, record.START
    last: Row[Any] | None = None
    for event in events:
        step(1)
        wrong = list(_event(event, expected, previous))
        yield from (Problem(kind, subject_id, event.seq, what) for what in wrong)
        last, previous = event, event.hash
        expected = event.seq + 1 if isinstance(event.seq, int) else expected + 1
    if last is not None:
        yield from (Problem(kind, subject_id, None, what) for what in _head(last))


def _event(event: Row[Any], expected: int, previous: str) -> Iterator[str]:
    """What is wrong with one event, seen after the one before it."""
    if event.seq != expected:
        yield f"what should come before it is missing, from event {expected} on"
    elif event.previous_hash != previous:
        yield "it does not follow from the event before it"
    if _hash(event) != event.hash:
        yield "it was changed: its hash is not that of what it says"
    if event.body is None:
        yield "its payload is missing"
    elif record.commitment(event.salt, event.body) != event.payload_commitment:
        yield "its payload was changed"


def _head(last: Row[Any]) -> Iterator[str]:
    """What is wrong with the head of a chain that ends with this event."""
    if last.head_seq is None:
        yield "the head of its chain is missing"
        return
    mac = record.head_mac(last.subject_kind, last.subject_id, last.head_seq, last.head_hash)
    if mac != last.head_mac:
        yield "the head of its chain is not signed with this installation's key"
    if last.head_seq != last.seq:
        yield f"its chain ends with event {last.seq}, but the head says {last.head_seq}"
    elif last.head_hash != last.hash:
        yield "the head of its chain is not that of its last event"


def _hash(event: Row[Any]) -> str | None:
    """The hash of what the event says now; None if that cannot even be read."""
    at = event.at
    try:
        moment = at if isinstance(at, datetime) else datetime.fromisoformat(at)
        facts = event._asdict() | {
            "at": moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        }
        return record.event_hash(_Facts(**facts))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None


class _Facts:
    """A row with its time as an aware instant, as the hash of an event wants it."""

    def __init__(self, **facts: Any) -> None:
        self.__dict__.update(facts)


def _without_events() -> Iterator[Problem]:
    lone = select(
        type_coerce(EventHead.subject_kind, String), EventHead.subject_id, EventHead.seq
    ).where(~select(Event.id).where(_same_subject(EventHead)).exists())
    for kind, subject_id, seq in db.session.execute(lone):
        yield Problem(kind, subject_id, None, f"all its events are missing: there were {seq}")


def _orphans() -> Iterator[Problem]:
    known = select(Event.id).where(Event.id == EventPayload.event_id).exists()
    for event_id in db.session.scalars(select(EventPayload.event_id).where(~known)):
        yield Problem("payload", event_id, None, "the event that it belongs to is missing")


def _unrecorded(kind: SubjectKind, model: Any) -> Iterator[Problem]:
    chain = and_(Event.subject_kind == kind, Event.subject_id == model.id)
    for subject_id in db.session.scalars(
        select(model.id).where(~select(Event.id).where(chain).exists()).order_by(model.id)
    ):
        yield Problem(kind, subject_id, None, "nothing in the record tells where it comes from")
    there = select(model.id).where(model.id == EventHead.subject_id).exists()
    for subject_id in db.session.scalars(
        select(EventHead.subject_id).where(EventHead.subject_kind == kind, ~there)
    ):
        yield Problem(kind, subject_id, None, "the record tells of it, but it is gone")
