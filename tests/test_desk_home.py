"""The desk's first page: what needs me, what waits on others, what nobody has, what went out."""

import re

import pytest

from models.base import db
from models.user import Role, User
from operations import claims, handling, notes, sources, verdicts
from operations import people as people_operations
from operations.claims import Wording
from operations.sources import Evidence, SourceFacts
from tests.support.newsroom import draft, open_newsroom, published_claim, record_of
from tests.support.statements import statements

HOME = "/desk/"
NOW, OTHERS, CHANGED, NOBODY, PUBLISHED = (
    "Needs me now",
    "Waiting on others",
    "Changed since publication",
    "Nobody has these yet",
    "Lately published",
)


def queue(answer, title):
    """The part of the page under a heading, as text without markup; None if there is none."""
    for part in answer.text.split("<section ")[1:]:
        text = re.sub(r"<[^>]*>", " ", "<" + part.split("</section>")[0])
        if title in text:
            return " ".join(text.split())
    return None


@pytest.fixture
def researching(people, desk):
    """Claims of a person in research, with a draft that can be submitted; their ids."""
    open_newsroom(desk)

    def make(person, *said, **wording):
        with desk(person) as actor:
            made = []
            for statement in said:
                claim = claims.create(
                    actor, Wording(statement=statement, claimant="Mayor Example", **wording)
                )
                handling.take(actor, claim)
                sources.cite(
                    actor,
                    claim,
                    Evidence(stance="supports", finding="So it says."),
                    facts=SourceFacts(title="Accounts"),
                )
                draft(actor, claim, 0, "true", summary="It did.", explanation="So it was.")
                made.append(claim.id)
            return made

    return make


@pytest.fixture
def in_review(researching, desk):
    def make(person, *said):
        made = researching(person, *said)
        with desk(person) as actor:
            for claim_id in made:
                verdicts.submit(actor, record_of(claim_id))
        return made

    return make


def test_my_claims_in_research_need_me_and_nobody_else(researching, people, as_):
    researching(people.reporter, "Mine to check.")
    assert "Mine to check. Researching" in queue(as_(people.reporter).get(HOME), NOW)
    for other in (people.second_reporter, people.editor):
        assert "Mine to check." not in as_(other).get(HOME).text


def test_claims_in_review_need_every_editor_who_had_no_hand_in_them(in_review, people, desk, as_):
    (claim_id,) = in_review(people.reporter, "To be read.")
    with desk(people.second_editor) as editor:
        verdicts.send_back(editor, record_of(claim_id), reason="Name the year.")
        draft(editor, record_of(claim_id), 3, "false", summary="No.", explanation="It was not.")
        verdicts.submit(editor, record_of(claim_id))
    home = as_(people.editor).get(HOME)
    assert "To be read. Waits for your review from Emil Editor" in queue(home, NOW)
    contributed = as_(people.second_editor).get(HOME)
    assert "To be read." not in queue(contributed, NOW)
    assert "To be read." in queue(contributed, OTHERS)
    reporter = as_(people.reporter).get(HOME)
    assert "To be read." not in queue(reporter, NOW)
    assert "To be read. In review" in queue(reporter, OTHERS)


def test_what_was_sent_back_stands_first_with_its_reason(researching, in_review, people, desk, as_):
    (claim_id,) = in_review(people.reporter, "Sent back.")
    with desk(people.editor) as editor:
        verdicts.send_back(editor, record_of(claim_id), reason="Name <b>the</b> year.")
    researching(people.reporter, "Newer.")
    answer = as_(people.reporter).get(HOME)
    mine = queue(answer, NOW)
    assert mine.index("Sent back. Sent back") < mine.index("Newer. Researching")
    assert "Name &lt;b&gt;the&lt;/b&gt; year." in mine


def test_a_claim_on_hold_waits_on_others_for_its_owner_and_for_editors(
    in_review, people, desk, as_
):
    (claim_id,) = in_review(people.reporter, "On hold.")
    with desk(people.editor) as editor:
        handling.hold(editor, record_of(claim_id), reason="The lawyer reads it.")
    for person in (people.reporter, people.second_editor):
        home = as_(person).get(HOME)
        assert "On hold." not in queue(home, NOW)
        assert "On hold. In review Legal hold" in queue(home, OTHERS)
        assert "The lawyer reads it." in queue(home, OTHERS)
    assert "On hold." not in as_(people.second_reporter).get(HOME).text


