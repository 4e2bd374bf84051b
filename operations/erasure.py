"""Taking whole subjects out of the store, with their chains: never a single event of one.

The triggers of the record must be lifted meanwhile (`models/immutable.py`).
"""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Table, delete, select

from models.base import db
from models.event import Event, EventHead, EventPayload, SubjectKind
from models.references import portions, referring
from operations.verification import SUBJECTS


def erase(kind: SubjectKind, ids: Collection[int], *, parts: bool = False) -> int:
    """Delete subjects of one kind with their chains, and give how many events those had.

    With `parts`, every row that refers to them goes, too, and what refers to those; else the
    database refuses to delete what something still refers to.
    """
    table: Table = SUBJECTS[kind].__table__  # type: ignore[assignment]
    events = 0
    for some in portions(ids):
        if parts:
            _delete_parts(table, some)
        db.session.execute(delete(table).where(table.c.id.in_(some)))
        events += _delete_chains(kind, some)
    return events


def _delete_parts(table: Table, ids: Iterable[int]) -> None:
    for column in referring(table):
        part = column.table
        if part is table:
            continue  # the same kind of subject: chosen by the caller, not followed
        if referring(part):
            below = db.session.scalars(select(part.c.id).where(column.in_(ids))).all()
            for some in portions(below):
                _delete_parts(part, some)
        db.session.execute(delete(part).where(column.in_(ids)))


def _delete_chains(kind: SubjectKind, ids: Iterable[int]) -> int:
    def of(model: type[Event] | type[EventHead]) -> Any:
        return (model.subject_kind == kind) & model.subject_id.in_(ids)

    chained = select(Event.id).where(of(Event))
    db.session.execute(delete(EventPayload).where(EventPayload.event_id.in_(chained)))
    events = db.session.execute(delete(Event).where(of(Event)))
    db.session.execute(delete(EventHead).where(of(EventHead)))
    count: int = events.rowcount  # type: ignore[attr-defined]
    return count
