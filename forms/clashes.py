"""Somebody saved first: where a form says other than what is saved now."""

from collections.abc import Iterable
from dataclasses import dataclass

from wtforms import BooleanField, Field, SelectField

from forms.base import DeskForm


@dataclass(frozen=True)
class Clash:
    """A field of a conflict: what this person typed, and what was saved meanwhile."""

    label: str
    yours: str
    theirs: str


def clashes(mine: DeskForm, saved: DeskForm, names: Iterable[str]) -> list[Clash]:
    """The named fields that differ, both texts as people see them."""
    pairs = ((mine[name].label.text, told(mine[name]), told(saved[name])) for name in names)
    return [Clash(*pair) for pair in pairs if pair[1] != pair[2]]


def told(field: Field) -> str:
    """A field's value in words."""
    if isinstance(field, BooleanField):
        return "yes" if field.data else "no"
    if isinstance(field, SelectField):
        return next(
            (c.label for c in field.choices if c.value == field.data), str(field.data or "")
        )
    return " ".join((field.data or "").split())
