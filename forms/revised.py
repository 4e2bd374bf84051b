"""A form of a record that somebody else may save while it is open."""

import hashlib
import json
from dataclasses import dataclass
from typing import ClassVar

from wtforms import BooleanField, Field, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from forms.base import DeskForm
from forms.filters import number


@dataclass(frozen=True)
class Clash:
    """A field that two people changed: what this person typed, and what was saved meanwhile."""

    label: str
    yours: str
    theirs: str


class RevisedForm(DeskForm):
    """Knows the revision it was opened on, and what its fields said then (as digests)."""

    REVISED: ClassVar[tuple[str, ...]] = ()

    revision = HiddenField(filters=[number])
    opened = HiddenField()

    def as_opened(self) -> None:
        """Remember what the fields say now: a field that stays so was left alone."""
        self.opened.data = json.dumps({name: _digest(self[name]) for name in self.REVISED})

    def meet(self, saved: "RevisedForm") -> list[Clash]:
        """Somebody saved first: `saved` is the record's form as it is now.

        Fields that this person left alone take over what was saved, so that saving again does not
        undo it. Fields that both changed keep what this person typed, and are given with both
        texts. The form then stands on the newest revision.
        """
        opened = _read(self.opened.data)
        found = []
        for name in self.REVISED:
            mine, theirs = self[name], saved[name]
            if told(mine) == told(theirs):
                continue
            if opened.get(name) == _digest(mine):
                mine.data = theirs.data
            elif opened.get(name) != _digest(theirs):
                found.append(Clash(mine.label.text, told(mine), told(theirs)))
        self.revision.data, self.opened.data = saved.revision.data, saved.opened.data
        return found


def told(field: Field) -> str:
    """A field's value in words, blanks run together."""
    if isinstance(field, BooleanField):
        return "yes" if field.data else "no"
    if isinstance(field, SelectField):
        choices: list[SelectChoice] = field.choices or []
        return next((choice.label for choice in choices if choice.value == field.data), "")
    return " ".join((field.data or "").split())


def _digest(field: Field) -> str:
    return hashlib.sha256(told(field).encode(errors="replace")).hexdigest()[:16]


def _read(text: str | None) -> dict[str, str]:
    """What was remembered; nothing if it cannot be read, so that every field counts as changed."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
