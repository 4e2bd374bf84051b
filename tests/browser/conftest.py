"""A real Chromium before a real server. Every page is watched: see tests/support/browser.py."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from pytest_playwright import CreateContextCallback

from tests.support.apps import close_app, make_app
from tests.support.browser import FLAGS, LIGHT, Elsewhere, Look, Watch, chromium
from tests.support.databases import Database, database_of_kind
from tests.support.people import Person
from tests.support.server import Served, served


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium(), "args": FLAGS}


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Database:
    """SQLite, as what a browser sees does not depend on it; `on_both_databases` asks for both."""
    return database_of_kind(getattr(request, "param", "sqlite"), request)


@pytest.fixture
def server(settings: dict[str, Any]) -> Iterator[Served[Flask]]:
    """The app, served at the address that its own pages name."""

    def make(address: str) -> Flask:
        return make_app({**settings, "BASE_URL": address})

    with served(make) as running:
        yield running
        close_app(running.app)


@pytest.fixture
def app(server: Served[Flask]) -> Flask:
    return server.app


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Look:
    """Light and wide, unless the test is marked with `each_look`."""
    return getattr(request, "param", LIGHT)


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    """Other people's sites: `elsewhere(html)` serves a page on an origin of its own."""
    with ExitStack() as stack:
        yield Elsewhere(stack)


@pytest.fixture
def watch(
    new_context: CreateContextCallback,
    server: Served[Flask],
    elsewhere: Elsewhere,
    look: Look,
) -> Iterator[Watch]:
    """Sees all that the browser does, and fails the test at its end for what must not be."""
    context = new_context(
        base_url=server.address,
        color_scheme=look.theme,
        viewport={"width": look.width, "height": 800},
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Pacific/Auckland",
    )
    context.set_default_timeout(10_000)
    watch = Watch(context, {server.address}, elsewhere.origins)
    yield watch
    watch.report()


@pytest.fixture
def page(watch: Watch) -> Page:
    """An empty tab, watched."""
    return watch.context.new_page()


@pytest.fixture
def sign_in(page: Page) -> Callable[[Person], Page]:
    """`sign_in(people.editor)`: through the form, as a person does. Gives the page back."""

    def enter(person: Person) -> Page:
        page.context.clear_cookies()
        page.goto("/desk/sign-in")
        page.locator("input[type=email], input[name=email]").fill(person.email)
        page.locator("input[type=password]").fill(person.password)
        page.locator("input[type=password]").press("Enter")
        expect(page).not_to_have_url(re.compile("/desk/sign-in"))
        return page

    return enter
