"""What readers ask. Everything here reads `public_*` tables through the confined session."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select, tuple_

from formats.snapshot import Snapshot
from models.base import db
from models.claimant import ClaimantKind
from models.public import (
    PublicAppearance,
    PublicClaim,
    PublicClaimant,
    PublicClaimTopic,
    PublicDocument,
    PublicSetting,
    PublicState,
    PublicTopic,
    PublicVersion,
)
from queries import fulltext

PAGE = 20
MOST_FOUND = 50
MOST_PASSAGES = 500
LISTED = (PublicState.LIVE, PublicState.UNDER_REVIEW, PublicState.RETRACTED)
_WITH_PAGE = (ClaimantKind.PERSON, ClaimantKind.ORGANIZATION)


@dataclass(frozen=True)
class Check:
    """A check as it stands: its row, and (parsed only when asked for) what it shows."""

    claim_id: int
    public_id: str
    state: PublicState
    slug: str
    version: int
    first_published_at: datetime
    modified_at: datetime
    body: str

    @cached_property
    def shown(self) -> Snapshot:
        """The published snapshot: `formats/snapshot.py` says what is in it."""
        parsed: Snapshot = json.loads(self.body)
        return parsed

    @property
    def is_live(self) -> bool:
        return self.state is PublicState.LIVE


@dataclass(frozen=True)
class Version:
    """One published state of a check: its number, when, which kind of correction, and why."""

    number: int
    at: datetime
    state: PublicState
    correction: str | None
    reason: str
    shown: Snapshot


@dataclass(frozen=True)
class Listing:
    """A page of a list, newest first; `older` is where the next page begins, if there is one."""

    checks: list[Check]
    older: str | None


@dataclass(frozen=True)
class Claimant:
    slug: str
    name: str
    kind: str
    description: str


@dataclass(frozen=True)
class Topic:
    slug: str
    name: str


@dataclass(frozen=True)
class Document:
    """A document's metadata, and its whole text where an editor has marked it as licensed."""

    shown: dict[str, Any]
    full_text: str | None


@dataclass
class Passage:
    """What was checked in a document: the words, a few around them, and the checks of them."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    checks: list[Check]


_ROW = (
    PublicClaim.claim_id,
    PublicClaim.public_id,
    PublicClaim.state,
    PublicClaim.slug,
    PublicClaim.version,
    PublicClaim.first_published_at,
    PublicClaim.modified_at,
    PublicClaim.body,
)


def settings() -> dict[str, dict[str, Any]]:
    """The newsroom, its scale and its gate as published."""
    rows = db.public.execute(select(PublicSetting.key, PublicSetting.value))
    return {row.key: row.value for row in rows}


def check(public_id: str) -> Check | None:
    """The check of this public id, in any state: one indexed read."""
    row = db.public.execute(select(*_ROW).where(PublicClaim.public_id == public_id)).first()
    return Check(*row) if row else None


def history(claim_id: int) -> list[Version]:
    """Every published state of a check, oldest first."""
    rows = db.public.execute(
        select(
            PublicVersion.number,
            PublicVersion.at,
            PublicVersion.state,
            PublicVersion.correction,
            PublicVersion.reason,
            PublicVersion.body,
        )
        .where(PublicVersion.claim_id == claim_id)
        .order_by(PublicVersion.number)
    )
    return [Version(*row[:-1], json.loads(row.body)) for row in rows]


def reason(claim_id: int) -> str:
    """The public reason of a check's newest state."""
    found = db.public.scalar(
        select(PublicVersion.reason)
        .where(PublicVersion.claim_id == claim_id)
        .order_by(PublicVersion.number.desc())
        .limit(1)
    )
    return found or ""


def latest(before: str | None = None) -> Listing | None:
    """The latest checks; with `before` (a public id), those published earlier than that one.

    None if there is no check of that id.
    """
    return _listing(select(*_ROW), PublicClaim, before)


