"""What the sign-in library asks of the store: to find people, and nothing else.

There are no role tables (`models/user.py` mirrors the role enum) and the library writes nothing:
people change through `operations/people.py`, and `app.py` commits.
"""

from typing import Any

from flask_security.datastore import UserDatastore
from sqlalchemy import func, select

from models.base import db
from models.user import Role, RoleRecord, User


class People(UserDatastore):
    def __init__(self) -> None:
        super().__init__(User, RoleRecord)

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> User | None:
        ((name, value),) = kwargs.items()
        column = getattr(User, name)
        if case_insensitive:
            column, value = func.lower(column), str(value).lower()
        found: User | None = db.session.scalar(select(User).where(column == value))
        return found

    def find_role(self, role: str) -> RoleRecord | None:
        return RoleRecord(role) if role in set(Role) else None

    def commit(self) -> None:
        """Called by the library after its views; the one commit of a request is in `app.py`."""

    def put(self, model: object) -> object:
        raise NotImplementedError("people change through operations/people.py")

    def delete(self, model: object) -> None:
        raise NotImplementedError("people change through operations/people.py")
