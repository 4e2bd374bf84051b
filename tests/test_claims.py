"""Claims: made, worded, taken, split, held and closed, by the operations that pages use."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from models.appearance import Appearance
from models.base import db
from models.claim import Claim, ClosedReason, Stage
from models.claimant import Claimant
from models.document import Passage, Triage
from models.source import Citation
from models.topic import Topic
from models.user import User
from models.words import Precision
from operations import claims, documents, handling, sources, splitting
from operations.claims import Quote, Wording
from operations.errors import Conflict, NotPermitted, Refused
from operations.sources import Evidence, SourceFacts
from queries import claims as queries
from queries import similarity
from tests.support.people import People

Desk = Callable[..., AbstractContextManager[User]]
WORDING = Wording(
    statement="The harbour was closed for nine days.",
    claimant="Nadia Osman",
    claimed_on="2006-03",
    claimed_on_inferred=True,
    topics="Shipping, Strikes",
)


@pytest.fixture
def claim_id(desk: Desk, people: People) -> int:
    with desk(people.reporter) as reporter:
        return claims.create(reporter, WORDING).id


def get(claim_id: int) -> Claim:
    claim = queries.get(claim_id)
    assert claim is not None
    return claim


def test_a_claim_keeps_what_is_known_of_its_date(desk: Desk, claim_id: int) -> None:
    with desk():
        claim = get(claim_id)
        assert claim.claimed_on_precision is Precision.MONTH
        assert claim.claimed_on_inferred
        assert claim.stage is Stage.NEW
        assert [topic.name for topic in claim.topics] == ["Shipping", "Strikes"]


def test_claimants_and_topics_on_file_are_used_again(
    desk: Desk, people: People, claim_id: int
) -> None:
    with desk(people.reporter) as reporter:
        again = replace(WORDING, statement="Another.", claimant="nadia OSMAN", topics="strikes")
        other = claims.create(reporter, again)
        assert other.claimant_id == get(claim_id).claimant_id
        assert db.session.scalar(select(func.count()).select_from(Claimant)) == 1
        assert db.session.scalar(select(func.count()).select_from(Topic)) == 2


def test_every_refusal_stands_beside_its_field(desk: Desk, people: People) -> None:
    wrong = Wording(
        statement="x" * 100_000,
        claimant="",
        headline="a\x00b",
        claimed_on="2006-02-31",
        language="english language",
        kind="huge",
        topics=", ".join(f"t{n}" for n in range(20)),
    )
    with desk(people.reporter) as reporter:
        with pytest.raises(Refused) as refused:
            claims.create(reporter, wrong)
        db.rollback()
        assert set(refused.value.errors) == {
            "statement", "claimant", "headline", "claimed_on", "language", "kind", "topics",
        }  # fmt: skip
        assert db.session.scalar(select(func.count()).select_from(Claimant)) == 0


def test_an_observer_makes_no_claims(desk: Desk, people: People) -> None:
    with desk(people.observer) as observer, pytest.raises(NotPermitted):
        claims.create(observer, WORDING)


def test_a_claim_made_of_a_passage_marks_it(desk: Desk, people: People) -> None:
    with desk(people.reporter) as reporter:
        document = documents.add(
            reporter, title="Speech", text="She said: closed for nine days. Then she left."
        )
        claim = claims.create(reporter, WORDING, Quote(document.current, "closed for nine days"))
        passage = db.session.scalars(select(Passage)).one()
        appearance = db.session.scalars(select(Appearance)).one()
        assert (passage.start, passage.end) == (10, 30)
        assert passage.triage is Triage.TO_CHECK
        assert appearance.claim_id == claim.id
        assert appearance.passage_id == passage.id


def test_a_passage_that_is_not_there_is_refused_and_nothing_is_kept(
    desk: Desk, people: People
) -> None:
    with desk(people.reporter) as reporter:
        document = documents.add(reporter, title="Speech", text="Nothing of the kind.")
        version = document.current
        db.commit()
        with pytest.raises(Refused) as refused:
            claims.create(reporter, WORDING, Quote(version, "closed for nine days"))
        db.rollback()
        assert "quote" in refused.value.errors
        assert db.session.scalar(select(func.count()).select_from(Claim)) == 0


def test_the_second_to_save_is_told_and_overwrites_nothing(
    desk: Desk, people: People, claim_id: int
) -> None:
    with desk(people.reporter) as reporter:
        claims.edit(reporter, get(claim_id), 1, replace(WORDING, headline="Theirs"))
    with desk(people.second_reporter) as second:
        with pytest.raises(Conflict) as conflict:
            claims.edit(second, get(claim_id), 1, replace(WORDING, headline="Mine"))
        db.rollback()
        assert conflict.value.theirs["headline"] == "Theirs"
        assert get(claim_id).headline == "Theirs"
        claims.edit(
            second, get(claim_id), conflict.value.revision, replace(WORDING, headline="Mine")
        )
        assert get(claim_id).headline == "Mine"


def test_saving_the_same_words_is_no_conflict_and_no_change(
    desk: Desk, people: People, claim_id: int
) -> None:
    with desk(people.reporter) as reporter:
        claims.edit(reporter, get(claim_id), 1, WORDING)
        assert get(claim_id).revision == 1


def test_taking_a_claim_makes_it_ones_own_research(
    desk: Desk, people: People, claim_id: int
) -> None:
    with desk(people.reporter) as reporter:
        handling.take(reporter, get(claim_id))
        assert get(claim_id).owner_id == reporter.id
        assert get(claim_id).stage is Stage.RESEARCHING


def test_only_people_who_work_on_claims_are_assigned(
    desk: Desk, people: People, claim_id: int
) -> None:
    observer_id, reporter_id = people.observer.id, people.reporter.id
    with desk(people.editor) as editor:
        observer = db.session.get_one(User, observer_id)
        with pytest.raises(Refused) as refused:
            handling.assign(editor, get(claim_id), observer)
        assert "owner" in refused.value.errors
        db.rollback()
        handling.assign(editor, get(claim_id), db.session.get_one(User, reporter_id))
        assert get(claim_id).owner_id == reporter_id


def test_splitting_carries_passages_evidence_and_topics_along(desk: Desk, people: People) -> None:
    with desk(people.reporter) as reporter:
        document = documents.add(reporter, title="Speech", text="Closed for nine days and looted.")
        claim = claims.create(reporter, WORDING, Quote(document.current, "nine days and looted"))
        facts = SourceFacts(title="Harbour log")
        sources.cite(reporter, claim, Evidence(stance="supports", finding="Nine."), facts=facts)
        other = splitting.split(
            reporter, claim, claim.revision, first="Closed for nine days.", second="Looted."
        )
        assert claim.statement == "Closed for nine days."
        assert other.statement == "Looted."
        assert other.split_from_id == claim.id
        kinds: tuple[Any, ...] = (Appearance, Citation)
        for kind in kinds:
            assert {row.claim_id for row in db.session.scalars(select(kind))} == {
                claim.id,
                other.id,
            }
        assert other.topics == claim.topics
        assert queries.work(other).contributor_ids == {reporter.id}


def test_a_split_from_an_old_page_overwrites_no_new_wording(
    desk: Desk, people: People, claim_id: int
) -> None:
    with desk(people.reporter) as reporter:
        claims.edit(reporter, get(claim_id), 1, replace(WORDING, statement="Reworded."))
        with pytest.raises(Conflict):
            splitting.split(reporter, get(claim_id), 1, first="Old one.", second="Old two.")
        db.rollback()


def test_a_split_needs_two_different_parts(desk: Desk, people: People, claim_id: int) -> None:
    with desk(people.reporter) as reporter:
        with pytest.raises(Refused) as refused:
            splitting.split(reporter, get(claim_id), 1, first="Same.", second="same.")
        db.rollback()
        assert "second" in refused.value.errors


def test_a_claim_is_closed_with_a_reason_and_reopened(
    desk: Desk, people: People, claim_id: int
) -> None:
    with desk(people.reporter) as reporter:
        handling.close(reporter, get(claim_id), reason="not_checkable", note="Secret intentions.")
        assert get(claim_id).closed_reason is ClosedReason.NOT_CHECKABLE
        with pytest.raises(Refused):
            claims.edit(reporter, get(claim_id), 1, replace(WORDING, headline="x"))
        db.rollback()
    with desk(people.reporter) as reporter:
        handling.close(reporter, get(claim_id), reason="not_checkable")
        handling.reopen(reporter, get(claim_id))
        assert get(claim_id).stage is Stage.RESEARCHING
        assert get(claim_id).closed_reason is None


def test_claims_that_say_the_same_are_found_on_file(
    desk: Desk, people: People, claim_id: int
) -> None:
    with desk(people.reporter) as reporter:
        claims.create(reporter, replace(WORDING, statement="Bread prices doubled in May."))
        found = similarity.on_file("They said the harbour had been closed for nine days")
        assert [claim.id for claim, _ in found] == [claim_id]


def test_a_split_carries_the_legal_hold_to_both(desk: Desk, people: People, claim_id: int) -> None:
    with desk(people.editor) as editor:
        handling.hold(editor, get(claim_id), reason="Living person.")
        other = splitting.split(editor, get(claim_id), 1, first="Closed.", second="Looted.")
        assert other.legal_hold == "Living person."
