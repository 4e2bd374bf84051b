"""What operations raise. Views and commands turn these into pages and lines."""

from collections.abc import Mapping, Sequence
from typing import Any


class Refused(Exception):
    """The operation cannot be done; `errors` says why, by field ("" for the whole)."""

    def __init__(self, errors: Mapping[str, Sequence[str]] | str, field: str = "") -> None:
        self.errors: dict[str, list[str]] = (
            {field: [errors]}
            if isinstance(errors, str)
            else {name: list(messages) for name, messages in errors.items()}
        )
        super().__init__("; ".join(message for each in self.errors.values() for message in each))


class NotPermitted(Exception):
    """This person's role, or their part in the work, does not allow the action."""


class NotFound(Exception):
    """The thing is gone, or was never there."""


class Conflict(Exception):
    """Somebody saved the record first. `theirs` holds its fields as they are now."""

    def __init__(self, revision: int, theirs: Mapping[str, Any]) -> None:
        self.revision = revision
        self.theirs = dict(theirs)
        super().__init__("saved by somebody else in the meantime")
