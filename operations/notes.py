"""Notes on claims."""

from collections.abc import Sequence

from models.base import db
from models.claim import Claim, Stage
from models.note import Note, Visibility
from models.user import User
from operations import record
from operations.base import begin, permit
from operations.check import Check

LONGEST_NOTE = 10_000


def add(
    actor: User,
    claim: Claim,
    *,
    body: str,
    visibility: str = Visibility.INTERNAL,
    readers: Sequence[User] = (),
) -> Note:
    """Write a note: internal, confidential to the people named in `readers`, or public.

    A public note reaches readers when an editor publishes the claim or its changes; only people
    who may work on claims write one. The text of a confidential note goes into no event.
    Raises Refused by field, NotPermitted.
    """
    begin(actor, "notes.write", claim)
    check = Check()
    text = check.paragraphs("body", body, most=LONGEST_NOTE, required="Write the note first.")
    word = check.word("visibility", visibility, Visibility)
    if word is Visibility.CONFIDENTIAL and not readers:
        check.refuse("readers", "Name at least one person who may read it.")
    if word is Visibility.PUBLIC and claim.stage is Stage.IN_REVIEW:
        check.refuse("visibility", "In review: what readers will see stays as it was submitted.")
    check.done()
    if word is Visibility.PUBLIC:
        permit(actor, "claims.work")
    note = Note(claim_id=claim.id, author_id=actor.id, visibility=word, body=text)
    if word is Visibility.CONFIDENTIAL:
        note.readers = list(readers)
    db.session.add(note)
    db.session.flush()
    told = {} if word is Visibility.CONFIDENTIAL else {"body": text}
    record.write(actor, "note.added", claim, {"visibility": str(word), **told}, about=note)
    return note
