"""Lists of claims: narrowed, counted by stage, newest changed first, page by page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import aliased, joinedload

from models.base import db
from models.claim import Claim, Stage
from models.rating import Rating
from models.topic import ClaimTopic
from models.user import User
from models.verdict import Verdict, VerdictState
from queries import fulltext
from queries.claims import PENDING

PAGE = 50
MOST_COUNTED = 1_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_PLACE = re.compile(r"(\d{1,17})-(\d{1,19})", re.ASCII)  # microseconds up to the year 5138
_HIGHEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Filters:
    """What a list of claims is narrowed to; empty fields do not narrow.

    `unowned` means claims without an owner, or whose owner no longer works here.
    """

    stage: Stage | None = None
    owner_id: int | None = None
    unowned: bool = False
    claimant_id: int | None = None
    subject_id: int | None = None
    topic_id: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Place:
    """Where in the list a claim stands: it changes for a claim that changes, and for no other."""

    updated_at: datetime
    claim_id: int

    def __str__(self) -> str:
        return f"{(self.updated_at - _EPOCH) // _MICROSECOND}-{self.claim_id}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """The place that an address names, or None if it names none."""
        match = _PLACE.fullmatch(text)
        if match is None or int(match[2]) > _HIGHEST_ID:
            return None
        return cls(_EPOCH + int(match[1]) * _MICROSECOND, int(match[2]))


@dataclass(frozen=True)
class Row:
    """A claim with its rating: the one in force, else the one in the making."""

    claim: Claim
    rating: Rating | None
    standing: VerdictState | None

    @property
    def place(self) -> Place:
        """Where in the list it stands."""
        return Place(self.claim.updated_at, self.claim.id)


@dataclass(frozen=True)
class Listing:
    """One page. `newer` and `older` are the places that the pages beside it begin at.

    `counts` are by stage, whatever stage the list is narrowed to; beyond 1,000 they stop.
    """

    rows: list[Row]
    newer: Place | None
    older: Place | None
    counts: dict[Stage, int]

    @property
    def total(self) -> int:
        """How many claims there are, whatever their stage."""
        return sum(self.counts.values())


def page(filters: Filters, *, after: Place | None = None, before: Place | None = None) -> Listing:
    """The claims after (older than) a place, or before (newer than) one, or from the beginning.

    Pages are cut by place and not by number, so claims that change meanwhile move to the
    beginning and no other is shown twice or left out.
    """
    everywhere = _conditions(replace(filters, stage=None))
    conditions = list(everywhere)
    if filters.stage is not None:
        conditions.append(Claim.stage == filters.stage)
    counts = _count_by_stage(everywhere)
    if before is not None:
        rows, more = _newer_than(before, conditions)
        if more:
            return Listing(rows, rows[0].place, rows[-1].place, counts)
        after = None  # so close to the beginning that the first page shows it all
    rows, more = _older_than(after, conditions)
    return Listing(
        rows,
        rows[0].place if after is not None and rows else None,
        rows[-1].place if more else None,
        counts,
    )


_ORDER = (Claim.updated_at, Claim.id)


def _older_than(
    place: Place | None, conditions: Sequence[ColumnElement[bool]]
) -> tuple[list[Row], bool]:
    wanted = _rows().where(*conditions)
    if place is not None:
        wanted = wanted.where(tuple_(*_ORDER) < _bound(place))
    wanted = wanted.order_by(*(column.desc() for column in _ORDER)).limit(PAGE + 1)
    rows = _read(wanted)
    return rows[:PAGE], len(rows) > PAGE


def _newer_than(place: Place, conditions: Sequence[ColumnElement[bool]]) -> tuple[list[Row], bool]:
    wanted = _rows().where(*conditions, tuple_(*_ORDER) > _bound(place))
    rows = _read(wanted.order_by(*_ORDER).limit(PAGE + 1))
    return rows[:PAGE][::-1], len(rows) > PAGE


def _bound(place: Place) -> Any:
    return tuple_(
        literal(place.updated_at, Claim.updated_at.type), literal(place.claim_id, Claim.id.type)
    )


_InForce = aliased(Verdict)
_Pending = aliased(Verdict)
_RatingInForce = aliased(Rating)
_RatingPending = aliased(Rating)


def _rows() -> "Select[Claim, Rating, Rating, VerdictState]":
    """Claims with both ratings. No verdict is loaded: its texts may be long."""
    return (
        select(Claim, _RatingInForce, _RatingPending, _Pending.state)
        .outerjoin(
            _InForce,
            (_InForce.claim_id == Claim.id) & (_InForce.state == VerdictState.IN_FORCE),
        )
        .outerjoin(_RatingInForce, _RatingInForce.id == _InForce.rating_id)
        .outerjoin(_Pending, (_Pending.claim_id == Claim.id) & _Pending.state.in_(PENDING))
        .outerjoin(_RatingPending, _RatingPending.id == _Pending.rating_id)
        .options(joinedload(Claim.claimant), joinedload(Claim.owner))
    )


def _read(wanted: "Select[Claim, Rating, Rating, VerdictState]") -> list[Row]:
    return [
        Row(claim, in_force, VerdictState.IN_FORCE)
        if in_force is not None
        else Row(claim, pending, state if pending is not None else None)
        for claim, in_force, pending, state in db.session.execute(wanted)
    ]


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.stage is not None:
        found.append(Claim.stage == filters.stage)
    if filters.owner_id is not None:
        found.append(Claim.owner_id == filters.owner_id)
    if filters.unowned:
        found.append(unowned())
    if filters.claimant_id is not None:
        found.append(Claim.claimant_id == filters.claimant_id)
    if filters.subject_id is not None:
        found.append(Claim.subject_id == filters.subject_id)
    if filters.topic_id is not None:
        filed = select(ClaimTopic.claim_id).where(ClaimTopic.topic_id == filters.topic_id)
        found.append(Claim.id.in_(filed))
    if filters.words:
        matches = fulltext.match(db.session(), "claim_search", filters.words, MOST_COUNTED)
        found.append(Claim.id.in_(matches))
    return found


def unowned() -> ColumnElement[bool]:
    """The condition that nobody who works here has the claim."""
    left = select(User.id).where(~User.active)
    return or_(Claim.owner_id.is_(None), Claim.owner_id.in_(left))


def _count_by_stage(conditions: Sequence[ColumnElement[bool]]) -> dict[Stage, int]:
    """One statement, and bounded: a stage with a million claims is not counted through."""
    counted = db.session.execute(select(*(_count(stage, conditions) for stage in Stage))).one()
    return dict(zip(Stage, counted, strict=True))


def _count(stage: Stage, conditions: Sequence[ColumnElement[bool]]) -> ScalarSelect[int]:
    some = (
        select(literal(1).label("one"))
        .select_from(Claim)
        .where(Claim.stage == stage, *conditions)
        .limit(MOST_COUNTED + 1)
        .subquery()
    )
    return select(func.count()).select_from(some).scalar_subquery().label(stage.value)  # type: ignore[return-value]


def owners() -> list[User]:
    """The people who own a claim, by name; some may no longer work here."""
    owned = exists().where(Claim.owner_id == User.id)
    return list(db.session.scalars(select(User).where(owned).order_by(User.display_name, User.id)))
