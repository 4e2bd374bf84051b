"""The page of a claim: everything on it, every form refused in place, and nothing typed is lost."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask

from models.base import db
from models.user import User
from operations import claims, handling, notes, scales, settings, sources
from operations.claims import Wording
from operations.sources import Evidence, SourceFacts
from queries import claims as queries
from tests.support.client import CheckingClient
from tests.support.people import People, Person
from tests.support.statements import statements

Desk = Callable[..., AbstractContextManager[User]]
As = Callable[[Person], CheckingClient]
STATEMENT = "The harbour was closed for nine days."


@pytest.fixture
def at(desk: Desk, people: People) -> str:
    """The address of a claim that a reporter took."""
    with desk():
        settings.set_newsroom(None, name="The Desk")
        scales.use(None, slug="six", name="Six ratings")
    with desk(people.reporter) as reporter:
        claim = claims.create(reporter, Wording(statement=STATEMENT, claimant="Nadia Osman"))
        handling.take(reporter, claim)
        return f"/desk/claims/{claim.id}"


def add_source(client: CheckingClient, at: str, **more: str) -> None:
    answer = client.submit(
        at,
        "Add evidence",
        **{
            "evidence-title": "Harbour log",
            "evidence-original_url": "https://example.org/log",
            "evidence-stance": "supports",
            "evidence-finding": "Nine days.",
            **more,
        },
    )
    assert answer.status_code == 303


def write_verdict(client: CheckingClient, at: str, button: str = "Save draft") -> None:
    answer = client.submit(
        at,
        button,
        **{
            "verdict-rating_id": "1",
            "verdict-summary": "It was.",
            "verdict-explanation": "The *log* says so.",
        },
    )
    assert answer.status_code == 303


def test_from_evidence_to_a_published_check(at: str, people: People, as_: As) -> None:
    reporter = as_(people.reporter)
    add_source(reporter, at)
    write_verdict(reporter, at, "Save and submit for review")
    assert "In review" in reporter.get(at).text

    editor = as_(people.editor)
    assert editor.submit(at, "Publish").status_code == 303
    text = editor.get(at).text
    assert "This check is public" in text
    assert "Done" in text


def test_submitting_without_a_source_keeps_the_draft_and_tells_what_is_missing(
    at: str, people: People, as_: As
) -> None:
    reporter = as_(people.reporter)
    write_verdict(reporter, at, "Save and submit for review")
    text = reporter.get(at).text
    assert "At least one source" in text
    assert "The draft is saved, but not submitted." in text
    assert "It was." in text


def test_an_editor_who_added_evidence_sees_why_they_cannot_publish(
    at: str, people: People, as_: As
) -> None:
    editor = as_(people.editor)
    add_source(editor, at)
    write_verdict(as_(people.reporter), at, "Save and submit for review")
    text = editor.get(at).text
    assert "You contributed to this verdict or its evidence" in text
    refused = editor.send(f"{at}/publish")
    assert refused.status_code == 422
    assert "another editor has to publish it" in refused.text


def test_what_was_typed_is_shown_when_the_claim_moved_on(at: str, people: People, as_: As) -> None:
    first, second = as_(people.reporter), as_(people.second_reporter)
    add_source(first, at)
    opened = second.get(at)
    write_verdict(first, at, "Save and submit for review")
    draft = second.submit(opened, "Save draft", **{"verdict-summary": "My own summary."})
    assert draft.status_code == 422
    assert "My own summary." in draft.text
    evidence = second.submit(
        opened, "Add evidence", **{"evidence-title": "T", "evidence-finding": "My own finding."}
    )
    assert evidence.status_code == 422
    assert "My own finding." in evidence.text

    editor, other = as_(people.editor), as_(people.second_editor)
    opened = editor.get(at)
    other.submit(at, "Publish")
    back = editor.submit(opened, "Send back", **{"send_back-reason": "My own reason."})
    assert back.status_code == 422
    assert "My own reason." in back.text


def test_an_old_page_does_not_publish_what_was_not_on_it(at: str, people: People, as_: As) -> None:
    reporter, editor, other = (
        as_(people.reporter),
        as_(people.editor),
        as_(people.second_editor),
    )
    add_source(reporter, at)
    write_verdict(reporter, at, "Save and submit for review")
    opened = editor.get(at)
    other.submit(at, "Send back", **{"send_back-reason": "Again."})
    reporter.submit(at, "Save and submit for review", **{"verdict-rating_id": "5"})
    refused = editor.submit(opened, "Publish")
    assert refused.status_code == 422
    assert "changed since you opened this page" in refused.text
    assert editor.submit(refused, "Publish").status_code == 303


def test_sending_back_needs_a_reason_and_shows_it_to_the_reporter(
    at: str, people: People, as_: As
) -> None:
    reporter, editor = as_(people.reporter), as_(people.editor)
    add_source(reporter, at)
    write_verdict(reporter, at, "Save and submit for review")
    refused = editor.submit(at, "Send back", **{"send_back-reason": " "})
    assert refused.status_code == 422
    assert "Say what has to be mended" in refused.text
    sent = editor.submit(refused, "Send back", **{"send_back-reason": "Count again."})
    assert sent.status_code == 303
    text = reporter.get(at).text
    assert "Count again." in text
    assert "It was." in text


def test_the_second_to_save_a_draft_sees_both_texts(at: str, people: People, as_: As) -> None:
    first, second = as_(people.reporter), as_(people.second_reporter)
    opened = second.get(at)
    write_verdict(first, at)
    clash = second.submit(
        opened,
        "Save draft",
        **{"verdict-rating_id": "5", "verdict-summary": "Mine.", "verdict-explanation": "Other."},
    )
    assert clash.status_code == 409
    assert "Mine." in clash.text
    assert "It was." in clash.text
    assert second.submit(clash, "Save draft").status_code == 303
    assert "Mine." in first.get(at).text


def test_the_second_to_save_the_wording_sees_both_texts(at: str, people: People, as_: As) -> None:
    first, second = as_(people.reporter), as_(people.second_reporter)
    opened = second.get(f"{at}/edit")
    assert first.submit(f"{at}/edit", "Save", headline="Theirs").status_code == 303
    clash = second.submit(opened, "Save", headline="Mine")
    assert clash.status_code == 409
    assert "Theirs" in clash.text
    assert "Mine" in clash.text
    assert second.submit(clash, "Save").status_code == 303
    assert "Mine" in first.get(at).text


def test_what_the_second_left_alone_is_not_undone_by_saving_again(
    at: str, people: People, as_: As
) -> None:
    first, second = as_(people.reporter), as_(people.second_reporter)
    opened = second.get(f"{at}/edit")
    first.submit(f"{at}/edit", "Save", headline="Theirs", topics="Ports")
    clash = second.submit(opened, "Save", claimed_in="Port Said", topics="Mine")
    assert clash.status_code == 409
    assert "Ports" in clash.text
    assert second.submit(clash, "Save").status_code == 303
    text = first.get(at).text
    for kept in ("Theirs", "Port Said", "Mine"):
        assert kept in text


def test_changes_to_different_fields_are_both_kept(at: str, people: People, as_: As) -> None:
    first, second = as_(people.reporter), as_(people.second_reporter)
    opened = second.get(f"{at}/edit")
    first.submit(f"{at}/edit", "Save", headline="Theirs")
    clash = second.submit(opened, "Save", claimed_in="Port Said")
    assert clash.status_code == 409
    assert "You changed other fields than they did" in clash.text
    assert second.submit(clash, "Save").status_code == 303
    assert "Theirs" in first.get(at).text
    assert "Port Said" in first.get(at).text


@pytest.mark.parametrize("opened", ["", "null", "[1]", "{", "[" * 100_000, '{"headline": 1}'])
def test_a_broken_memory_of_the_form_shows_every_difference(
    at: str, people: People, as_: As, opened: str
) -> None:
    first, second = as_(people.reporter), as_(people.second_reporter)
    first.submit(f"{at}/edit", "Save", headline="Theirs")
    clash = second.send(
        f"{at}/edit", revision="1", opened=opened, statement=STATEMENT, claimant="Nadia Osman"
    )
    assert clash.status_code == 409
    assert "Theirs" in clash.text


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def test_markup_in_every_field_shows_as_text(at: str, people: People, as_: As) -> None:
    reporter = as_(people.reporter)
    add_source(
        reporter,
        at,
        **{f"evidence-{field}": HOSTILE for field in ("title", "finding", "quote", "locator")},
    )
    answer = reporter.submit(
        at,
        "Save draft",
        **{
            "verdict-rating_id": "1",
            "verdict-summary": HOSTILE,
            "verdict-explanation": HOSTILE,
        },
    )
    assert answer.status_code == 303
    assert reporter.submit(at, "Add note", **{"note-body": HOSTILE}).status_code == 303
    assert reporter.submit(f"{at}/edit", "Save", statement=HOSTILE).status_code == 303
    text = reporter.get(at).text
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("evidence-original_url", "javascript:alert(1)", "http://"),
        ("evidence-published_on", "2006-02-31", "28 days"),
        ("evidence-finding", "", "Say what the source shows"),
        ("evidence-title", "x" * 100_000, "100,000"),
        ("evidence-stance", "proves", "Choose one of"),
        ("evidence-quote", "a\u202eb", "text direction"),
        ("evidence-accessed_on", "2006", "whole date"),
    ],
)
def test_wrong_evidence_is_refused_in_place_and_kept(
    at: str, people: People, as_: As, field: str, typed: str, told: str
) -> None:
    reporter = as_(people.reporter)
    sent = {
        "evidence-title": "Harbour log",
        "evidence-stance": "supports",
        "evidence-finding": "Kept as typed.",
        field: typed,
    }
    refused = reporter.send(f"{at}/evidence", **sent)
    assert refused.status_code == 422
    assert told in refused.text
    if field != "evidence-finding":
        assert "Kept as typed." in refused.text


def test_a_source_on_file_is_used_again_by_choice_and_by_address(
    at: str, people: People, as_: As, desk: Desk
) -> None:
    reporter = as_(people.reporter)
    add_source(reporter, at)
    add_source(reporter, at, **{"evidence-stance": "context", "evidence-title": "Typed anew"})
    add_source(reporter, at, **{"evidence-source_id": "1", "evidence-stance": "mixed"})
    with desk():
        claim = queries.get(1)
        assert claim is not None
        assert {citation.source_id for citation in queries.work(claim).citations} == {1}


def test_a_confidential_note_is_for_its_author_and_the_named(
    at: str, people: People, as_: As, desk: Desk
) -> None:
    editor_id = people.editor.id
    with desk(people.reporter) as reporter:
        claim = queries.get(1)
        assert claim is not None
        readers = [db.session.get_one(User, editor_id)]
        body = "The source is at risk."
        notes.add(reporter, claim, body=body, visibility="confidential", readers=readers)
    assert "at risk" in as_(people.reporter).get(at).text
    assert "at risk" in as_(people.editor).get(at).text
    for other in (people.second_editor, people.admin, people.observer):
        assert "at risk" not in as_(other).get(at).text


def test_a_confidential_note_for_nobody_is_refused_and_kept(
    at: str, people: People, as_: As
) -> None:
    refused = as_(people.reporter).send(
        f"{at}/notes", **{"note-body": "Keep me.", "note-visibility": "confidential"}
    )
    assert refused.status_code == 422
    assert "Name at least one person" in refused.text
    assert "Keep me." in refused.text


def test_the_preview_shows_markdown_and_saves_nothing(at: str, people: People, as_: As) -> None:
    reporter = as_(people.reporter)
    shown = reporter.submit(at, "Preview", **{"verdict-explanation": "**bold** <b>raw</b>"})
    assert shown.status_code == 200
    assert "<strong>bold</strong>" in shown.text
    assert "&lt;b&gt;raw" in shown.text
    assert "<strong>bold</strong>" not in reporter.get(at).text
    piece = reporter.send("/desk/claims/preview", text="*slanted*")
    assert piece.json == {"html": "<p><em>slanted</em></p>\n"}


def test_an_edit_after_publication_shows_as_a_difference_until_it_is_published(
    at: str, people: People, as_: As
) -> None:
    reporter, editor = as_(people.reporter), as_(people.editor)
    add_source(reporter, at)
    write_verdict(reporter, at, "Save and submit for review")
    editor.submit(at, "Publish")
    reporter.submit(f"{at}/edit", "Save", headline="A new headline")
    text = editor.get(at).text
    assert "This differs from what is public" in text
    refused = editor.submit(at, "Publish the changes", **{"publish-correction": "minor_fix"})
    assert refused.status_code == 422
    sent = editor.submit(
        refused, "Publish the changes", **{"publish-reason": "A headline was added."}
    )
    assert sent.status_code == 303
    assert "This differs from what is public" not in editor.get(at).text


def test_a_claim_is_split_held_closed_and_reopened_by_its_buttons(
    at: str, people: People, as_: As
) -> None:
    editor = as_(people.editor)
    answer = editor.submit(f"{at}/split", "Split in two", first="One.", second="Two.")
    assert answer.status_code == 303
    other = answer.headers["Location"]
    assert "Two." in editor.get(other).text
    held = editor.submit(at, "Put on hold", **{"hold-reason": "Living person."})
    assert held.status_code == 303
    assert "Living person." in editor.get(at).text
    assert editor.submit(at, "Lift the legal hold").status_code == 303
    closed = editor.submit(at, "Close", **{"close-reason": "out_of_scope"})
    assert closed.status_code == 303
    assert "out of scope" in editor.get(at).text
    assert editor.submit(at, "Reopen").status_code == 303


def test_an_observer_sees_everything_and_no_buttons(at: str, people: People, as_: As) -> None:
    text = as_(people.observer).get(at).text
    assert STATEMENT in text
    for button in ("Save draft", "Add evidence", "Publish", "Take this claim", "Legal hold"):
        assert f">{button}<" not in text


@pytest.mark.parametrize("number", [999, 2**31, 2**63 - 1, 2**63, 10**30])
def test_a_claim_that_is_not_there_is_not_found(
    at: str, people: People, as_: As, number: int
) -> None:
    assert as_(people.reporter).get(f"/desk/claims/{number}").status_code == 404


def test_the_page_costs_a_fixed_number_of_queries(
    app: Flask, at: str, people: People, as_: As, desk: Desk
) -> None:
    reporter = as_(people.reporter)
    add_source(reporter, at)
    reporter.submit(at, "Add note", **{"note-body": "One."})
    with statements(app) as few:
        reporter.get(at)
    with desk(people.reporter) as author:
        claim = queries.get(1)
        assert claim is not None
        for number in range(20):
            facts = SourceFacts(title=f"Source {number}")
            evidence = Evidence(stance="supports", finding="The same.")
            sources.cite(author, claim, evidence, facts=facts)
            notes.add(author, claim, body=f"Note {number}")
    with statements(app) as many:
        reporter.get(at)
    assert len(many) == len(few)
