"""The record told in sentences."""

import ast
import re
from pathlib import Path

import pytest

import config
from formats import sentences
from models.base import db
from models.document import Document
from models.user import User
from models.workflow import CLAIM_TRANSITIONS
from operations import (
    claims,
    documents,
    handling,
    notes,
    passages,
    settings,
    sources,
    splitting,
    verdicts,
)
from operations import people as accounts
from operations.claims import Quote, Wording
from operations.sources import Evidence, SourceFacts
from queries import history
from queries import scales as scale_queries
from tests.support.newsroom import open_newsroom, published_claim, record_of
from tests.support.statements import statements

WORDING = Wording(statement="The bridge cost two million.", claimant="Mayor")
REPORT = SourceFacts(title="Accounts 2006")


def told(desk, claim_id):
    """The sentences of a claim's history, oldest first."""
    with desk():
        return [item.sentence for item in history.for_claim(record_of(claim_id))][::-1]


def newest(desk, claim_id):
    with desk():
        item = history.for_claim(record_of(claim_id))[0]
        item.changes  # noqa: B018 (kept for after the block)
        return item


def new_claim(desk, person, wording=WORDING, quote=None):
    with desk(person) as actor:
        return claims.create(actor, wording, quote).id


def rating(slug):
    return next(each.id for each in scale_queries.offered() if each.slug == slug)


def written_verbs():
    """Every verb that an operation gives to `record.write`, read from the code."""
    found = {f"claim.{verb}" for verb in CLAIM_TRANSITIONS}
    for path in Path(config.ROOT, "operations").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "record.write"):
                continue
            verb = node.args[1]
            if isinstance(verb, ast.Constant):
                found.add(verb.value)
            else:
                assert ast.unparse(verb) == "f'claim.{transition.verb}'", path
    return found


def test_every_verb_that_is_written_has_a_sentence_and_no_other():
    assert set(sentences.SENTENCES) == written_verbs()


def test_life_of_a_claim(people, desk):
    claim = published_claim(desk, people, public_note="Asked on 3 May.")
    assert told(desk, claim.id) == [
        "Rami Reporter put this claim on file.",
        "Rami Reporter took the claim.",
        "Rami Reporter added “Accounts 2006” as supporting evidence.",
        "Rami Reporter wrote a public note.",
        "Rami Reporter worked on the draft verdict: rating, summary and explanation.",
        "Rami Reporter submitted verdict 1 for review.",
        "Edith Editor published verdict 1, “True”.",
    ]


def test_sending_back_and_a_later_verdict(people, desk):
    claim = published_claim(desk, people)
    with desk(people.editor) as editor:
        verdicts.revise(editor, record_of(claim.id))
    with desk(people.reporter) as reporter:
        verdicts.draft(
            reporter, record_of(claim.id), 3, rating_id=rating("false"), summary="No.",
            explanation="Not so.",
        )  # fmt: skip
        verdicts.submit(reporter, record_of(claim.id))
    with desk(people.editor) as editor:
        verdicts.send_back(editor, record_of(claim.id), reason="Ask the city\nfirst.")
    with desk(people.reporter) as reporter:
        verdicts.submit(reporter, record_of(claim.id))
    with desk(people.second_editor) as editor:
        verdicts.publish(
            editor, record_of(claim.id), correction="change", reason="New accounts came out."
        )
    assert told(desk, claim.id)[-6:] == [
        "Edith Editor began a revision of the published verdict, as draft 2.",
        "Rami Reporter worked on the draft verdict: rating, summary and explanation.",
        "Rami Reporter submitted verdict 2 for review.",
        "Edith Editor sent verdict 2 back: “Ask the city first.”",
        "Rami Reporter submitted verdict 3 for review.",
        "Emil Editor published verdict 3, “False”, as a change of verdict: "
        "“New accounts came out.”",
    ]


def test_owners_holds_and_closing(people, desk):
    claim_id = new_claim(desk, people.reporter)
    with desk(people.reporter) as reporter:
        handling.take(reporter, record_of(claim_id))
    second_id = people.second_reporter.id
    with desk(people.editor) as editor:
        claim = record_of(claim_id)
        second = db.session.get(User, second_id)
        handling.assign(editor, claim, second)
        handling.take(editor, claim)
        handling.hold(editor, claim, reason="Living person.")
        handling.release(editor, claim)
        handling.close(editor, claim, reason="not_checkable", note="Nothing to hold it against.")
        handling.reopen(editor, claim)
    assert told(desk, claim_id)[1:] == [
        "Rami Reporter took the claim.",
        "Edith Editor assigned the claim to Rosa Reporter, who takes it over from Rami Reporter.",
        "Edith Editor took the claim over from Rosa Reporter.",
        "Edith Editor put the claim on legal hold: “Living person.”",
        "Edith Editor lifted the legal hold.",
        "Edith Editor closed the claim as not checkable: “Nothing to hold it against.”",
        "Edith Editor reopened the claim, closed before as not checkable.",
    ]


