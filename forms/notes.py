"""Notes."""

from wtforms import RadioField, SelectMultipleField, TextAreaField

from forms.base import DeskForm
from forms.choices import choices
from forms.filters import number
from models.note import Visibility
from models.user import User


class NoteForm(DeskForm):
    body = TextAreaField("Note")
    visibility = RadioField(
        "Who may read it?",
        choices=choices(
            [
                (Visibility.INTERNAL.value, "The desk"),
                (Visibility.CONFIDENTIAL.value, "Named people only"),
                (Visibility.PUBLIC.value, "Readers, once published"),
            ]
        ),
        default=Visibility.INTERNAL.value,
        validate_choice=False,
    )
    readers = SelectMultipleField("Named people", coerce=number, validate_choice=False)

    def offer(self, people: list[User]) -> None:
        """The people who can be named as readers of a confidential note."""
        self.readers.choices = choices([(person.id, person.display_name) for person in people])
