"""Documents: taking one in, what is said of it, and what a passage of it is."""

from typing import Any

from wtforms import (
    BooleanField,
    FileField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
)

from formats import dates
from forms.base import DeskForm, VerbatimField
from forms.choices import choices
from forms.filters import line_ends, number
from forms.revised import RevisedForm
from models.document import Document, DocumentKind

FACTS = ("title", "kind", "publisher", "author", "url", "published_on", "language")


class FactsForm(DeskForm):
    """What is said of a document."""

    title = StringField("Title")
    kind = SelectField(
        "Kind",
        choices=choices(DocumentKind.choices()),
        default=DocumentKind.ARTICLE.value,
        validate_choice=False,
    )
    publisher = StringField("Publisher")
    author = StringField("Author")
    url = URLField("Address")
    published_on = StringField("Published on")
    language = StringField("Language", default="en")

    def facts(self) -> dict[str, str]:
        """What was typed about the document."""
        return {name: self[name].data or "" for name in FACTS}


class DocumentForm(FactsForm):
    """A new document: its text, pasted or in a file, and what is said of it."""

    text = VerbatimField("Text")
    file = FileField("Or a file")

    def fill_empty(self, found: dict[str, str]) -> None:
        """Take over what a file holds and says of itself, where nothing was typed."""
        for name, value in found.items():
            if value and not (self[name].data or "").strip():
                self[name].data = value


class DetailsForm(FactsForm, RevisedForm):
    """What is said of a document on file."""

    REVISED = (*FACTS, "full_text_licensed")

    full_text_licensed = BooleanField("Readers may see the whole text, as we have the right to")


class PassageForm(DeskForm):
    """A passage, and what it is. Script fills in its place; without script its words suffice."""

    start = HiddenField(filters=[number])
    prefix = HiddenField(filters=[line_ends])
    suffix = HiddenField(filters=[line_ends])
    triage = HiddenField()  # the buttons of the form
    quote = TextAreaField("Passage", filters=[line_ends])
    reason = StringField("Why it is skipped")

    def place(self) -> dict[str, Any]:
        """Which passage is meant: its words, and its place as far as script told it."""
        return {
            "quote": self.quote.data or "",
            "start": self.start.data,
            "prefix": self.prefix.data or "",
            "suffix": self.suffix.data or "",
        }


def filled(document: Document) -> DetailsForm:
    """The form of a document as it is saved (nothing of the request is taken)."""
    form = DetailsForm(
        formdata=None,
        data={
            "revision": document.revision,
            "title": document.title,
            "kind": document.kind.value,
            "publisher": document.publisher,
            "author": document.author,
            "url": document.url or "",
            "published_on": dates.machine(document.published_on, document.published_on_precision),
            "language": document.language,
            "full_text_licensed": document.full_text_licensed,
        },
    )
    form.as_opened()
    return form
