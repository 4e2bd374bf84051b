"""The record: nobody changes it, and whoever does so all the same is found out."""

import json

import pytest
import sqlalchemy as sa

from models import immutable
from models.base import db
from models.claim import Claim
from models.event import Event, EventHead, EventPayload, SubjectKind
from operations import claims, documents, record, sources, verification
from operations.claims import Wording
from operations.errors import Refused
from operations.sources import SourceFacts
from queries import steady
from tests.support.newsroom import published_claim

EVENTS, PAYLOADS, HEADS = Event.__table__, EventPayload.__table__, EventHead.__table__
CHANGED = "it was changed: its hash is not that of what it says"
NOT_FOLLOWING = "it does not follow from the event before it"
UNSIGNED = "the head of its chain is not signed with this installation's key"


@pytest.fixture
def claim_id(people, desk):
    """A published claim: its chain has six events."""
    return published_claim(desk, people).id


def test_every_operation_adds_to_the_chain_of_its_subject(claim_id, desk):
    with desk():
        events = db.session.scalars(
            sa.select(Event).where(of(EVENTS, claim_id)).order_by(Event.seq)
        ).all()
        assert [(event.seq, event.verb) for event in events] == [
            (1, "claim.created"),
            (2, "claim.take"),
            (3, "citation.added"),
            (4, "verdict.drafted"),
            (5, "claim.submit"),
            (6, "claim.publish"),
        ]
        before = [record.START, *(event.hash for event in events[:-1])]
        assert [event.previous_hash for event in events] == before
        assert [record.event_hash(event) for event in events] == [event.hash for event in events]
        head = db.session.get(EventHead, (SubjectKind.CLAIM, claim_id))
        assert (head.seq, head.hash) == (6, events[-1].hash)


def test_what_is_refused_or_rolled_back_leaves_no_event(people, desk):
    with desk(people.reporter) as reporter, pytest.raises(Refused):
        sources.add(reporter, SourceFacts(title=""))
    with desk(people.reporter) as reporter:
        claims.create(reporter, Wording(statement="It was so.", claimant="Somebody"))
        db.rollback()
    with desk():
        kinds = db.session.scalars(sa.select(Event.subject_kind).distinct()).all()
    assert kinds == [SubjectKind.USER]


def test_a_whole_record_has_no_problem_and_tells_how_far_it_is(claim_id, desk):
    steps = []
    with desk():
        steady.hold()
        size = verification.size()
        assert list(verification.problems(steps.append)) == []
    assert sum(steps) == size > 6


def test_chains_longer_than_what_is_read_at_once(claim_id, desk, monkeypatch):
    monkeypatch.setattr(verification, "ROWS_AT_ONCE", 4)
    with desk():
        assert list(verification.problems()) == []
        found = found_after(change(claim_id, 5, verb="claim.reopen"))
    assert found == [f"claim {claim_id}, event 5: {CHANGED}"]


def of(table, claim_id, seq=None):
    mine = (table.c.subject_kind == SubjectKind.CLAIM) & (table.c.subject_id == claim_id)
    return mine if seq is None else mine & (table.c.seq == seq)


def ids(claim_id, *seqs):
    return sa.select(EVENTS.c.id).where(of(EVENTS, claim_id), EVENTS.c.seq.in_(seqs))


def change(claim_id, seq, /, **values):
    return [sa.update(EVENTS).where(of(EVENTS, claim_id, seq)).values(**values)]


def remove(claim_id, *seqs):
    return [
        sa.delete(PAYLOADS).where(PAYLOADS.c.event_id.in_(ids(claim_id, *seqs))),
        sa.delete(EVENTS).where(of(EVENTS, claim_id), EVENTS.c.seq.in_(seqs)),
    ]


def swap(claim_id, one, other):
    places = ((one, 99), (other, one), (99, other))
    return [statement for old, new in places for statement in change(claim_id, old, seq=new)]


def put_head(claim_id, **values):
    return [sa.update(HEADS).where(of(HEADS, claim_id)).values(**values)]


def repeat_last(claim_id):
    """Another event behind the last one, made by somebody who knows how hashes are made."""
    columns = [column for column in EVENTS.c if column.name != "id"]
    last = sa.select(EVENTS).where(of(EVENTS, claim_id, 6))
    event = db.session.execute(sa.select(Event).from_statement(last)).scalar_one()
    forged = Event(
        **{column.name: getattr(event, column.name) for column in columns if column.name != "hash"}
    )
    forged.seq, forged.previous_hash = 7, event.hash
    values = {column.name: getattr(forged, column.name) for column in columns}
    values["hash"] = record.event_hash(forged)
    db.session.expunge_all()
    return [sa.insert(EVENTS).values(id=987_654, **values)]


