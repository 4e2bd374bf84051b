"""Every route, every role: who comes in is who the table lets in (views/access.py)."""

import pytest
from sqlalchemy import func, select

from models.base import db
from models.event import Event
from models.permissions import PERMISSIONS, allows
from models.user import Role
from operations import claims, documents, sources
from operations.claims import Quote, Wording
from operations.sources import Evidence, SourceFacts
from tests.support.client import TOKEN
from tests.support.newsroom import open_newsroom
from views.access import ACCESS, OPEN

REFUSED = 403
SIGNED_OUT = 401
# What stands in for the variable parts of an address. Ids lead to what `on_file` puts there.
PARTS = {"filename": "css/tokens.css", "public_id": "0123456789", "slug": "x"}


def routes(app):
    """Every endpoint with an address of it and a method that it takes."""
    for rule in app.url_map.iter_rules():
        values = {name: PARTS.get(name, 1) for name in rule.arguments}
        with app.test_request_context():
            address = app.url_map.bind("localhost").build(rule.endpoint, values)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, address


@pytest.fixture
def on_file(people, desk):
    """One of everything, each with the id 1: a document with a passage, a claim with evidence."""
    open_newsroom(desk)
    with desk(people.second_reporter) as reporter:
        document = documents.add(reporter, title="A speech", text="The bridge is safe, he said.")
        claim = claims.create(
            reporter,
            Wording(statement="The bridge is safe.", claimant="Somebody", topics="Bridges"),
            Quote(document.current, "The bridge is safe"),
        )
        shown = Evidence(stance="supports", finding="So it says.")
        citation = sources.cite(reporter, claim, shown, facts=SourceFacts(title="Log"))
        assert (document.id, claim.id, citation.id, citation.source_id) == (1, 1, 1, 1)


def events(desk):
    with desk():
        return db.session.scalar(select(func.count()).select_from(Event))


on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@on_sqlite
def test_every_route_stands_in_the_table_and_nothing_else_does(app):
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ACCESS)


def test_the_table_names_known_actions_only():
    assert set(ACCESS.values()) <= OPEN | {"signed_in"} | set(PERMISSIONS)


def test_every_action_names_roles_and_admins_may_do_everything():
    assert all(Role.ADMIN in roles for roles in PERMISSIONS.values())
    assert not allows(Role.ADMIN, "an action of no table")


@on_sqlite
def test_a_route_that_is_in_no_list_lets_nobody_in(app, people, as_):
    app.add_url_rule("/desk/forgotten", "forgotten.page", lambda: "secret", methods=["GET", "POST"])
    for role in Role:
        assert as_(people.of_role(role)).get("/desk/forgotten").status_code == REFUSED


@on_sqlite
def test_the_desk_is_behind_its_sign_in_as_a_whole(app):
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/desk"):
            assert ACCESS[rule.endpoint] not in ("public", "embed"), rule.rule


def test_visitors_are_sent_to_sign_in_and_nothing_of_theirs_is_done(app, client, desk, on_file):
    before = events(desk)
    for endpoint, method, address in routes(app):
        if ACCESS[endpoint] == "account":
            continue
        answer = client.open(address, method=method, buffered=True)
        where = (endpoint, method, answer.status_code)
        if ACCESS[endpoint] in OPEN:
            assert answer.status_code in (200, 302, 308, 404), where
            assert "/desk/sign-in" not in answer.headers.get("Location", ""), where
        elif method == "GET":
            assert where == (endpoint, "GET", 302)
            assert answer.location.startswith("/desk/sign-in?next="), where
        else:
            assert where == (endpoint, method, SIGNED_OUT)
    assert events(desk) == before


@pytest.mark.parametrize("role", Role)
def test_every_role_comes_in_where_the_table_says_so_and_nowhere_else(
    app, people, desk, as_, on_file, role
):
    client = as_(people.of_role(role))
    token = TOKEN.search(client.get("/desk/").text)
    assert token is not None
    for endpoint, method, address in routes(app):
        access = ACCESS[endpoint]
        if access == "account":
            continue
        before = events(desk)
        data = {"csrf_token": token[1]} if method == "POST" else None
        answer = client.open(address, method=method, data=data, buffered=True)
        where = (endpoint, method, answer.status_code)
        assert "/desk/sign-in" not in answer.headers.get("Location", ""), where
        if access in OPEN or access == "signed_in" or allows(role, access):
            assert answer.status_code in (200, 302, 303, 308, 404, 409, 422), where
        else:
            assert where == (endpoint, method, REFUSED)
            assert events(desk) == before, where


@on_sqlite
def test_a_form_without_a_valid_token_is_refused_whoever_sends_it(app, people, as_, desk, on_file):
    client = as_(people.admin)
    before = events(desk)
    for endpoint, method, address in routes(app):
        if method == "POST" and endpoint != "security.login":
            for data in ({}, {"csrf_token": "wrong"}):
                answer = client.post(address, data=data)
                assert (endpoint, answer.status_code) == (endpoint, 400)
    assert events(desk) == before
