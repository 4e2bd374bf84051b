"""The page of one document: its text with marks, and a card for each beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import abort, render_template

from formats import languages, marks, symbols
from forms.documents import PassageForm
from models.document import Triage
from operations.passages import LONGEST_QUOTE
from queries import documents
from queries.documents import MarkedPassage, Reading

Page = tuple[str, int]
Stretch = marks.Stretch[MarkedPassage]
PUBLISHED = "published"
# Where passages overlap, a stretch shows the state that asks most of a reader.
STRONGEST_FIRST = (PUBLISHED, Triage.TO_CHECK, Triage.PREDICTION, Triage.OPINION, Triage.SKIPPED)


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph as it is drawn; `ending` are passages whose number follows it."""

    runs: list[symbols.Run]
    state: str
    passages: tuple[MarkedPassage, ...]
    ending: list[MarkedPassage]


@dataclass(frozen=True)
class Row:
    """A paragraph, and the passages that begin in it: their cards stand beside it."""

    start: int
    pieces: list[Piece]
    cards: list[MarkedPassage]


def show(document_id: int, form: PassageForm, status: int = 200) -> Page:
    """The reader; `form` is the one for pasting a passage, as it was typed if it was refused."""
    reading = documents.reading(document_id)
    if reading is None:
        abort(404)
    page = render_template(
        "desk/documents/reader.html",
        reading=reading,
        document=reading.document,
        version=reading.version,
        direction=languages.direction(reading.document.language),
        rows=rows(reading),
        form=form,
        triages=[triage for triage in Triage if triage is not Triage.SKIPPED],
        longest_quote=LONGEST_QUOTE,
    )
    return page, status


def rows(reading: Reading) -> list[Row]:
    """The text by paragraphs, with marks and cards. A passage's number follows it in each."""
    return [
        Row(
            paragraph.start,
            [_piece(reading, stretch, last) for stretch, last in _with_last(paragraph.stretches)],
            [
                passage
                for stretch in paragraph.stretches
                for passage in stretch.passages
                if passage.start == stretch.start
            ],
        )
        for paragraph in marks.paragraphs(reading.version.text, reading.passages)
    ]


def _with_last(stretches: tuple[Stretch, ...]) -> Iterable[tuple[Stretch, bool]]:
    return ((stretch, stretch is stretches[-1]) for stretch in stretches)


def _piece(reading: Reading, stretch: Stretch, last: bool) -> Piece:
    end = stretch.start + len(stretch.text)
    states = {_state(reading, passage) for passage in stretch.passages}
    strongest = next((state for state in STRONGEST_FIRST if state in states), "")
    return Piece(
        runs=list(symbols.runs(stretch.text)),
        state=strongest.replace("_", "-"),
        passages=stretch.passages,
        ending=[passage for passage in stretch.passages if passage.end == end or last],
    )


def _state(reading: Reading, marked: MarkedPassage) -> str:
    if any(claim.id in reading.public for claim in marked.claims):
        return PUBLISHED
    return Triage.TO_CHECK if marked.claims else marked.passage.triage
