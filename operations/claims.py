"""Claims: making and wording. What else is done with them: handling.py, splitting.py."""

from dataclasses import dataclass
from typing import Any

from models.appearance import Appearance
from models.base import db, now
from models.claim import (
    Claim,
    ClaimKind,
    Medium,
    Stage,
)
from models.document import DocumentVersion, Passage, Triage
from models.user import User
from operations import (
    claimants,
    ids,
    indexing,
    passages,
    record,
    topics,
)
from operations.base import begin, save
from operations.check import Check
from operations.errors import Refused

LONGEST_STATEMENT = 1_000
LONGEST_HEADLINE = 300


@dataclass(frozen=True)
class Quote:
    """A passage that a claim is made of: the quote, and its place if that is known."""

    version: DocumentVersion
    text: str
    start: int | None = None
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Wording:
    """What people type about a claim. Dates as far as known; topics separated by commas.

    Claimants are named; `claimant_kind` and `claimant_description` count for a new name only.
    """

    statement: str
    claimant: str
    headline: str = ""
    claimant_kind: str = ""
    claimant_description: str = ""
    subject: str = ""
    subject_kind: str = ""
    subject_description: str = ""
    as_reported_by: str = ""
    claimed_on: str = ""
    claimed_on_inferred: bool = False
    claimed_in: str = ""
    topics: str = ""
    language: str = "en"
    kind: str = ClaimKind.FULL
    medium: str = Medium.TEXT


def create(actor: User, wording: Wording, quote: Quote | None = None) -> Claim:
    """Put a claim on file; with a quote, the passage is marked and becomes its first appearance.

    Raises Refused by field (nothing is written then), NotPermitted.
    """
    begin(actor, "claims.work")
    check = Check()
    fields = _fields(actor, check, wording)
    if quote is not None:
        _found_in(check, quote)
    check.done()
    named = fields.pop("topics")
    claim = Claim(public_id=ids.public_id(), created_by_id=actor.id, topics=named, **fields)
    db.session.add(claim)
    db.session.flush()
    indexing.index_claim(claim)
    passage = _appear(actor, claim, quote) if quote is not None else None
    payload: dict[str, Any] = {"statement": claim.statement, "claimant": claim.claimant.name}
    if passage is not None:
        payload |= {"passage": passage.exact, "document": passage.version.document.title}
    record.write(actor, "claim.created", claim, payload, about=passage)
    return claim


def _found_in(check: Check, quote: Quote) -> None:
    try:
        passages.find(
            quote.version, quote.text, start=quote.start, prefix=quote.prefix, suffix=quote.suffix
        )
    except Refused as refused:
        for field, messages in refused.errors.items():
            for message in messages:
                check.refuse(field, message)


def _appear(actor: User, claim: Claim, quote: Quote) -> Passage:
    passage = passages.mark(
        actor,
        quote.version,
        quote=quote.text,
        start=quote.start,
        prefix=quote.prefix,
        suffix=quote.suffix,
        triage=Triage.TO_CHECK,
    )
    document = quote.version.document
    db.session.add(
        Appearance(
            claim_id=claim.id,
            passage_id=passage.id,
            speaker_id=claim.claimant_id,
            wording=passage.exact,
            said_on=document.published_on,
            said_on_precision=document.published_on_precision,
            same_in_substance=True,
            created_by_id=actor.id,
        )
    )
    db.session.flush()
    return passage


def edit(actor: User, claim: Claim, revision: int, wording: Wording) -> None:
    """Change the wording of a claim. On a published claim the public sees it once published.

    Raises Refused by field, Conflict if somebody saved it after `revision`, NotPermitted.
    """
    begin(actor, "claims.work", claim)
    if claim.stage is Stage.CLOSED:
        raise Refused("This claim is closed. Reopen it to change it.")
    if claim.stage is Stage.IN_REVIEW:
        raise Refused("This claim is in review. It can be changed once it is sent back.")
    check = Check()
    fields = _fields(actor, check, wording)
    check.done()
    named = fields.pop("topics")
    before_topics = sorted(topic.name for topic in claim.topics)
    after_topics = sorted(topic.name for topic in named)
    before_names = _names(claim)
    touched = {"updated_at": now()} if before_topics != after_topics else {}
    change = save(claim, revision, {**fields, **touched})
    if not change:
        return
    claim.topics = named
    claim.updated_at = now()
    db.session.flush()
    db.session.refresh(claim)
    indexing.index_claim(claim)
    record.write(
        actor, "claim.edited", claim, _readable(claim, change, before_names, before_topics)
    )


def _names(claim: Claim) -> dict[str, str]:
    return {
        "claimant": claim.claimant.name,
        "subject": claim.subject.name if claim.subject else "",
    }


def _readable(
    claim: Claim, change: dict[str, dict[str, Any]], names: dict[str, str], topics_before: list[str]
) -> dict[str, dict[str, Any]]:
    """Before and after with names instead of numbers, for people who read the record."""
    before, after = dict(change["before"]), dict(change["after"])
    now_named = _names(claim)
    for name in ("claimant", "subject"):
        if f"{name}_id" in before:
            before.pop(f"{name}_id"), after.pop(f"{name}_id")
            before[name], after[name] = names[name], now_named[name]
    before.pop("updated_at", None), after.pop("updated_at", None)
    topics_after = [topic.name for topic in claim.topics]
    if topics_before != topics_after:
        before["topics"], after["topics"] = topics_before, topics_after
    return {"before": before, "after": after}


def _fields(actor: User, check: Check, wording: Wording) -> dict[str, Any]:
    day, precision = check.partial_date("claimed_on", wording.claimed_on)
    fields: dict[str, Any] = {
        "statement": check.line(
            "statement",
            wording.statement,
            most=LONGEST_STATEMENT,
            required="State what is asserted, in one sentence.",
        ),
        "headline": check.line("headline", wording.headline, most=LONGEST_HEADLINE),
        "as_reported_by": check.line("as_reported_by", wording.as_reported_by, most=200),
        "claimed_on": day,
        "claimed_on_precision": precision,
        "claimed_on_inferred": bool(wording.claimed_on_inferred and day),
        "claimed_in": check.line("claimed_in", wording.claimed_in, most=200),
        "language": check.language("language", wording.language),
        "kind": check.word("kind", wording.kind, ClaimKind),
        "medium": check.word("medium", wording.medium, Medium),
    }
    # Names are looked up last: a refusal above must not leave new claimants behind.
    claimant = claimants.find_or_add(
        actor,
        check,
        field="claimant",
        name=wording.claimant,
        kind=wording.claimant_kind,
        description=wording.claimant_description,
        required="Say who asserts it. If that is not known, name the kind: “An unsigned post”.",
    )
    subject = claimants.find_or_add(
        actor,
        check,
        field="subject",
        name=wording.subject,
        kind=wording.subject_kind,
        description=wording.subject_description,
    )
    fields["topics"] = topics.find_or_add(actor, check, "topics", wording.topics)
    fields["claimant_id"] = claimant.id if claimant else None
    fields["subject_id"] = subject.id if subject else None
    return fields
