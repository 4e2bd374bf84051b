"""Which columns refer to a table: read from the models, so that new tables are not forgotten."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, or_, select

from models.all import Base

_AT_ONCE = 5_000  # the databases take some 30,000 values in one statement


def referring(table: Table) -> list[Column[Any]]:
    """Every column that is a foreign key to the table."""
    return [
        column
        for other in Base.metadata.sorted_tables
        for column in other.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]


def unreferenced(model: Any) -> ColumnElement[bool]:
    """The condition that no row of another table refers to a row of this model."""
    table = model.__table__
    mentions = [
        select(column).where(column == model.id).exists()
        for column in referring(table)
        if column.table is not table
    ]
    return ~or_(*mentions)


def portions(ids: Collection[int]) -> Iterator[list[int]]:
    """The ids in lists that fit into one statement each."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]