def test_edit_tells_the_fields_and_the_words(people, desk):
    claim_id = new_claim(desk, people.reporter)
    with desk(people.editor) as editor:
        wording = Wording(
            statement="The bridge cost three million.",
            claimant="Council",
            claimed_on="2006-03",
            topics="Bridges",
        )
        claims.edit(editor, record_of(claim_id), 1, wording)
    item = newest(desk, claim_id)
    assert item.sentence == (
        "Edith Editor edited the claim: statement, claimant, date of the claim and topics."
    )
    changes = dict(item.changes)
    assert changes["Statement"] == [
        ("same", "The bridge cost"),
        ("removed", " two"),
        ("added", " three"),
        ("same", " million."),
    ]
    assert changes["Claimant"] == [
        ("removed", "Mayor"), ("added", "Council"),
    ]  # fmt: skip
    assert changes["Date of the claim"] == [("added", "March 2006")]
    assert changes["Topics"] == [("added", "Bridges")]


def test_evidence(people, desk):
    claim_id = new_claim(desk, people.reporter)
    with desk(people.reporter) as reporter:
        claim = record_of(claim_id)
        citation = sources.cite(
            reporter, claim, Evidence("context", finding="Two million."), facts=REPORT
        )
        sources.edit_citation(
            reporter, citation, 1, Evidence("contradicts", finding="Three million.")
        )
        sources.remove_citation(reporter, citation)
        source_id = citation.source_id
    with desk():
        added, edited, removed = history.for_claim(record_of(claim_id))[2::-1]
    assert added.sentence == "Rami Reporter added “Accounts 2006” as context."
    assert added.detail == "Two million."
    assert edited.sentence == (
        "Rami Reporter edited the evidence from “Accounts 2006”: stance and finding."
    )
    assert edited.changes == [
        ("Stance", [("removed", "context"), ("added", "contradicts")]),
        ("Finding", [("removed", "Two"), ("added", "Three"), ("same", " million.")]),
    ]
    assert removed.sentence == "Rami Reporter took “Accounts 2006” out of the evidence."
    with desk(people.editor) as editor:
        source = db.session.get(sources.Source, source_id)
        sources.edit(editor, source, 1, SourceFacts(title="Accounts 2006", kind="record"))
        items = history.for_source(source)
    assert [item.sentence for item in items] == [
        "Edith Editor edited the source: kind.",
        "Rami Reporter put this source on file.",
    ]


def test_split(people, desk):
    claim_id = new_claim(desk, people.reporter)
    with desk(people.reporter) as reporter:
        other_id = splitting.split(
            reporter, record_of(claim_id), 1, first="The bridge cost.", second="It was dear."
        ).id
    item = newest(desk, claim_id)
    assert item.sentence == "Rami Reporter split this claim in two; the other is “It was dear.”"
    assert item.changes == [
        (
            "Statement",
            [("same", "The bridge"), ("removed", " cost two million."), ("added", " cost.")],
        )
    ]
    assert told(desk, other_id) == [
        "Rami Reporter split this claim off “The bridge cost two million.”"
    ]


def test_saves_of_one_draft_in_a_row_are_one_item(people, desk):
    open_newsroom(desk)
    claim_id = new_claim(desk, people.reporter)
    for revision, summary in enumerate(("First.", "Second.", "Third.")):
        with desk(people.reporter) as reporter:
            verdicts.draft(
                reporter, record_of(claim_id), revision + (revision > 0), rating_id=None,
                summary=summary,
            )  # fmt: skip
    with desk(people.editor) as editor:
        verdicts.draft(editor, record_of(claim_id), 4, rating_id=None, summary="Fourth.")
    with desk():
        items = history.for_claim(record_of(claim_id))
        assert [item.sentence for item in items[:2]] == [
            "Edith Editor worked on the draft verdict: summary.",
            "Rami Reporter worked on the draft verdict: summary (3 saves).",
        ]
        assert items[1].changes == [("Summary", [("added", "Third.")])]
        assert items[0].changes == [("Summary", [("removed", "Third."), ("added", "Fourth.")])]