def test_every_tampering_is_found_and_its_place_named(claim_id, desk):
    """Each is done past the triggers, looked for, and undone."""
    chain = f"claim {claim_id}"
    hash_of_5 = sa.select(EVENTS.c.hash).where(of(EVENTS, claim_id, 5)).scalar_subquery()
    first_day = sa.literal_column("'2001-01-01 00:00:00.000000'")
    tamperings = {
        "verb": (change(claim_id, 3, verb="claim.reopen"), [f"{chain}, event 3: {CHANGED}"]),
        "actor": (change(claim_id, 3, actor_id=None), [f"{chain}, event 3: {CHANGED}"]),
        "object": (change(claim_id, 3, object_id=99), [f"{chain}, event 3: {CHANGED}"]),
        "time": (change(claim_id, 3, at=first_day), [f"{chain}, event 3: {CHANGED}"]),
        "hash": (
            change(claim_id, 3, hash="f" * 64),
            [f"{chain}, event 3: {CHANGED}", f"{chain}, event 4: {NOT_FOLLOWING}"],
        ),
        "payload": (
            [
                sa.update(PAYLOADS)
                .where(PAYLOADS.c.event_id.in_(ids(claim_id, 6)))
                .values(body=json.dumps({"rating": "False"}))
            ],
            [f"{chain}, event 6: its payload was changed"],
        ),
        "no payload": (
            [sa.delete(PAYLOADS).where(PAYLOADS.c.event_id.in_(ids(claim_id, 2)))],
            [f"{chain}, event 2: its payload is missing"],
        ),
        "orphan": (
            [sa.insert(PAYLOADS).values(event_id=987_654, salt="0" * 32, body="{}")],
            ["payload 987654: the event that it belongs to is missing"],
        ),
        "gap": (
            remove(claim_id, 3, 4),
            [f"{chain}, event 5: what should come before it is missing, from event 3 on"],
        ),
        "no beginning": (
            remove(claim_id, 1),
            [f"{chain}, event 2: what should come before it is missing, from event 1 on"],
        ),
        "order": (
            swap(claim_id, 2, 3),
            [
                f"{chain}, event 2: {NOT_FOLLOWING}",
                f"{chain}, event 2: {CHANGED}",
                f"{chain}, event 3: {NOT_FOLLOWING}",
                f"{chain}, event 3: {CHANGED}",
                f"{chain}, event 4: {NOT_FOLLOWING}",
            ],
        ),
        "moved to another subject": (
            change(claim_id, 6, subject_kind="topic", subject_id=1, seq=2),
            [
                f"{chain}: its chain ends with event 5, but the head says 6",
                f"topic 1, event 2: {NOT_FOLLOWING}",
                f"topic 1, event 2: {CHANGED}",
                "topic 1: its chain ends with event 2, but the head says 1",
            ],
        ),
        "cut tail": (
            remove(claim_id, 6),
            [f"{chain}: its chain ends with event 5, but the head says 6"],
        ),
        "cut tail, its head put right": (
            [*remove(claim_id, 6), *put_head(claim_id, seq=5, hash=hash_of_5)],
            [f"{chain}: {UNSIGNED}"],
        ),
        "forged head": (put_head(claim_id, mac="0" * 64), [f"{chain}: {UNSIGNED}"]),
        "no head": (
            [sa.delete(HEADS).where(of(HEADS, claim_id))],
            [f"{chain}: the head of its chain is missing"],
        ),
        "no events": (
            remove(claim_id, *range(1, 7)),
            [
                f"{chain}: all its events are missing: there were 6",
                f"{chain}: nothing in the record tells where it comes from",
            ],
        ),
        "no chain": (
            [*remove(claim_id, *range(1, 7)), sa.delete(HEADS).where(of(HEADS, claim_id))],
            [f"{chain}: nothing in the record tells where it comes from"],
        ),
        "no subject": (
            [sa.delete(Claim).where(Claim.id == claim_id)],
            [f"{chain}: the record tells of it, but it is gone"],
        ),
    }
    with desk():
        steady.hold()
        tamperings["one too many"] = (
            repeat_last(claim_id),
            [
                f"{chain}, event 7: its payload is missing",
                f"{chain}: its chain ends with event 7, but the head says 6",
            ],
        )
        for name, (statements, expected) in tamperings.items():
            assert found_after(statements) == expected, name
        assert list(verification.problems()) == []


def found_after(statements):
    """What is found once the statements are done; then they are undone."""
    db.writing()
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    else:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    with immutable.lifted(connection):
        for statement in statements:
            connection.execute(statement)
    found = [str(each) for each in verification.problems()]
    db.rollback()
    return found


def test_an_event_forged_with_its_own_hash_is_given_away_by_the_next_one(claim_id, desk):
    with desk():
        event = db.session.execute(sa.select(Event).where(of(EVENTS, claim_id, 3))).scalar_one()
        event.verb = "note.added"
        forged = record.event_hash(event)
        db.rollback()
        found = found_after(change(claim_id, 3, verb="note.added", hash=forged))
    assert found == [f"claim {claim_id}, event 4: {NOT_FOLLOWING}"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_spoilt_value_is_reported_and_stops_nothing(claim_id, desk):
    rubbish = sa.literal_column("'rubbish'")
    with desk():
        for column in ("at", "object_id", "actor_id"):
            found = found_after(change(claim_id, 3, **{column: rubbish}))
            assert found == [f"claim {claim_id}, event 3: {CHANGED}"], column


def test_triggers_refuse_every_change(claim_id, app, people, desk):
    with desk(people.reporter) as reporter:
        documents.add(reporter, title="A speech", text="It was so.")
    columns = {"events": "verb", "event_payloads": "body"}
    with app.extensions["assay.engines"].writer.connect() as connection:
        for table in immutable.TABLES:
            column = columns.get(table, "number")
            acts = [f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"]
            if connection.dialect.name == "postgresql":
                acts.append(f"TRUNCATE {table} CASCADE")
            for act in acts:
                with pytest.raises(sa.exc.DBAPIError, match=f"{table} never changes"):
                    connection.exec_driver_sql(act)
                connection.rollback()
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() > 0


def test_lifted_triggers_are_back_after_the_block_and_after_an_error(app):
    engine = app.extensions["assay.engines"].writer
    with engine.begin() as connection, immutable.lifted(connection):
        assert immutable.missing(connection) == list(immutable.TABLES)
    with engine.connect() as connection, pytest.raises(ZeroDivisionError):
        fail_while_lifted(connection)
    with engine.connect() as connection:
        assert immutable.missing(connection) == []


def fail_while_lifted(connection):
    with immutable.lifted(connection):
        raise ZeroDivisionError
