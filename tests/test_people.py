"""Accounts: who may give, change and close them, and what that ends."""

import json
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask_security.utils import verify_password
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from models.base import db
from models.event import Event, SubjectKind
from models.user import Role, User, UserSession
from operations import people as operations
from operations import sessions
from operations.emails import normal_email
from operations.errors import NotPermitted, Refused
from outside import passwords

PASSWORD = "a long enough sentence"
GOOD: dict[str, Any] = {
    "email": "anna@desk.example",
    "name": "Anna",
    "role": "reporter",
    "password": PASSWORD,
}


@pytest.fixture
def here(app):
    with app.app_context():
        yield


@pytest.fixture
def admin(here):
    return operations.add(None, **GOOD | {"email": "ada@desk.example", "role": Role.ADMIN})


@pytest.fixture
def reporter(admin):
    return operations.add(admin, **GOOD)


def refusal(**changes):
    with pytest.raises(Refused) as refused:
        operations.add(None, **GOOD | changes)
    return refused.value.errors


def events(user):
    rows = db.session.scalars(
        select(Event)
        .where(Event.subject_kind == SubjectKind.USER, Event.subject_id == user.id)
        .order_by(Event.seq)
    )
    return [(row.verb, row.actor_id, json.loads(row.payload.body)) for row in rows]


def open_session(user):
    db.commit()
    token = sessions.open(user, "192.0.2.1", "Firefox")
    db.rollback()  # the next question sees what was written beside this transaction
    return token


def test_an_account_is_given_and_recorded_without_secrets(admin, reporter):
    assert (reporter.email, reporter.display_name, reporter.role, reporter.active) == (
        "anna@desk.example",
        "Anna",
        Role.REPORTER,
        True,
    )
    ((verb, actor, payload),) = events(reporter)
    assert (verb, actor) == ("user.added", admin.id)
    assert payload == {
        "email": "anna@desk.example",
        "name": "Anna",
        "role": "reporter",
        "is_demo": False,
    }


def test_the_command_line_gives_the_first_account(admin):
    assert events(admin)[0][:2] == ("user.added", None)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.REPORTER, Role.EDITOR])
def test_only_administrators_give_accounts(here, role):
    actor = operations.add(None, **GOOD | {"role": role})
    with pytest.raises(NotPermitted):
        operations.add(actor, **GOOD | {"email": "bert@desk.example"})


def test_a_closed_administrator_gives_none(admin):
    operations.add(None, **GOOD | {"role": "admin"})
    operations.deactivate(None, admin)
    with pytest.raises(NotPermitted):
        operations.add(admin, **GOOD | {"email": "bert@desk.example"})


@pytest.mark.parametrize(
    "typed",
    [
        " Anna@Desk.Example ",
        "ANNA@DESK.EXAMPLE",
        "ａｎｎａ＠desk.example",
        "anna@desk.example\u200b",
    ],
)
def test_another_spelling_of_an_address_is_the_same_account(here, typed):
    operations.add(None, **GOOD)
    assert list(refusal(email=typed)) == ["email"]


@pytest.mark.parametrize(
    "email", ["", "anna", "anna@", "@desk.example", "a b@c.example", "a\0@b.c"]
)
def test_what_is_no_address_is_refused_beside_its_field(here, email):
    assert list(refusal(email=email)) == ["email"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password", "eleven char"),
        ("password", "x" * 1_001),
        ("password", "a long enough\0sentence"),
        ("name", " "),
        ("name", "x" * 201),
        ("role", "owner"),
    ],
)
def test_each_field_refuses_what_does_not_fit(here, field, value):
    assert list(refusal(**{field: value})) == [field]


def test_all_refusals_come_at_once(here):
    assert set(refusal(email="", name="", role="", password="")) == set(GOOD)


def test_hashing_comes_before_the_writing_transaction(here, monkeypatch):
    seen = []
    real = passwords.hash_of

    def spy(password):
        seen.append(bool(db.session().info.get("writing")))
        return real(password)

    monkeypatch.setattr(passwords, "hash_of", spy)
    user = operations.add(None, **GOOD)
    db.commit()
    operations.set_password(None, user, PASSWORD)
    assert seen == [False, False]


@pytest.fixture
def real_figures(monkeypatch):
    figures = (passwords.PASSES, passwords.MEMORY_KIB, passwords.LANES)
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(*figures))