def by_claimant(slug: str, before: str | None = None) -> Listing | None:
    """The checks of what a claimant asserted, as `latest` gives them."""
    chosen = select(*_ROW).where(PublicClaim.claimant_slug == slug)
    return _listing(chosen, PublicClaim, before)


def about_topic(slug: str, before: str | None = None) -> Listing | None:
    """The checks about a topic, as `latest` gives them."""
    chosen = (
        select(*_ROW)
        .join(PublicClaimTopic, PublicClaimTopic.claim_id == PublicClaim.claim_id)
        .where(PublicClaimTopic.topic_slug == slug)
    )
    return _listing(chosen, PublicClaimTopic, before)


def _listing(
    chosen: Select[*tuple[Any, ...]],
    ordered: type[PublicClaim] | type[PublicClaimTopic],
    before: str | None,
) -> Listing | None:
    """A page by keyset, in the order of an index of the table `ordered`."""
    place = tuple_(ordered.first_published_at, ordered.claim_id)
    if before is not None:
        last = check(before)
        if last is None:
            return None
        chosen = chosen.where(place < (last.first_published_at, last.claim_id))
    rows = db.public.execute(
        chosen.where(_is_listed())
        .order_by(ordered.first_published_at.desc(), ordered.claim_id.desc())
        .limit(PAGE + 1)
    ).all()
    checks = [Check(*row) for row in rows[:PAGE]]
    return Listing(checks, checks[-1].public_id if len(rows) > PAGE else None)


def _is_listed() -> ColumnElement[bool]:
    return PublicClaim.state.in_(LISTED)


def found(query: str) -> list[Check]:
    """The checks that match the words of a query, best first. Any text is safe."""
    ids = fulltext.match(db.public(), "public_search", query, MOST_FOUND)
    if not ids:
        return []
    rows = db.public.execute(select(*_ROW).where(PublicClaim.claim_id.in_(ids), _is_listed()))
    known = {row.claim_id: Check(*row) for row in rows}
    return [known[claim_id] for claim_id in ids if claim_id in known]


def claimant(slug: str) -> Claimant | None:
    """A person or organization that published claims name; groups and the unnamed have no page."""
    row = db.public.execute(
        select(
            PublicClaimant.slug,
            PublicClaimant.name,
            PublicClaimant.kind,
            PublicClaimant.description,
        ).where(PublicClaimant.slug == slug, PublicClaimant.kind.in_(_WITH_PAGE))
    ).first()
    return Claimant(*row) if row else None


def topic(slug: str) -> Topic | None:
    """A topic that published claims have."""
    row = db.public.execute(
        select(PublicTopic.slug, PublicTopic.name).where(PublicTopic.slug == slug)
    ).first()
    return Topic(*row) if row else None


def document(public_id: str) -> Document | None:
    """A document in which a published claim appears."""
    row = db.public.execute(
        select(PublicDocument.body, PublicDocument.full_text).where(
            PublicDocument.public_id == public_id
        )
    ).first()
    return Document(json.loads(row.body), row.full_text) if row else None


def passages(document_public_id: str) -> list[Passage]:
    """The passages of published claims in a document, in the order of its text (at most 500)."""
    rows = db.public.execute(
        select(
            PublicAppearance.position,
            PublicAppearance.exact,
            PublicAppearance.prefix,
            PublicAppearance.suffix,
            *_ROW,
        )
        .join(PublicClaim, PublicClaim.claim_id == PublicAppearance.claim_id)
        .where(PublicAppearance.document_public_id == document_public_id, _is_listed())
        .order_by(PublicAppearance.position, PublicAppearance.claim_id)
        .limit(MOST_PASSAGES)
    )
    return _grouped(rows)


def _grouped(rows: Iterable[Row[*tuple[Any, ...]]]) -> list[Passage]:
    """One passage for all the checks of the same words at the same place."""
    groups: dict[tuple[int, str], Passage] = {}
    for position, exact, prefix, suffix, *row in rows:
        passage = Passage(position, position + len(exact), exact, prefix, suffix, [])
        groups.setdefault((position, exact), passage).checks.append(Check(*row))
    return list(groups.values())
