"""Counts of published checks, from the tallies alone: they cost the same however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, extract, func, select

from models.base import db
from models.public import PublicTally
from models.words import Precision

LONGEST_BY_DAY = 31
LONGEST_BY_MONTH = 36 * 31


@dataclass(frozen=True)
class Count:
    """How many checks have a rating. The slugs name it on its scale."""

    scale: str
    rating: str
    checks: int


@dataclass(frozen=True)
class Period:
    """How many checks were first published in a day, month or year ("2026-11")."""

    name: str
    checks: int


def by_rating(dimension: str = "all", key: str = "") -> list[Count]:
    """Checks by rating: over all, or of one "claimant" or "topic" (key: its slug)."""
    total = func.sum(PublicTally.count)
    rows = db.public.execute(
        select(PublicTally.scale_slug, PublicTally.rating_slug, total)
        .where(*_within(dimension, key))
        .group_by(PublicTally.scale_slug, PublicTally.rating_slug)
        .order_by(PublicTally.scale_slug, PublicTally.rating_slug)
    )
    return [Count(*row) for row in rows]


def over_time(dimension: str = "all", key: str = "") -> list[Period]:
    """Checks by day, month or year of first publication, whichever suits the span; no gaps."""
    first, last = db.public.execute(
        select(func.min(PublicTally.day), func.max(PublicTally.day)).where(*_within(dimension, key))
    ).one()
    if not first:  # no check yet
        return []
    precision = _suiting(first, last)
    parts = _parts(precision)
    rows = db.public.execute(
        select(*parts, func.sum(PublicTally.count)).where(*_within(dimension, key)).group_by(*parts)
    )
    counted = {_name([int(part) for part in row[:-1]]): int(row[-1]) for row in rows}
    return [Period(name, counted.get(name, 0)) for name in _names(first, last, precision)]


def _within(dimension: str, key: str) -> tuple[ColumnElement[bool], ...]:
    return PublicTally.dimension == dimension, PublicTally.key == key


def _suiting(first: date, last: date) -> Precision:
    span = (last - first).days
    if span < LONGEST_BY_DAY:
        return Precision.DAY
    return Precision.MONTH if span < LONGEST_BY_MONTH else Precision.YEAR


def _parts(precision: Precision) -> list[ColumnElement[Any]]:
    names = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3}[precision]
    return [extract(name, PublicTally.day) for name in ("year", "month", "day")[:names]]


def _name(parts: Sequence[int]) -> str:
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])


def _names(first: date, last: date, precision: Precision) -> list[str]:
    """Every period from the first day to the last, in order."""
    length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[precision]
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return list(dict.fromkeys(day.isoformat()[:length] for day in days))