def test_the_sign_in_library_verifies_our_hashes_and_renews_none(app, real_figures):
    hashed = passwords.hash_of("Grüße aus der Redaktion")
    with app.app_context():
        assert verify_password("Grüße aus der Redaktion", hashed)
        assert not verify_password("Grüße aus der Redaktio", hashed)
        assert not app.extensions["security"].pwd_context.needs_update(hashed)
    assert passwords.outdated("$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$" + "A" * 43)


def test_asking_for_nobody_costs_as_much_as_asking_for_somebody(real_figures):
    assert not passwords.outdated(passwords._NOBODY)
    assert not passwords.matches(None, PASSWORD)


def test_a_new_password_ends_all_sessions(admin, reporter):
    tokens = [open_session(reporter), open_session(reporter)]
    others = open_session(admin)
    operations.set_password(admin, reporter, "another long sentence")
    db.commit()
    assert [sessions.find(token) for token in tokens] == [None, None]
    assert sessions.find(others) is not None
    assert passwords.matches(reporter.password, "another long sentence")
    assert events(reporter)[-1] == ("user.password_set", admin.id, {"sessions_ended": 2})


def test_everybody_may_change_their_own_password_and_no_others(admin, reporter):
    operations.set_password(reporter, reporter, "another long sentence")
    with pytest.raises(NotPermitted):
        operations.set_password(reporter, admin, "another long sentence")
    with pytest.raises(Refused) as refused:
        operations.set_password(reporter, reporter, "short")
    assert list(refused.value.errors) == ["password"]


def test_a_closed_account_has_no_sessions_and_opens_again_without_them(admin, reporter):
    token = open_session(reporter)
    operations.deactivate(admin, reporter)
    db.commit()
    assert sessions.find(token) is None
    with pytest.raises(NotPermitted):
        sessions.open(reporter, "192.0.2.1", "Firefox")
    operations.reactivate(admin, reporter)
    db.commit()
    assert sessions.find(token) is None
    assert [verb for verb, _, _ in events(reporter)] == [
        "user.added",
        "user.deactivated",
        "user.reactivated",
    ]


def test_another_role_ends_sessions(admin, reporter):
    token = open_session(reporter)
    operations.change_role(admin, reporter, "editor")
    db.commit()
    assert sessions.find(token) is None
    assert reporter.role is Role.EDITOR
    assert events(reporter)[-1][2] == {"before": "reporter", "after": "editor", "sessions_ended": 1}


def test_what_changes_nothing_is_not_recorded(admin, reporter):
    token = open_session(reporter)
    operations.change_role(admin, reporter, "reporter")
    operations.reactivate(admin, reporter)
    db.commit()
    assert sessions.find(token) is not None
    assert len(events(reporter)) == 1


def test_a_role_that_does_not_exist_is_refused(admin, reporter):
    with pytest.raises(Refused) as refused:
        operations.change_role(admin, reporter, "owner")
    assert list(refused.value.errors) == ["role"]


@pytest.mark.parametrize("actor", ["nobody", "the admin"])
def test_the_last_administrator_stays(admin, reporter, actor):
    actor = None if actor == "nobody" else admin
    with pytest.raises(Refused):
        operations.deactivate(actor, admin)
    with pytest.raises(Refused):
        operations.change_role(actor, admin, "editor")
    operations.change_role(admin, reporter, "admin")
    operations.deactivate(actor, admin)
    assert not admin.active


@pytest.mark.parametrize(
    "change",
    [
        lambda actor, user: operations.deactivate(actor, user),
        lambda actor, user: operations.reactivate(actor, user),
        lambda actor, user: operations.change_role(actor, user, "admin"),
    ],
)
def test_only_administrators_change_accounts(admin, reporter, change):
    with pytest.raises(NotPermitted):
        change(reporter, reporter)


def test_old_sessions_are_forgotten_when_a_new_one_opens(admin, time_machine):
    time_machine.move_to("2026-01-01T12:00Z")
    open_session(admin)
    time_machine.move_to("2026-02-01T12:00Z")
    open_session(admin)
    assert len(db.session.scalars(select(UserSession)).all()) == 1


def test_tokens_are_kept_as_hashes_only(admin):
    token = open_session(admin)
    (row,) = db.session.scalars(select(UserSession))
    assert token not in (row.token_hash, row.browser, row.network)
    assert len(token) > 40


@given(st.emails() | st.text(max_size=60))
def test_the_spelling_of_an_address_is_stable(typed):
    assert normal_email(normal_email(typed)) == normal_email(typed)


def test_an_address_is_unique_in_the_store_too(here):
    user = operations.add(None, **GOOD)
    assert db.session.scalar(select(User.id).where(User.email == user.email)) == user.id
