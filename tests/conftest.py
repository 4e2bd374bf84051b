"""What every test can ask for. How to write one: tests/README.md."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask, has_app_context
from hypothesis import settings as hypothesis_settings

import config
from models.base import db
from models.user import User
from outside import passwords
from tests.support import postgresql, run
from tests.support.apps import close_app, make_app
from tests.support.client import CheckingClient
from tests.support.databases import (
    KINDS,
    Database,
    PostgresqlDatabase,
    close_connections,
    database_of_kind,
)
from tests.support.people import People, Person
from tests.support.skips import fail_if_skipped

hypothesis_settings.register_profile("quick", max_examples=50, deadline=None, derandomize=True)
hypothesis_settings.register_profile("thorough", max_examples=2000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def is_worker(pytest_config: pytest.Config) -> bool:
    return hasattr(pytest_config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    if not is_worker(config):
        run.make_folder()
    use_default_settings()


def use_default_settings() -> None:
    """Keep this machine's own settings, and its instance folder, out of the tests."""
    for setting in config.SETTINGS:
        os.environ[f"ASSAY_{setting.name}"] = setting.default
    os.environ["ASSAY_INSTANCE_PATH"] = str(run.folder() / "instance")
    os.environ["ASSAY_LOG_LEVEL"] = "ERROR"


def pytest_unconfigure(config: pytest.Config) -> None:
    if not is_worker(config):
        postgresql.stop()
        run.remove_folder()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return fail_if_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return fail_if_skipped((yield))


@pytest.fixture(scope="session")
def postgresql_database(worker_id: str) -> Iterator[PostgresqlDatabase]:
    database = PostgresqlDatabase(worker_id)
    yield database
    database.close()


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest) -> Database:
    """A migrated store without rows; the test runs once for each kind of database."""
    return database_of_kind(request.param, request)


@pytest.fixture(autouse=True)
def leave_no_connection_open() -> Iterator[None]:
    yield
    close_connections()


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> dict[str, Any]:
    """What the app is made with: fixed, and independent of this machine's environment."""
    return {
        "TESTING": True,
        "INSTANCE_PATH": tmp_path / "instance",
        "DATABASE_URL": database.url,
        "PUBLIC_DATABASE_URL": database.public_url,
        "SECRET_KEY": "known to everybody, as it only serves tests",
        "BASE_URL": "http://localhost",
    }


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Hash in a millisecond. A test of the real figures takes `passwords` from here back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(1, 8, 1))
        yield


@pytest.fixture
def app(settings: dict[str, Any]) -> Iterator[Flask]:
    made = make_app(settings)
    yield made
    close_app(made)
    assert not has_app_context(), "an app context was left open"


@pytest.fixture
def people(app: Flask) -> People:
    """The newsroom: `people.reporter`, `people.editor`… each made when first named."""
    return People(app)


@pytest.fixture
def desk(app: Flask) -> Callable[..., AbstractContextManager[User]]:
    """`with desk(people.editor) as editor:` calls operations directly; commits at the end."""

    @contextmanager
    def opened(person: Person | None = None) -> Iterator[Any]:
        assert not has_app_context(), "one desk at a time: contexts would share their session"
        with app.app_context():
            yield db.session.get(User, person.id) if person else None
            db.commit()

    return opened


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """A visitor without login. Every answer is checked: tests/support/pages.py."""
    return CheckingClient(app, app.response_class)


@pytest.fixture
def as_(app: Flask) -> Callable[[Person], CheckingClient]:
    """`as_(people.reporter)`: a client of its own that this person has signed in with."""

    def entered(person: Person) -> CheckingClient:
        client = CheckingClient(app, app.response_class)
        answer = client.submit(
            "/desk/sign-in", "Sign in", email=person.email, password=person.password
        )
        assert answer.status_code == 302, "the sign-in was refused"
        return client

    return entered
