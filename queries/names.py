"""Lists by name, page by page (claimants, topics), and words that must stand in a text."""

from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, func, select, tuple_

from formats import searches
from models.base import db

PAGE = 100
MOST_OFFERED = 100
Named = TypeVar("Named")


@dataclass(frozen=True)
class NamePage(Generic[Named]):
    """Rows in the order of their names; `after` is the id that the next page begins after."""

    rows: list[Named]
    after: int | None


def page(kind: type[Named], *, words: str = "", after: int | None = None) -> NamePage[Named]:
    """A page of things with a name, from the beginning or after the one with the id `after`.

    All words must stand in the name. An unknown id begins at the beginning.
    """
    table: Any = kind
    order = (func.lower(table.name), table.id)
    wanted = select(kind).where(*hold(words, table.name))
    name = db.session.scalar(select(order[0]).where(table.id == after)) if after else None
    if name is not None:
        wanted = wanted.where(tuple_(*order) > tuple_(name, after))
    found = list(db.session.scalars(wanted.order_by(*order).limit(PAGE + 1)))
    rows: list[Any] = found[:PAGE]
    return NamePage(rows, rows[-1].id if len(found) > PAGE else None)


def hold(words: str, *columns: Any) -> list[ColumnElement[bool]]:
    """Conditions that each of the words stands in one of the columns, letter case aside."""
    text = func.lower(reduce(add, (func.coalesce(column, "") + "\n" for column in columns)))
    return [
        text.contains(word.lower(), autoescape=True) for word in searches.one_line(words).split()
    ]


@dataclass(frozen=True)
class Choice:
    """A thing to choose in a filter."""

    id: int
    name: str


def offered(kind: type[Any], chosen: int | None = None) -> list[Choice]:
    """What a filter offers to choose, by name.

    A long list helps nobody: of more than 100 only the chosen one is offered.
    """
    some = select(kind.id, kind.name).order_by(func.lower(kind.name), kind.id)
    rows = db.session.execute(some.limit(MOST_OFFERED + 1)).all()
    if len(rows) > MOST_OFFERED:
        rows = db.session.execute(some.where(kind.id == chosen)).all()
    return [Choice(*row) for row in rows]
