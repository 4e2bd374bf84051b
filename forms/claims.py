"""The wording of a claim: what is asserted, by whom, when and where."""

from typing import Any

from wtforms import BooleanField, SelectField, StringField, TextAreaField

from formats import dates
from forms.choices import choices
from forms.revised import RevisedForm
from models.claim import Claim, ClaimKind, Medium
from models.claimant import ClaimantKind

# The kind and description of a name count for a new name only; they are not part of the claim.
WORDED = (
    "statement", "headline", "claimant", "subject", "as_reported_by", "claimed_on",
    "claimed_on_inferred", "claimed_in", "topics", "language", "kind", "medium",
)  # fmt: skip


class ClaimForm(RevisedForm):
    REVISED = WORDED

    statement = TextAreaField("Statement")
    headline = StringField("Headline for readers")
    claimant = StringField("Claimant")
    claimant_kind = SelectField(
        "The claimant is",
        choices=choices(ClaimantKind.choices()),
        default=ClaimantKind.PERSON.value,
        validate_choice=False,
    )
    claimant_description = StringField("Who the claimant is")
    subject = StringField("Subject")
    subject_kind = SelectField(
        "The subject is",
        choices=choices(ClaimantKind.choices()),
        default=ClaimantKind.PERSON.value,
        validate_choice=False,
    )
    subject_description = StringField("Who the subject is")
    as_reported_by = StringField("As reported by")
    claimed_on = StringField("Date of the claim")
    claimed_on_inferred = BooleanField("The date is inferred")
    claimed_in = StringField("Place")
    topics = StringField("Topics")
    language = StringField("Language", default="en")
    kind = SelectField(
        "Kind",
        choices=choices(ClaimKind.choices()),
        default=ClaimKind.FULL.value,
        validate_choice=False,
    )
    medium = SelectField(
        "Medium",
        choices=choices(Medium.choices()),
        default=Medium.TEXT.value,
        validate_choice=False,
    )


def filled(claim: Claim) -> ClaimForm:
    """The form of a claim as it is saved (nothing of the request is taken)."""
    form = ClaimForm(formdata=None, data=_saved(claim))
    form.as_opened()
    return form


def _saved(claim: Claim) -> dict[str, Any]:
    return {
        "revision": claim.revision,
        "statement": claim.statement,
        "headline": claim.headline,
        "claimant": claim.claimant.name,
        "claimant_kind": claim.claimant.kind.value,
        "claimant_description": claim.claimant.description,
        "subject": claim.subject.name if claim.subject else "",
        "subject_kind": (claim.subject.kind if claim.subject else ClaimantKind.PERSON).value,
        "subject_description": claim.subject.description if claim.subject else "",
        "as_reported_by": claim.as_reported_by,
        "claimed_on": dates.machine(claim.claimed_on, claim.claimed_on_precision) or "",
        "claimed_on_inferred": claim.claimed_on_inferred,
        "claimed_in": claim.claimed_in,
        "topics": ", ".join(topic.name for topic in claim.topics),
        "language": claim.language,
        "kind": claim.kind.value,
        "medium": claim.medium.value,
    }
