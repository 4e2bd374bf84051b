"""Two people who add the same at the same moment: one is first, the other loses nothing."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from models.base import db
from models.engines import make_engine
from models.public import PublicClaim, PublicTally
from models.user import User
from operations import claims, handling, publishing, sources, verdicts
from tests.support.client import CheckingClient
from tests.support.databases import Database
from tests.support.newsroom import REPORT, WORDING, draft, published_claim, record_of
from tests.support.people import People, Person

ADD = text(
    "INSERT INTO topics (slug, name, created_at, created_by_id) "
    "VALUES ('shipping', 'Shipping', now(), :person)"
)
WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


def wait_until_it_waits(database: Database, work: "Future[Any]") -> None:
    """Until the work in the other thread stands before a lock."""
    engine = make_engine(database.url)
    with engine.connect() as watcher:
        while not watcher.scalar(WAITING):
            watcher.rollback()
            assert not work.done(), work.result()
            time.sleep(0.02)
    engine.dispose()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_the_second_keeps_the_text_and_can_send_it_again(
    database: Database, people: People, as_: Callable[[Person], CheckingClient]
) -> None:
    """SQLite lets one writer in at a time; on PostgreSQL both look before either has added."""
    reporter = as_(people.reporter)
    form = reporter.get("/desk/claims/new")
    engine = make_engine(database.url)
    with engine.connect() as first, ThreadPoolExecutor() as pool:
        first.execute(ADD, {"person": people.reporter.id})
        second = pool.submit(
            reporter.submit,
            form,
            "Add the claim",
            statement="The harbour was closed.",
            claimant="Nadia Osman",
            topics="Shipping",
        )
        wait_until_it_waits(database, second)
        first.commit()
        answer = second.result()
    engine.dispose()
    assert answer.status_code == 409
    assert "The harbour was closed." in answer.text
    assert reporter.submit(answer, "Send it again").status_code == 303


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_what_is_published_during_a_rebuild_is_public_after_it(
    app: Flask,
    database: Database,
    people: People,
    desk: Callable[..., AbstractContextManager[User]],
) -> None:
    published_claim(desk, people)
    editor_id = people.editor.id
    with desk(people.reporter) as reporter:
        claim = claims.create(reporter, WORDING)
        handling.take(reporter, claim)
        sources.cite(reporter, claim, REPORT[0], facts=REPORT[1])
        draft(reporter, claim, 0, "true", summary="One.", explanation="Two.")
        verdicts.submit(reporter, claim)
        claim_id = claim.id

    def publish() -> None:
        with app.app_context():
            verdicts.publish(db.session.get_one(User, editor_id), record_of(claim_id))
            db.commit()

    with ThreadPoolExecutor() as pool:
        with desk():
            publishing.rebuild()
            publication = pool.submit(publish)
            wait_until_it_waits(database, publication)
        publication.result()
    with desk():
        assert db.session.scalar(select(func.count()).select_from(PublicClaim)) == 2
        counted = select(PublicTally.count).where(PublicTally.dimension == "all")
        assert db.session.scalars(counted).all() == [2]
