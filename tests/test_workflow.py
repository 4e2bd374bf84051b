"""The transition table against the operations: every verb, from every stage, by every role."""

import pytest
from sqlalchemy import select, update

from models.base import db
from models.claim import Claim, Stage
from models.event import Event
from models.permissions import allows
from models.user import Role, User
from models.workflow import CLAIM_TRANSITIONS, possible
from operations import claims, handling, sources, verdicts
from operations.claims import Wording
from operations.errors import NotPermitted, Refused
from operations.sources import Evidence, SourceFacts
from tests.support.newsroom import draft, open_newsroom, record_of

WORDING = Wording(statement="The bridge cost two million.", claimant="Mayor Example")
CHANGE = {"correction": "minor_fix", "reason": "Clearer."}
DONE, REFUSED, NOT_PERMITTED = "done", "refused", "not permitted"

VERBS = {
    "take": lambda actor, claim: handling.take(actor, claim),
    "assign": lambda actor, claim: handling.assign(actor, claim, claim.created_by),
    "submit": lambda actor, claim: verdicts.submit(actor, claim),
    "send_back": lambda actor, claim: verdicts.send_back(actor, claim, reason="Name the year."),
    "publish": lambda actor, claim: verdicts.publish(actor, claim, **CHANGE),
    "publish_changes": lambda actor, claim: verdicts.publish_changes(actor, claim, **CHANGE),
    "revise": lambda actor, claim: verdicts.revise(actor, claim),
    "drop_revision": lambda actor, claim: verdicts.drop_revision(actor, claim),
    "close": lambda actor, claim: handling.close(actor, claim, reason="out_of_scope"),
    "reopen": lambda actor, claim: handling.reopen(actor, claim),
}


@pytest.fixture
def claim_in(people, desk):
    """`claim_in(stage)`: a claim brought there by a reporter and an editor who do nothing else."""
    open_newsroom(desk)
    author, publisher = people.second_reporter, people.second_editor

    def bring(stage, verb=""):
        with desk(author) as reporter:
            claim = claims.create(reporter, WORDING)
            claim_id = claim.id
            if stage is Stage.CLOSED:
                handling.close(reporter, claim, reason="not_checkable")
            if stage in (Stage.NEW, Stage.CLOSED):
                return claim_id
            handling.take(reporter, claim)
            sources.cite(
                reporter,
                claim,
                Evidence(stance="supports", finding="So it says."),
                facts=SourceFacts(title="Accounts"),
            )
            draft(reporter, claim, 0, "true", summary="It did.", explanation="So it was.")
            if stage is Stage.RESEARCHING and verb != "drop_revision":
                return claim_id
            verdicts.submit(reporter, claim)
        if stage is Stage.APPROVED:  # no operation leads there yet
            with desk():
                db.writing()
                db.session.execute(
                    update(Claim).where(Claim.id == claim_id).values(stage=Stage.APPROVED)
                )
        if stage in (Stage.IN_REVIEW, Stage.APPROVED):
            return claim_id
        with desk(publisher) as editor:
            verdicts.publish(editor, record_of(claim_id))
        if verb == "publish_changes":
            with desk(author) as reporter:
                record = record_of(claim_id)
                changed = Wording(statement="The bridge cost more.", claimant="Mayor Example")
                claims.edit(reporter, record, record.revision, changed)
        if stage is Stage.RESEARCHING:
            with desk(publisher) as editor:
                verdicts.revise(editor, record_of(claim_id))
        return claim_id

    return bring


def outcome(desk, person, verb, claim_id):
    """What the verb comes to: the answer, the stage then, and the events it wrote; undone again."""
    with desk(person) as actor:
        claim = record_of(claim_id)
        before = events_of(claim_id)
        try:
            VERBS[verb](actor, claim)
            answered = DONE
        except Refused:
            answered = REFUSED
        except NotPermitted:
            answered = NOT_PERMITTED
        if answered != DONE:
            db.rollback()
        stage, written = record_of(claim_id).stage, events_of(claim_id)[len(before) :]
        db.rollback()
    return answered, stage, written


def events_of(claim_id):
    """The verbs in the record of a claim, in order."""
    of_claim = (Event.subject_kind == "claim", Event.subject_id == claim_id)
    return list(db.session.scalars(select(Event.verb).where(*of_claim).order_by(Event.seq)))


def test_every_verb_of_the_table_has_an_operation():
    assert set(VERBS) == set(CLAIM_TRANSITIONS)


def test_pages_draw_the_verbs_that_leave_a_stage():
    assert [transition.verb for transition in possible(Stage.NEW)] == ["take", "assign", "close"]
    assert [transition.verb for transition in possible(Stage.CLOSED)] == ["reopen"]


@pytest.mark.parametrize("stage", Stage)
def test_every_verb_is_allowed_or_refused_as_the_table_says(claim_in, people, desk, stage):
    usual = claim_in(stage)
    for verb, transition in CLAIM_TRANSITIONS.items():
        fits = stage in transition.sources
        special = fits and verb in ("drop_revision", "publish_changes")
        claim_id = claim_in(stage, verb) if special else usual
        for role in Role:
            answered, after, written = outcome(desk, people.of_role(role), verb, claim_id)
            if not allows(role, transition.action):
                expected = NOT_PERMITTED
            else:
                expected = DONE if fits else REFUSED
            where = (verb, stage, role)
            assert (*where, answered) == (*where, expected)
            assert after is (transition.target if answered == DONE else stage), where
            assert written == ([f"claim.{verb}"] if answered == DONE else []), where


@pytest.mark.parametrize("verb", ["publish", "publish_changes"])
def test_nobody_publishes_what_they_had_a_hand_in(claim_in, people, desk, verb):
    """The author, become an editor, is refused where any other editor is not."""
    stage = Stage.IN_REVIEW if verb == "publish" else Stage.DONE
    claim_id = claim_in(stage, verb)
    author = people.second_reporter
    with desk():
        db.writing()
        db.session.get(User, author.id).role = Role.EDITOR
    assert outcome(desk, author, verb, claim_id)[0] == REFUSED
    assert outcome(desk, people.editor, verb, claim_id)[0] == DONE


def test_people_who_left_do_nothing(claim_in, people, desk):
    claim_id = claim_in(Stage.NEW)
    with desk():
        db.writing()
        db.session.get(User, people.admin.id).active = False
    for verb in CLAIM_TRANSITIONS:
        assert outcome(desk, people.admin, verb, claim_id)[0] == NOT_PERMITTED


def test_a_claim_closed_in_review_and_reopened_can_be_worked_on(claim_in, people, desk):
    claim_id = claim_in(Stage.IN_REVIEW)
    with desk(people.editor) as editor:
        handling.close(editor, record_of(claim_id), reason="out_of_scope")
        handling.reopen(editor, record_of(claim_id))
    with desk(people.reporter) as reporter:
        claim = record_of(claim_id)
        draft(reporter, claim, 3, "false", summary="It did not.", explanation="Read again.")
        verdicts.submit(reporter, claim)
        assert claim.stage is Stage.IN_REVIEW
