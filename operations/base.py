"""How every operation begins, and how a record is saved without overwriting another's work."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm.exc import ObjectDeletedError

from models.base import Base, db
from models.permissions import allows
from models.user import User
from operations.errors import Conflict, NotFound, NotPermitted


def begin(actor: User, action: str, subject: Base | None = None) -> None:
    """Check that the actor may do the action, start the writing transaction, lock the subject.

    The subject's row is read anew under the lock, so what follows decides on the present state.
    Raises NotPermitted, or NotFound if the subject is gone.
    """
    db.writing()
    permit(actor, action)
    if subject is not None:
        lock(subject)


def permit(actor: User, action: str) -> None:
    """Raise NotPermitted unless the actor is active and their role allows the action."""
    if not actor.active or not allows(actor.role, action):
        raise NotPermitted(action)


def lock(record: Base) -> None:
    """Read the record's row anew, locked until the end of the transaction (NotFound if gone)."""
    try:
        # "of": only this row, not those of relations that are loaded with it.
        db.session.refresh(record, with_for_update={"of": type(record)})
    except (InvalidRequestError, ObjectDeletedError) as error:
        raise NotFound from error


def save(record: Any, expected: int, changes: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Write `changes` if the record still has the `expected` revision; give before and after.

    Fields that do not change are left out; without any change nothing is written. The revision
    stands in the UPDATE's WHERE, so a form opened on an older one cannot overwrite a newer one.
    Raises Conflict with the record's present fields.
    """
    changed = {name: value for name, value in changes.items() if getattr(record, name) != value}
    if record.revision != expected:
        if not changed:
            return {}
        raise Conflict(record.revision, {name: getattr(record, name) for name in changes})
    if not changed:
        return {}
    before = {name: getattr(record, name) for name in changed}
    kind = type(record)
    result = db.session.execute(
        update(kind)
        .where(kind.id == record.id, kind.revision == expected)
        .values(**changed, revision=expected + 1)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(record)
    if result.rowcount == 0:  # type: ignore[attr-defined]
        raise Conflict(record.revision, {name: getattr(record, name) for name in changes})
    return {"before": before, "after": changed}
