"""Marking passages of documents."""

from sqlalchemy import select

from formats import quotes
from models.appearance import Appearance
from models.base import db
from models.document import DocumentVersion, Passage, Triage
from models.user import User
from operations import record
from operations.base import begin, lock
from operations.check import Check
from operations.errors import Refused

LONGEST_QUOTE = 5_000


def find(
    version: DocumentVersion,
    quote: str,
    *,
    start: int | None = None,
    prefix: str = "",
    suffix: str = "",
    field: str = "quote",
) -> quotes.Selector:
    """Where the quote stands in this version of a document. Raises Refused beside `field`."""
    check = Check()
    text = quote.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        check.refuse(field, "Select a passage in the text, or paste one here.")
    elif len(text) > LONGEST_QUOTE:
        check.refuse(
            field,
            f"This is {len(text):,} characters long; a passage has at most {LONGEST_QUOTE:,}.",
        )
    check.done()
    try:
        return quotes.locate(version.text, text, start=start, prefix=prefix, suffix=suffix)
    except quotes.NotFoundInText as error:
        raise Refused(
            "This passage is not in the document. Copy it exactly as it stands there.", field
        ) from error
    except quotes.Ambiguous as error:
        raise Refused(
            f"This occurs {error.count} times in the document. Include a few more words, so that "
            "it is clear which is meant.",
            field,
        ) from error


def mark(
    actor: User,
    version: DocumentVersion,
    *,
    quote: str,
    start: int | None = None,
    prefix: str = "",
    suffix: str = "",
    triage: str = Triage.TO_CHECK,
    reason: str = "",
) -> Passage:
    """Mark a passage as to check, opinion, prediction, or skipped with a reason.

    A passage that is marked already gets the new triage; overlapping ones stay side by side.
    Raises Refused by field, NotPermitted.
    """
    begin(actor, "passages.mark")
    check = Check()
    word = check.word("triage", triage, Triage) or Triage.TO_CHECK
    why = check.line(
        "reason",
        reason,
        most=500,
        required="Say why it is skipped." if word is Triage.SKIPPED else "",
    )
    check.done()
    found = find(version, quote, start=start, prefix=prefix, suffix=suffix)
    lock(version.document)
    passage = _at(version, found)
    if passage is None:
        passage = Passage(
            version_id=version.id,
            start=found.start,
            end=found.end,
            exact=found.exact,
            prefix=found.prefix,
            suffix=found.suffix,
            triage=word,
            reason=why,
            created_by_id=actor.id,
        )
        db.session.add(passage)
        db.session.flush()
        before = None
    elif (passage.triage, passage.reason) == (word, why):
        return passage
    elif word is not Triage.TO_CHECK and _has_claim(passage):
        raise Refused("A claim was made of this passage, so it stays as to check.", "triage")
    else:
        before = str(passage.triage)
        passage.triage, passage.reason = word, why
    record.write(
        actor,
        "passage.marked",
        version.document,
        {"exact": passage.exact, "before": before, "after": str(word), "reason": why},
        about=passage,
    )
    return passage


def unmark(actor: User, passage: Passage) -> None:
    """Take a mark away, unless a claim was made of the passage. Raises Refused, NotPermitted."""
    begin(actor, "passages.mark", passage)
    if _has_claim(passage):
        raise Refused("A claim was made of this passage, so its mark stays.")
    document = passage.version.document
    record.write(
        actor,
        "passage.unmarked",
        document,
        {"exact": passage.exact, "before": str(passage.triage)},
        about=passage,
    )
    db.session.delete(passage)
    db.session.flush()


def _has_claim(passage: Passage) -> bool:
    claimed = select(Appearance.id).where(Appearance.passage_id == passage.id).limit(1)
    return db.session.scalar(claimed) is not None


def _at(version: DocumentVersion, found: quotes.Selector) -> Passage | None:
    return db.session.scalar(
        select(Passage).where(
            Passage.version_id == version.id,
            Passage.start == found.start,
            Passage.end == found.end,
        )
    )
