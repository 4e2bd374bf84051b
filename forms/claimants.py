"""Claimants: who asserts things."""

from wtforms import RadioField, StringField

from forms.choices import choices
from forms.revised import RevisedForm
from models.claimant import Claimant, ClaimantKind

FIELDS = ("name", "kind", "description")


class ClaimantForm(RevisedForm):
    REVISED = FIELDS

    name = StringField("Name")
    kind = RadioField("Kind", choices=choices(ClaimantKind.choices()), validate_choice=False)
    description = StringField("In a few words")

    def fields(self) -> dict[str, str]:
        """What was typed, by the names that operations.claimants.edit takes."""
        return {name: self[name].data or "" for name in FIELDS}


def filled(claimant: Claimant) -> ClaimantForm:
    """The form of a claimant as saved (nothing of the request is taken)."""
    form = ClaimantForm(
        formdata=None,
        data={
            "revision": claimant.revision,
            "name": claimant.name,
            "kind": claimant.kind.value,
            "description": claimant.description,
        },
    )
    form.as_opened()
    return form
