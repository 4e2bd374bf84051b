"""Moving a claim through the desk."""

from wtforms import HiddenField, SelectField, StringField, TextAreaField

from forms.base import DeskForm
from forms.choices import choices
from forms.filters import number
from models.claim import ClosedReason
from models.user import User


class AssignForm(DeskForm):
    owner = SelectField("Owner", coerce=number, validate_choice=False)

    def offer(self, people: list[User]) -> None:
        """The people who can work on claims."""
        self.owner.choices = choices([(person.id, person.display_name) for person in people])


class CloseForm(DeskForm):
    reason = SelectField(
        "Reason",
        choices=choices([("", "Choose"), *ClosedReason.choices()]),
        validate_choice=False,
    )
    note = StringField("In a few words")


class HoldForm(DeskForm):
    reason = StringField("What is the hold for?")


class SplitForm(DeskForm):
    revision = HiddenField(filters=[number])
    first = TextAreaField("This claim keeps")
    second = TextAreaField("The new claim says")