def test_document_and_its_marks(people, desk):
    with desk(people.reporter) as reporter:
        document = documents.add(reporter, title="A speech", text="Bridges are dear. All of them.")
        passages.mark(reporter, document.current, quote="All of them.", triage="opinion")
        passage = passages.mark(
            reporter, document.current, quote="All of them.", triage="skipped", reason="Vague."
        )
        passages.unmark(reporter, passage)
        document_id = document.id
    claim_id = new_claim(desk, people.reporter, quote=None)
    with desk(people.reporter) as reporter:
        document = db.session.get(Document, document_id)
        made = claims.create(reporter, WORDING, Quote(document.current, "Bridges are dear.")).id
        items = [item.sentence for item in history.for_document(document)]
    assert items[::-1] == [
        "Rami Reporter took in this document of 30 characters.",
        "Rami Reporter marked “All of them.” as opinion.",
        "Rami Reporter changed the mark of “All of them.” from opinion to skipped: “Vague.”",
        "Rami Reporter took the mark off “All of them.”",
        "Rami Reporter marked “Bridges are dear.” as to check.",
    ]
    assert told(desk, made) == ["Rami Reporter made this claim of a passage in “A speech”."]
    assert told(desk, claim_id) == ["Rami Reporter put this claim on file."]


def test_person(people, desk):
    somebody = people.second_reporter
    with desk(people.admin) as admin:
        user = db.session.get(User, somebody.id)
        accounts.change_role(admin, user, "editor")
        accounts.set_password(admin, user, "another long sentence")
        accounts.deactivate(admin, user)
        accounts.reactivate(None, user)
        items = [item.sentence for item in history.for_person(user)]
    assert items[::-1] == [
        "The command line gave Rosa Reporter an account as reporter.",
        "Ada Admin changed the role from reporter to editor.",
        "Ada Admin set a new password.",
        "Ada Admin closed this account.",
        "The command line opened this account again.",
    ]


def test_times_are_the_newsrooms(people, desk, time_machine_at):
    with desk():
        settings.set_newsroom(None, name="The Example", time_zone="Asia/Baghdad")
    time_machine_at("2006-03-28T22:30:00+00:00")
    claim_id = new_claim(desk, people.reporter)
    item = newest(desk, claim_id)
    assert item.at == item.at_text == "29 March 2006, 01:30"
    assert item.at_iso == "2006-03-28T22:30:00+00:00"


@pytest.fixture
def time_machine_at():
    time_machine = pytest.importorskip("time_machine")
    travels = []

    def go(moment):
        travels.append(time_machine.travel(moment, tick=False))
        travels[-1].start()

    yield go
    for travel in travels:
        travel.stop()


def test_confidential_text_is_nowhere(people, desk):
    claim_id = new_claim(desk, people.reporter)
    with desk(people.reporter) as reporter:
        notes.add(
            reporter, record_of(claim_id), body="The informant is Mr X.",
            visibility="confidential", readers=[reporter],
        )  # fmt: skip
        notes.add(reporter, record_of(claim_id), body="Call the city.")
    with desk():
        internal, confidential = history.for_claim(record_of(claim_id))[:2]
    assert internal.sentence == "Rami Reporter wrote an internal note."
    assert internal.detail == "Call the city."
    assert confidential.sentence == "Rami Reporter wrote a confidential note."
    assert confidential.detail == ""


def test_what_people_typed_stays_text_and_keeps_its_direction(people, desk):
    claim_id = new_claim(desk, people.reporter)
    with desk(people.editor) as editor:
        handling.hold(editor, record_of(claim_id), reason="<script>alert(1)</script> & more")
        handling.release(editor, record_of(claim_id))
        handling.hold(editor, record_of(claim_id), reason="شخص حي")
    assert told(desk, claim_id)[1::2] == [
        "Edith Editor put the claim on legal hold: “<script>alert(1)</script> & more”.",
        "Edith Editor put the claim on legal hold: “\u2068شخص حي\u2069”.",
    ]


def test_long_texts_are_cut_in_sentences():
    assert sentences.quoted("word " * 100) == f"“{'word ' * 39}word…”"
    assert len(sentences.quoted("x" * 500)) == sentences.LONGEST_QUOTE + 2


def test_one_question_however_long_the_history(app, people, desk):
    claim = published_claim(desk, people)
    with desk():
        record = record_of(claim.id)
        with statements(app) as sent:
            assert len(history.for_claim(record)) == 6
    assert len([each for each in sent if re.search(r"\bevents\b", each)]) == 1
    assert len(sent) == 2  # and the time zone
