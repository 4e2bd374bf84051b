"""Lists by name, page by page: claimants and topics."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from formats import searches
from models.base import Base, db

PAGE = 100
Named = TypeVar("Named", bound=Base)


@dataclass(frozen=True)
class NamePage(Generic[Named]):
    """Rows in the order of their names; `after` is the id that the next page begins after."""

    rows: list[Named]
    after: int | None


def page(
    kind: type[Named], *, words: str = "", after: int | None = None, size: int = PAGE
) -> NamePage[Named]:
    """A page of things with a name, from the beginning or after the one with the id `after`.

    All words must stand in the name. An unknown id begins at the beginning.
    """
    table: Any = kind
    order = (func.lower(table.name), table.id)
    narrowed = select(kind).where(*holds_all(words, table.name))
    start = _place(table, after) if after else None
    if start is not None:
        narrowed = narrowed.where(tuple_(*order) > tuple_(*start))
    found = list(db.session.scalars(narrowed.order_by(*order).limit(size + 1)))
    rows: list[Any] = found[:size]
    return NamePage(rows, rows[-1].id if len(found) > size else None)


def _place(table: Any, row_id: int) -> tuple[str, int] | None:
    name = db.session.scalar(select(func.lower(table.name)).where(table.id == row_id))
    return None if name is None else (name, row_id)


def holds_all(
    words: str, *columns: InstrumentedAttribute[Any] | ColumnElement[Any]
) -> list[ColumnElement[bool]]:
    """Conditions that each word stands somewhere in one of the columns, letter case aside."""
    joined = func.lower(func.concat_ws("\n", *columns)) if len(columns) > 1 else None
    one = joined if joined is not None else func.lower(columns[0])
    return [
        one.contains(word.lower(), autoescape=True) for word in searches.one_line(words).split()
    ]
