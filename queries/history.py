"""Histories: the record of one subject, newest first, in sentences."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select

from formats import dates, differences, sentences
from formats.differences import Part
from models.base import db
from models.claim import Claim
from models.document import Document
from models.event import Event, EventPayload, SubjectKind
from models.source import Source
from models.user import User
from queries import settings

COMMAND_LINE = "The command line"
# Texts that are worth reading whole, under the sentence.
_DETAILS = {"citation.added": "finding", "citation.removed": "finding", "note.added": "body"}


@dataclass(frozen=True)
class HistoryItem:
    """One event, or several saves of one draft in a row. All texts are plain, not HTML."""

    verb: str
    sentence: str
    at: str  # in words, in the newsroom's time zone
    at_iso: str
    detail: str
    _changed: tuple[sentences.Change, ...]

    @property
    def at_text(self) -> str:
        """The time in words, by the name that `templates/macros/history.html` uses."""
        return self.at

    @cached_property
    def changes(self) -> list[tuple[str, list[Part]]]:
        """The changed fields, word by word. Compared when asked, as long texts take their time."""
        return [(name, differences.words(old, new)) for name, old, new in self._changed]


def for_claim(claim: Claim) -> list[HistoryItem]:
    """What happened to a claim."""
    return of(SubjectKind.CLAIM, claim.id)


def for_document(document: Document) -> list[HistoryItem]:
    """What happened to a document: taking in, edits, marks."""
    return of(SubjectKind.DOCUMENT, document.id)


def for_source(source: Source) -> list[HistoryItem]:
    """What happened to a source's entry."""
    return of(SubjectKind.SOURCE, source.id)


def for_person(user: User) -> list[HistoryItem]:
    """What happened to a person's account."""
    return of(SubjectKind.USER, user.id)


@dataclass(frozen=True)
class _Told:
    """An event with what it says, before it is a sentence."""

    verb: str
    at: datetime
    actor: str | None
    object_id: int | None
    payload: dict[str, Any]


def of(kind: SubjectKind, subject_id: int) -> list[HistoryItem]:
    """The history of any subject, newest first, with one question to the record."""
    rows = db.session.execute(
        select(Event.verb, Event.at, User.display_name, Event.object_id, EventPayload.body)
        .join(EventPayload, EventPayload.event_id == Event.id)
        .outerjoin(User, User.id == Event.actor_id)
        .where(Event.subject_kind == kind, Event.subject_id == subject_id)
        .order_by(Event.seq)
    )
    told = (
        _Told(verb, at, actor, about, json.loads(body)) for verb, at, actor, about, body in rows
    )
    zone = settings.get("newsroom")["time_zone"]
    return [_item(each, zone) for each in _joined(told)][::-1]


def _joined(events: Iterable[_Told]) -> Iterator[_Told]:
    """The events, with one person's saves of one draft in a row made into one."""
    last: _Told | None = None
    for event in events:
        if last is not None and _same_work(last, event):
            last = _one(last, event)
            continue
        if last is not None:
            yield last
        last = event
    if last is not None:
        yield last


def _same_work(last: _Told, event: _Told) -> bool:
    return event.verb == "verdict.drafted" and (last.verb, last.actor, last.object_id) == (
        event.verb, event.actor, event.object_id)  # fmt: skip


def _one(first: _Told, second: _Told) -> _Told:
    """Two saves as one: from how the first found the fields to how the second left them."""
    before = {**second.payload["before"], **first.payload["before"]}
    after = {**first.payload["after"], **second.payload["after"]}
    saves = first.payload.get("saves", 1) + 1
    payload = {"before": before, "after": after, "saves": saves}
    return _Told(second.verb, second.at, second.actor, second.object_id, payload)


def _item(event: _Told, zone: str) -> HistoryItem:
    return HistoryItem(
        verb=event.verb,
        sentence=sentences.sentence(event.verb, event.actor or COMMAND_LINE, event.payload),
        at=dates.moment(event.at, zone),
        at_iso=event.at.isoformat(timespec="seconds"),
        detail=str(event.payload.get(_DETAILS.get(event.verb, ""), "")),
        _changed=tuple(sentences.changes(event.payload)),
    )
