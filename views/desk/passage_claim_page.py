"""The form for a claim that is made of a passage."""

from flask import render_template

from formats import dates, excerpts, quotes, symbols
from formats.quotes import Selector
from forms.claims import ClaimForm
from models.document import DocumentVersion
from operations.passages import LONGEST_QUOTE
from queries import documents, similarity
from views.desk.reader_page import Page

LONGEST_OFFERED = 200


def place(version: DocumentVersion, start: int | None, end: int | None) -> Selector | None:
    """The stretch that an address names; None if it names none that can be a passage."""
    if start is None or end is None or not start < end <= len(version.text):
        return None
    if not version.text[start:end].strip() or end - start > LONGEST_QUOTE:
        return None
    return quotes.select(version.text, start, end)


def prepared(version: DocumentVersion, passage: Selector) -> ClaimForm:
    """A new form with what the document tells; a short passage is a statement to begin with."""
    document, words = version.document, _words(passage)
    return ClaimForm(
        formdata=None,
        data={
            "statement": words if len(words) <= LONGEST_OFFERED else "",
            "language": document.language,
            "claimed_on": dates.machine(document.published_on, document.published_on_precision),
        },
    )


def show(form: ClaimForm, version: DocumentVersion, passage: Selector, status: int = 200) -> Page:
    """The passage, claims on file that say the same, and the form."""
    made = documents.claims_at(version, passage.start, passage.end)
    page = render_template(
        "desk/documents/new_claim.html",
        form=form,
        document=version.document,
        passage=excerpts.excerpt(passage.exact, passage.prefix, passage.suffix),
        paragraph_start=version.text.rfind("\n", 0, passage.start) + 1,
        words=_words(passage),
        made=made,
        similar=[claim for claim, _ in similarity.on_file(passage.exact) if claim not in made],
        names=documents.claimant_names(),
        topics=documents.topic_names(),
    )
    return page, status


def _words(passage: Selector) -> str:
    """The passage as one line that a statement can take."""
    return " ".join(symbols.without(passage.exact).split())
