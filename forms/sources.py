"""Sources, and what they show for a claim."""

from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField, URLField

from formats import dates
from forms.base import DeskForm
from forms.choices import choices
from forms.filters import line_ends, number
from forms.revised import RevisedForm
from models.source import Citation, Source, Stance, Tier

# The fields of operations.sources.SourceFacts and of operations.sources.Evidence.
FACTS = (
    "title", "publisher", "author", "published_on", "original_url", "read_at", "read_as", "kind",
    "tier", "independence_group",
)  # fmt: skip
EVIDENCE = ("stance", "finding", "quote", "locator", "accessed_on", "archive_url")


class FactsFields:
    """What is said of a source itself."""

    original_url = URLField("Address")
    title = StringField("Title")
    publisher = StringField("Publisher")
    published_on = StringField("Published on")
    author = StringField("Author")
    tier = RadioField(
        "How close is it?",
        choices=choices(Tier.choices()),
        default=Tier.SECONDARY.value,
        validate_choice=False,
    )
    kind = StringField("Kind of source")
    independence_group = StringField("Independence group")
    read_at = URLField("Address of the copy that was read")
    read_as = StringField("What kind of copy")


class SourceForm(FactsFields, RevisedForm):
    REVISED = FACTS

    def facts(self) -> dict[str, str]:
        """What was typed, by the names of SourceFacts."""
        return typed(self, FACTS)


class EvidenceForm(FactsFields, RevisedForm):
    """Evidence for a claim: what a source shows, the source being on file or described here."""

    REVISED = EVIDENCE

    source_id = SelectField(
        "Source", coerce=number, choices=choices([("", "A new source")]), validate_choice=False
    )
    stance = RadioField("Stance", choices=choices(Stance.choices()), validate_choice=False)
    finding = TextAreaField("What it shows", filters=[line_ends])
    quote = TextAreaField("Quotation", filters=[line_ends])
    locator = StringField("Place in the source")
    accessed_on = StringField("Read on")
    archive_url = URLField("Archived copy")

    def offer(self, sources: list[Source]) -> None:
        """The sources on file to choose from, besides describing a new one."""
        on_file = [(source.id, _called(source)) for source in sources]
        self.source_id.choices = choices([("", "A new source"), *on_file])

    def facts(self) -> dict[str, str]:
        """What was typed of a new source, by the names of SourceFacts."""
        return typed(self, FACTS)

    def evidence(self) -> dict[str, str]:
        """What was typed of the source's use, by the names of Evidence."""
        return typed(self, EVIDENCE)


def typed(form: DeskForm, names: tuple[str, ...]) -> dict[str, str]:
    """The named fields as text, empty where nothing was sent."""
    return {name: form[name].data or "" for name in names}


def _called(source: Source) -> str:
    return ": ".join(part for part in (source.publisher, source.title) if part)


def filled(source: Source) -> SourceForm:
    """The form of a source as it is saved (nothing of the request is taken)."""
    saved: dict[str, Any] = {name: getattr(source, name) for name in FACTS}
    saved["kind"] = source.kind.name if source.kind else ""
    saved["tier"] = source.tier.value
    saved["published_on"] = dates.machine(source.published_on, source.published_on_precision)
    form = SourceForm(formdata=None, data={"revision": source.revision, **saved})
    form.as_opened()
    return form


def filled_evidence(citation: Citation, **options: Any) -> EvidenceForm:
    """The form of a citation as it is saved; `options` are the form's own, such as a prefix."""
    saved: dict[str, Any] = {name: getattr(citation, name) for name in EVIDENCE}
    saved["stance"] = citation.stance.value
    saved["accessed_on"] = citation.accessed_on.isoformat() if citation.accessed_on else ""
    form = EvidenceForm(
        formdata=None,
        data={"revision": citation.revision, "source_id": citation.source_id, **saved},
        **options,
    )
    form.as_opened()
    return form
