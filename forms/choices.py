"""What a select or radio field offers, in the library's own shape."""

from collections.abc import Iterable
from typing import Any

from wtforms.fields.choices import SelectChoice


def choices(pairs: Iterable[tuple[Any, str]]) -> list[SelectChoice]:
    """Options from (value, label) pairs, such as those of a vocabulary's `choices()`."""
    return [SelectChoice(value, label) for value, label in pairs]
