"""Claimants: who asserts things."""

from wtforms import HiddenField, RadioField, StringField

from forms.base import DeskForm
from forms.choices import choices
from forms.clashes import Clash, clashes
from forms.filters import number
from models.claimant import Claimant, ClaimantKind

FIELDS = ("name", "kind", "description")


class ClaimantForm(DeskForm):
    revision = HiddenField(filters=[number])
    name = StringField("Name")
    kind = RadioField("Kind", choices=choices(ClaimantKind.choices()), validate_choice=False)
    description = StringField("In a few words")

    def fields(self) -> dict[str, str]:
        """What was typed, by the names that operations.claimants.edit takes."""
        return {name: self[name].data or "" for name in FIELDS}

    def clashes(self, theirs: "ClaimantForm") -> list[Clash]:
        """Where this form says other than the claimant as saved now."""
        return clashes(self, theirs, FIELDS)


def filled(claimant: Claimant) -> ClaimantForm:
    """The form of a claimant as saved (nothing of the request is taken)."""
    return ClaimantForm(
        formdata=None,
        data={
            "revision": claimant.revision,
            "name": claimant.name,
            "kind": claimant.kind.value,
            "description": claimant.description,
        },
    )
