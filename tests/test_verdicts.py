"""Verdicts: drafted, submitted, sent back, published by a second person, revised, corrected."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from models.base import db
from models.claim import Claim, Stage
from models.public import PublicClaim, PublicTally, PublicVersion
from models.user import User
from models.verdict import Verdict, VerdictState
from operations import (
    claims,
    handling,
    notes,
    publishing,
    scales,
    settings,
    sources,
    splitting,
    verdicts,
)
from operations.claims import Wording
from operations.errors import Conflict, NotPermitted, Refused
from operations.sources import Evidence, SourceFacts
from queries import claims as queries
from queries import gate, pending
from queries import scales as scale_queries
from tests.support.people import People

Desk = Callable[..., AbstractContextManager[User]]
WORDING = Wording(statement="The harbour was closed for nine days.", claimant="Nadia Osman")
LOG = SourceFacts(title="Harbour log", tier="primary")


@dataclass
class Newsroom:
    """A claim on file and the people around it; each step commits like a request."""

    desk: Desk
    people: People
    claim_id: int

    def claim(self) -> Claim:
        claim = queries.get(self.claim_id)
        assert claim is not None
        return claim

    def draft(self, rating: int = 0, revision: int = 0, **texts: str) -> None:
        with self.desk(self.people.reporter) as reporter:
            verdicts.draft(
                reporter,
                self.claim(),
                revision,
                rating_id=scale_queries.offered()[rating].id,
                **{"summary": "It was.", "explanation": "The log says so.", **texts},
            )

    def submit(self) -> None:
        with self.desk(self.people.reporter) as reporter:
            verdicts.submit(reporter, self.claim())

    def publish(self, **told: str) -> None:
        with self.desk(self.people.editor) as editor:
            verdicts.publish(editor, self.claim(), **told)

    def ready(self) -> None:
        self.draft()
        self.submit()

    def public(self) -> dict[str, object]:
        body: dict[str, object] = json.loads(db.session.scalars(select(PublicClaim.body)).one())
        return body


@pytest.fixture
def newsroom(desk: Desk, people: People) -> Newsroom:
    with desk():
        settings.set_newsroom(None, name="The Desk", time_zone="Asia/Baghdad")
        scales.use(None, slug="six", name="Six ratings")
    with desk(people.reporter) as reporter:
        claim = claims.create(reporter, WORDING)
        handling.take(reporter, claim)
        sources.cite(reporter, claim, Evidence(stance="supports", finding="Nine days."), facts=LOG)
        claim_id = claim.id
    return Newsroom(desk, people, claim_id)


def refusal(operation: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        operation()
    db.rollback()
    return str(refused.value)


def test_a_claim_with_no_source_is_not_submitted_and_is_told_what_is_missing(
    newsroom: Newsroom,
) -> None:
    with newsroom.desk(newsroom.people.reporter) as reporter:
        bare = claims.create(reporter, replace(WORDING, statement="Bare."))
        handling.take(reporter, bare)
        db.commit()
        told = refusal(lambda: verdicts.submit(reporter, bare))
        for missing in ("source", "rating", "summary", "explanation"):
            assert missing in told.lower()


def test_who_had_a_hand_in_it_cannot_publish_and_a_second_person_can(newsroom: Newsroom) -> None:
    newsroom.ready()
    with newsroom.desk(newsroom.people.reporter) as reporter:
        with pytest.raises(NotPermitted):
            verdicts.publish(reporter, newsroom.claim())
        db.rollback()
    newsroom.publish()
    with newsroom.desk():
        assert newsroom.claim().stage is Stage.DONE
        assert newsroom.public()["state"] == "live"


@pytest.mark.parametrize("part", ["evidence", "verdict"])
def test_an_editor_who_contributed_cannot_publish(newsroom: Newsroom, part: str) -> None:
    newsroom.draft()
    with newsroom.desk(newsroom.people.editor) as editor:
        claim = newsroom.claim()
        if part == "evidence":
            again = Evidence(stance="context", finding="Also.")
            sources.cite(editor, claim, again, facts=replace(LOG, title="Other"))
        else:
            saved = db.session.scalars(select(Verdict)).one()
            verdicts.draft(
                editor,
                claim,
                saved.revision,
                rating_id=saved.rating_id,
                summary="Mine.",
                explanation=saved.explanation,
            )
    newsroom.submit()
    with newsroom.desk(newsroom.people.editor) as editor:
        told = refusal(lambda: verdicts.publish(editor, newsroom.claim()))
        assert "another editor" in told
    with newsroom.desk(newsroom.people.second_editor) as second:
        verdicts.publish(second, newsroom.claim())


def test_a_verdict_sent_back_is_kept_and_a_new_draft_has_its_texts(newsroom: Newsroom) -> None:
    newsroom.ready()
    with newsroom.desk(newsroom.people.editor) as editor:
        assert "mended" in refusal(
            lambda: verdicts.send_back(editor, newsroom.claim(), reason="  ")
        )
        verdicts.send_back(editor, newsroom.claim(), reason="Count the days again.")
    with newsroom.desk():
        assert newsroom.claim().stage is Stage.RESEARCHING
        rejected, draft = db.session.scalars(select(Verdict).order_by(Verdict.number)).all()
        assert rejected.state is VerdictState.REJECTED
        assert rejected.returned_reason == "Count the days again."
        assert (draft.state, draft.summary) == (VerdictState.DRAFT, "It was.")


def test_a_submitted_verdict_is_not_edited(newsroom: Newsroom) -> None:
    newsroom.ready()
    with newsroom.desk(newsroom.people.reporter) as reporter:
        refusal(lambda: verdicts.draft(reporter, newsroom.claim(), 2, rating_id=None, summary="x"))
        refusal(lambda: claims.edit(reporter, newsroom.claim(), 1, WORDING))
        citation = queries.work(newsroom.claim()).citations[0]
        refusal(lambda: sources.remove_citation(reporter, citation))


def test_two_people_drafting_lose_nothing(newsroom: Newsroom) -> None:
    newsroom.draft()
    with newsroom.desk(newsroom.people.second_reporter) as second:
        with pytest.raises(Conflict) as conflict:
            verdicts.draft(second, newsroom.claim(), 0, rating_id=None, summary="Mine.")
        db.rollback()
        assert conflict.value.theirs["summary"] == "It was."


def test_nothing_is_published_on_legal_hold(newsroom: Newsroom) -> None:
    newsroom.ready()
    with newsroom.desk(newsroom.people.editor) as editor:
        handling.hold(editor, newsroom.claim(), reason="Living person.")
        db.commit()
        assert "legal hold" in refusal(lambda: verdicts.publish(editor, newsroom.claim())).lower()
        handling.release(editor, newsroom.claim())
        verdicts.publish(editor, newsroom.claim())


def test_the_public_sees_an_edit_only_once_it_is_published(newsroom: Newsroom) -> None:
    newsroom.ready()
    newsroom.publish()
    with newsroom.desk(newsroom.people.reporter) as reporter:
        claims.edit(reporter, newsroom.claim(), 1, replace(WORDING, headline="A new headline"))
    with newsroom.desk(newsroom.people.editor) as editor:
        work = queries.work(newsroom.claim())
        assert newsroom.public()["headline"] == ""
        assert [difference.label for difference in pending.differences(work)] == ["Headline"]
        assert "changed" in refusal(
            lambda: verdicts.publish_changes(
                editor, newsroom.claim(), correction="minor_fix", reason=""
            )
        )
        verdicts.publish_changes(
            editor, newsroom.claim(), correction="minor_fix", reason="A headline was added."
        )
        assert newsroom.public()["headline"] == "A new headline"
        assert pending.differences(queries.work(newsroom.claim())) == []
        versions = db.session.scalars(select(PublicVersion).order_by(PublicVersion.number)).all()
        assert [(v.number, v.correction) for v in versions] == [(1, None), (2, "minor_fix")]


def test_an_editor_does_not_publish_their_own_change_alone(newsroom: Newsroom) -> None:
    newsroom.ready()
    newsroom.publish()
    with newsroom.desk(newsroom.people.editor) as editor:
        claims.edit(editor, newsroom.claim(), 1, replace(WORDING, headline="Mine"))
        db.commit()
        told = refusal(
            lambda: verdicts.publish_changes(
                editor, newsroom.claim(), correction="update", reason="Because."
            )
        )
        assert "another editor" in told


def test_a_change_to_a_cited_source_counts_as_a_change_by_its_author(newsroom: Newsroom) -> None:
    newsroom.ready()
    newsroom.publish()
    with newsroom.desk(newsroom.people.second_editor) as second:
        source = queries.work(newsroom.claim()).citations[0].source
        sources.edit(second, source, 1, replace(LOG, title="Harbour log, corrected"))
    with newsroom.desk(newsroom.people.second_editor) as second:
        work = queries.work(newsroom.claim())
        assert [difference.label for difference in pending.differences(work)] == ["Evidence"]
        assert pending.changed_by(work) == {second.id}


def test_a_revision_leaves_the_public_check_until_it_is_published(newsroom: Newsroom) -> None:
    newsroom.ready()
    newsroom.publish()
    with newsroom.desk(newsroom.people.editor) as editor:
        verdicts.revise(editor, newsroom.claim())
    newsroom.draft(rating=4, revision=3, summary="It was not.")
    with newsroom.desk():
        assert newsroom.public()["verdict"]["summary"] == "It was."  # type: ignore[index]
    newsroom.submit()
    with newsroom.desk(newsroom.people.editor) as editor:
        refusal(lambda: verdicts.publish(editor, newsroom.claim()))
    newsroom.publish(correction="change", reason="New records came to light.")
    with newsroom.desk():
        assert newsroom.public()["verdict"]["summary"] == "It was not."  # type: ignore[index]
        states = db.session.scalars(select(Verdict.state).order_by(Verdict.number)).all()
        assert states == [VerdictState.SUPERSEDED, VerdictState.IN_FORCE]
        tallies = db.session.execute(
            select(PublicTally.rating_slug, PublicTally.count).where(PublicTally.dimension == "all")
        ).all()
        assert tallies == [("false", 1)]


def test_a_revision_can_be_given_up(newsroom: Newsroom) -> None:
    newsroom.ready()
    newsroom.publish()
    with newsroom.desk(newsroom.people.editor) as editor:
        verdicts.revise(editor, newsroom.claim())
        verdicts.drop_revision(editor, newsroom.claim())
        assert newsroom.claim().stage is Stage.DONE
        states = db.session.scalars(select(Verdict.state).order_by(Verdict.number)).all()
        assert states == [VerdictState.IN_FORCE, VerdictState.REJECTED]


def test_a_published_claim_is_neither_closed_nor_split(newsroom: Newsroom) -> None:
    newsroom.ready()
    newsroom.publish()
    with newsroom.desk(newsroom.people.editor) as editor:
        verdicts.revise(editor, newsroom.claim())
        db.commit()
        assert "public" in refusal(
            lambda: handling.close(editor, newsroom.claim(), reason="withdrawn")
        )
        refusal(lambda: splitting.split(editor, newsroom.claim(), 1, first="a", second="b"))


def test_public_rows_equal_a_rebuild_from_their_versions(newsroom: Newsroom) -> None:
    newsroom.ready()
    newsroom.publish()
    tables = (PublicClaim.__table__, PublicTally.__table__)
    with newsroom.desk():
        before = [db.session.execute(select(table)).all() for table in tables]
        assert publishing.rebuild() == 1
        after = [db.session.execute(select(table)).all() for table in tables]
        assert before == after


def test_the_gate_tells_what_holds_and_what_does_not(newsroom: Newsroom) -> None:
    newsroom.draft()
    with newsroom.desk():
        states = {
            item.key: str(item.state) for item in gate.checklist(queries.work(newsroom.claim()))
        }
        assert states["source"] == "passed"
        assert states["primary"] == "passed"
        assert states["independent"] == "warned"
        assert states["both_sides"] == "warned"
        assert states["claimreview"] == "passed"


def test_a_newsroom_can_make_a_warning_block(newsroom: Newsroom) -> None:
    newsroom.draft()
    with newsroom.desk():
        settings.put(None, "gate", {"independent": "block"})
    with newsroom.desk(newsroom.people.reporter) as reporter:
        told = refusal(lambda: verdicts.submit(reporter, newsroom.claim()))
        assert "independent" in told


@pytest.mark.parametrize(
    ("statement", "warned"),
    [("Vaccines are a hoax", True), ("The falsework fell", False), ("He lied to us", True)],
)
def test_a_statement_with_verdict_words_is_warned_of(
    newsroom: Newsroom, statement: str, warned: bool
) -> None:
    with newsroom.desk(newsroom.people.reporter) as reporter:
        claims.edit(reporter, newsroom.claim(), 1, replace(WORDING, statement=statement))
        items = {i.key: str(i.state) for i in gate.checklist(queries.work(newsroom.claim()))}
        assert (items["wording"] == "warned") is warned


def test_a_scale_that_is_used_again_is_a_new_version(newsroom: Newsroom) -> None:
    with newsroom.desk():
        assert scales.use(None, slug="six", name="Six ratings").version == 2


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_only_reads_cannot_write_on_sqlite_either(newsroom: Newsroom) -> None:
    with newsroom.desk():
        newsroom.claim().statement = "Changed without an operation."
        with pytest.raises(OperationalError, match="readonly"):
            db.session.flush()
        db.rollback()


def test_a_form_opened_on_an_earlier_draft_never_fits_a_later_one(newsroom: Newsroom) -> None:
    newsroom.ready()
    with newsroom.desk(newsroom.people.editor) as editor:
        opened = db.session.scalars(select(Verdict.revision)).one()
        verdicts.send_back(editor, newsroom.claim(), reason="Again.")
    newsroom.draft(revision=opened + 1, summary="Newer.")
    with newsroom.desk(newsroom.people.second_reporter) as second:
        for stale in range(opened + 1):
            with pytest.raises(Conflict):
                verdicts.draft(second, newsroom.claim(), stale, rating_id=None, summary="Old.")
            db.rollback()


def test_nothing_is_published_that_the_publisher_did_not_see(newsroom: Newsroom) -> None:
    newsroom.ready()
    with newsroom.desk(newsroom.people.editor) as editor:
        seen = pending.digest(queries.work(newsroom.claim()))
        verdicts.send_back(editor, newsroom.claim(), reason="Again.")
    newsroom.draft(revision=3, rating=4)
    newsroom.submit()
    with newsroom.desk(newsroom.people.editor) as editor:
        told = refusal(lambda: verdicts.publish(editor, newsroom.claim(), seen=seen))
        assert "changed since you opened this page" in told
        seen = pending.digest(queries.work(newsroom.claim()))
        verdicts.publish(editor, newsroom.claim(), seen=seen)


def test_who_rewrites_a_public_claim_does_not_publish_its_revision(newsroom: Newsroom) -> None:
    newsroom.ready()
    newsroom.publish()
    with newsroom.desk(newsroom.people.editor) as editor:
        verdicts.revise(editor, newsroom.claim())
        claims.edit(editor, newsroom.claim(), 1, replace(WORDING, statement="It was two days."))
    newsroom.submit()
    with newsroom.desk(newsroom.people.editor) as editor:
        told = refusal(
            lambda: verdicts.publish(
                editor, newsroom.claim(), correction="change", reason="Reworded."
            )
        )
        assert "another editor" in told


def test_who_changes_a_cited_source_has_a_hand_in_the_evidence(newsroom: Newsroom) -> None:
    newsroom.ready()
    with newsroom.desk(newsroom.people.editor) as editor:
        source = queries.work(newsroom.claim()).citations[0].source
        sources.edit(editor, source, 1, replace(LOG, title="Another title"))
        db.commit()
        assert "another editor" in refusal(lambda: verdicts.publish(editor, newsroom.claim()))


def test_a_remark_for_the_desk_keeps_nobody_from_publishing_changes(newsroom: Newsroom) -> None:
    newsroom.ready()
    newsroom.publish()
    with newsroom.desk(newsroom.people.reporter) as reporter:
        claims.edit(reporter, newsroom.claim(), 1, replace(WORDING, headline="New"))
    with newsroom.desk(newsroom.people.editor) as editor:
        notes.add(editor, newsroom.claim(), body="Looks fine.")
        verdicts.publish_changes(
            editor, newsroom.claim(), correction="minor_fix", reason="A headline."
        )


def test_a_public_note_is_not_added_under_review(newsroom: Newsroom) -> None:
    newsroom.ready()
    with newsroom.desk(newsroom.people.editor) as editor:
        told = refusal(
            lambda: notes.add(editor, newsroom.claim(), body="For all.", visibility="public")
        )
        assert "In review" in told


@pytest.mark.parametrize("setting", ["warn", "block"])
def test_no_setting_makes_a_legal_hold_a_warning(newsroom: Newsroom, setting: str) -> None:
    newsroom.ready()
    with newsroom.desk():
        settings.put(None, "gate", {"hold": setting})
    with newsroom.desk(newsroom.people.editor) as editor:
        handling.hold(editor, newsroom.claim(), reason="Living person.")
        db.commit()
        refusal(lambda: verdicts.publish(editor, newsroom.claim()))
