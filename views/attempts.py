"""How a view performs an operation and answers its refusals."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import flash

from forms.base import DeskForm
from models.base import db
from operations.errors import Conflict, Refused

Result = TypeVar("Result")
UNPROCESSABLE = 422
CONFLICT = 409


def attempt(form: DeskForm, operation: Callable[[], Result]) -> tuple[bool, Result | None]:
    """Perform the operation; on a refusal undo everything and put the messages on the form.

    Gives (True, the result), or (False, None): then the view shows the form again with 422. A
    Conflict is undone and passed on.
    """
    try:
        return True, operation()
    except Refused as refused:
        db.rollback()
        form.take(refused.errors)
        return False, None
    except Conflict:
        db.rollback()
        raise


def attempt_or_flash(operation: Callable[[], Any]) -> bool:
    """Perform an operation behind a bare button; a refusal is told on the next page."""
    try:
        operation()
    except Refused as refused:
        db.rollback()
        _tell(refused)
        return False
    return True


def attempt_further(operation: Callable[[], Any]) -> bool:
    """A second operation after one that succeeded: if it is refused, the first one stays."""
    try:
        with db.session.begin_nested():
            operation()
    except Refused as refused:
        _tell(refused)
        return False
    return True


def _tell(refused: Refused) -> None:
    for messages in refused.errors.values():
        for message in messages:
            flash(message, "error")