def test_claims_that_nobody_has(people, desk, as_):
    leaving = people.add(Role.REPORTER, "Lea Leaving")
    with desk(people.reporter) as reporter:
        claims.create(reporter, Wording(statement="New.", claimant="Somebody"))
    with desk(leaving) as user:
        claim = claims.create(user, Wording(statement="Left behind.", claimant="Somebody"))
        handling.take(user, claim)
    assert "Left behind." not in queue(as_(people.observer).get(HOME), NOBODY)
    with desk(people.admin) as admin:
        people_operations.deactivate(admin, db.session.get(User, leaving.id))
    listed = queue(as_(people.observer).get(HOME), NOBODY)
    assert listed.startswith("Nobody has these yet 2 Left behind.")
    assert "New. Somebody added by Rami Reporter" in listed


def test_published_claims_stand_under_lately_published_with_their_rating(people, desk, as_):
    published_claim(desk, people, statement="Checked.", rating="half-true")
    home = as_(people.observer).get(HOME)
    assert "Checked. Half true" in queue(home, PUBLISHED)
    assert queue(home, CHANGED) is None


def test_a_change_that_readers_do_not_see_yet_is_told_until_it_is_published(people, desk, as_):
    claim = published_claim(desk, people, statement="Checked.")
    client = as_(people.observer)
    with desk(people.reporter) as reporter:
        record = record_of(claim.id)
        notes.add(reporter, record, body="For the desk alone.")
    assert queue(client.get(HOME), CHANGED) is None
    with desk(people.reporter) as reporter:
        record = record_of(claim.id)
        claims.edit(
            reporter,
            record,
            record.revision,
            Wording(statement="Changed.", claimant="Mayor Example"),
        )
    assert "Changed. last by Rami Reporter" in queue(client.get(HOME), CHANGED)
    with desk(people.editor) as editor:
        verdicts.publish_changes(
            editor, record_of(claim.id), correction="minor_fix", reason="Clearer."
        )
    assert queue(client.get(HOME), CHANGED) is None
    with desk(people.reporter) as reporter:
        notes.add(reporter, record_of(claim.id), body="For readers.", visibility="public")
    assert "Changed. last by Rami Reporter" in queue(client.get(HOME), CHANGED)
    with desk(people.editor) as editor:
        verdicts.revise(editor, record_of(claim.id))
    assert queue(client.get(HOME), CHANGED) is None


def test_observers_have_no_queue_of_their_own_and_no_buttons(in_review, people, as_):
    in_review(people.reporter, "In review.")
    home = as_(people.observer).get(HOME)
    assert queue(home, NOW) is None
    assert queue(home, OTHERS) is None
    assert "Add a document" not in home.text


def test_an_empty_desk_tells_how_to_begin(people, as_):
    reporter, observer = as_(people.reporter).get(HOME), as_(people.observer).get(HOME)
    assert reporter.text.count('href="/desk/documents/new"') == 2
    assert "How the work goes" in observer.text
    assert "/desk/documents/new" not in observer.text


def test_empty_queues_say_so(people, desk, as_):
    with desk(people.reporter) as reporter:
        claims.create(reporter, Wording(statement="New.", claimant="Somebody"))
    home = as_(people.reporter).get(HOME)
    assert "Nothing waits for you. You could take one of the claims that nobody has." in queue(
        home, NOW
    )
    assert "Nothing of yours is in review." in queue(home, OTHERS)
    assert "Nothing is public yet." in queue(home, PUBLISHED)


def test_long_queues_are_cut_and_lead_to_the_list(researching, people, as_, monkeypatch):
    monkeypatch.setattr("queries.inbox.MOST_SHOWN", 2)
    researching(people.reporter, "One.", "Two.", "Three.")
    mine = queue(as_(people.reporter).get(HOME), NOW)
    assert mine.startswith("Needs me now 2+")
    assert mine.endswith("See them all")


def test_the_page_costs_the_same_for_1_and_20_claims_of_each_kind(
    app, researching, in_review, people, desk, as_
):
    client = as_(people.editor)
    costs = []
    for more in (1, 19):
        researching(people.editor, *(f"Mine {more} {n}." for n in range(more)))
        in_review(people.reporter, *(f"Theirs {more} {n}." for n in range(more)))
        in_review(people.editor, *(f"Submitted {more} {n}." for n in range(more)))
        with desk(people.reporter) as reporter:
            for n in range(more):
                claims.create(reporter, Wording(statement=f"New {more} {n}.", claimant=f"C {n}"))
        for n in range(min(more, 4)):
            published_claim(desk, people, statement=f"Checked {more} {n}.")
        with statements(app) as sent:
            client.get(HOME)
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 10, sent
