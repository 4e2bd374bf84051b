"""Two people who add the same at the same moment: one is first, the other loses nothing."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from models.engines import make_engine
from tests.support.client import CheckingClient
from tests.support.databases import Database
from tests.support.people import People, Person

ADD = text(
    "INSERT INTO topics (slug, name, created_at, created_by_id) "
    "VALUES ('shipping', 'Shipping', now(), :person)"
)
WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


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
        with engine.connect() as watcher:
            while not watcher.scalar(WAITING):
                watcher.rollback()
                assert not second.done()
                time.sleep(0.02)
        first.commit()
        answer = second.result()
    engine.dispose()
    assert answer.status_code == 409
    assert "The harbour was closed." in answer.text
    assert reporter.submit(answer, "Send it again").status_code == 303
