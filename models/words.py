"""The base of every fixed vocabulary: a value that code depends on, with a label for people."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Enum


class Word(StrEnum):
    """A member's label is its value in plain words, unless the class says otherwise."""

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(member.value, member.label) for member in cls]


def word_column(words: type[Word], name: str) -> Any:
    """A text column with a named CHECK that holds the vocabulary."""
    return Enum(
        words,
        native_enum=False,
        create_constraint=True,
        name=name,
        length=24,
        values_callable=lambda cls: [member.value for member in cls],
    )


class Precision(Word):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Mark(Word):
    """The drawn mark of a rating (never colour alone)."""

    DISC = "disc"
    THREE_QUARTER = "three-quarter"
    HALF = "half"
    QUARTER = "quarter"
    CROSS = "cross"
    QUESTION = "question"


class Ramp(Word):
    """The colours that a rating may have, each checked for contrast in both themes."""

    TRUE = "true"
    MOSTLY_TRUE = "mostly-true"
    HALF_TRUE = "half-true"
    MOSTLY_FALSE = "mostly-false"
    FALSE = "false"
    UNPROVEN = "unproven"
