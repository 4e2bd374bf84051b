"""People of the desk."""

from sqlalchemy import select

from models.base import db
from models.permissions import PERMISSIONS
from models.user import User


def active() -> list[User]:
    """Everybody who works here, by name."""
    return list(
        db.session.scalars(select(User).where(User.active).order_by(User.display_name, User.id))
    )


def who_may(people: list[User], action: str) -> list[User]:
    """Those of the people whose role allows the action."""
    return [person for person in people if person.role in PERMISSIONS[action]]


def with_ids(ids: list[int]) -> list[User]:
    """The active people with these ids; unknown ones are left out."""
    if not ids:
        return []
    return list(db.session.scalars(select(User).where(User.active, User.id.in_(ids))))
