"""Notes on a claim."""

from flask import Blueprint
from werkzeug.wrappers import Response

from forms.notes import NoteForm
from operations import notes as operations
from queries import people
from views.attempts import UNPROCESSABLE, attempt
from views.auth import person
from views.desk.claim_page import Page, back, found, show

notes = Blueprint("notes", __name__, url_prefix="/desk/claims")


@notes.post("/<id:claim_id>/notes")
def new(claim_id: int) -> Response | Page:
    claim = found(claim_id)
    form = NoteForm(prefix="note")
    named = people.with_ids([number for number in form.readers.data or [] if number])
    done, _ = attempt(
        form,
        lambda: operations.add(
            person(),
            claim,
            body=form.body.data or "",
            visibility=form.visibility.data or "",
            readers=named,
        ),
    )
    return back(claim_id, "notes") if done else show(found(claim_id), UNPROCESSABLE, note_form=form)
