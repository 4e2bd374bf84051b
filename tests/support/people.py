"""The people of a test's newsroom, each made when a test first names them."""

from dataclasses import dataclass
from functools import cached_property

from flask import Flask

from models.base import db
from models.user import Role
from operations import people

PASSWORD = "a long sentence that only tests know"


@dataclass(frozen=True)
class Person:
    id: int
    email: str
    name: str
    role: Role
    password: str = PASSWORD


class People:
    """`people.reporter`, `people.editor`, …; `people.add(role, name)` for more of a kind."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    @cached_property
    def observer(self) -> Person:
        return self.add(Role.OBSERVER, "Olga Observer")

    @cached_property
    def reporter(self) -> Person:
        return self.add(Role.REPORTER, "Rami Reporter")

    @cached_property
    def second_reporter(self) -> Person:
        return self.add(Role.REPORTER, "Rosa Reporter")

    @cached_property
    def editor(self) -> Person:
        return self.add(Role.EDITOR, "Edith Editor")

    @cached_property
    def second_editor(self) -> Person:
        return self.add(Role.EDITOR, "Emil Editor")

    @cached_property
    def admin(self) -> Person:
        return self.add(Role.ADMIN, "Ada Admin")

    def of_role(self, role: Role) -> Person:
        person: Person = getattr(self, role.value)
        return person

    def add(self, role: Role, name: str) -> Person:
        email = name.lower().replace(" ", ".") + "@newsroom.example"
        with self.app.app_context():
            user = people.add(actor=None, email=email, name=name, role=role, password=PASSWORD)
            db.commit()
            return Person(user.id, email, name, role)
