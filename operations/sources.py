"""Sources, and their use as evidence."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from models.base import db
from models.claim import Claim, Contribution, Stage
from models.source import Citation, Source, SourceKind, Stance, Tier
from models.user import User
from operations import record
from operations.base import begin, lock, save
from operations.check import Check
from operations.contributions import contribute
from operations.errors import Refused


@dataclass(frozen=True)
class SourceFacts:
    """What people type about a source. `published_on` as far as it is known."""

    title: str
    publisher: str = ""
    author: str = ""
    published_on: str = ""
    original_url: str = ""
    read_at: str = ""
    read_as: str = ""
    kind: str = ""
    tier: str = Tier.SECONDARY
    independence_group: str = ""


@dataclass(frozen=True)
class Evidence:
    """What a source shows for a claim."""

    stance: str
    finding: str = ""
    quote: str = ""
    locator: str = ""
    accessed_on: str = ""
    archive_url: str = ""


def add(actor: User, facts: SourceFacts) -> Source:
    """Put a source on file. Raises Refused by field, NotPermitted."""
    begin(actor, "sources.work")
    fields = _source_fields(facts)
    source = Source(created_by_id=actor.id, **fields)
    db.session.add(source)
    db.session.flush()
    record.write(actor, "source.added", source, _told(fields, source))
    return source


def edit(actor: User, source: Source, revision: int, facts: SourceFacts) -> None:
    """Change what is said of a source. Published checks show it when they are next published.

    Raises Refused by field, Conflict, NotPermitted.
    """
    begin(actor, "sources.work", source)
    before = source.kind.name if source.kind else ""
    change = save(source, revision, _source_fields(facts))
    if change:
        after = source.kind.name if source.kind else ""
        if "kind_id" in change["after"]:
            change["before"]["kind"], change["after"]["kind"] = before, after
            del change["before"]["kind_id"], change["after"]["kind_id"]
        _contribute_to_all(actor, source)
        record.write(actor, "source.edited", source, change)


def _contribute_to_all(actor: User, source: Source) -> None:
    """Who changes a source has a hand in the evidence of every claim that cites it."""
    citing = select(Claim).join(Citation, Citation.claim_id == Claim.id).distinct()
    for claim in db.session.scalars(citing.where(Citation.source_id == source.id)):
        contribute(actor, claim, Contribution.EVIDENCE)


def _source_fields(facts: SourceFacts) -> dict[str, Any]:
    check = Check()
    day, precision = check.partial_date("published_on", facts.published_on)
    kind = check.line("kind", facts.kind, most=80)
    fields: dict[str, Any] = {
        "title": check.line("title", facts.title, most=500, required="Give the source's title."),
        "publisher": check.line("publisher", facts.publisher, most=200),
        "author": check.line("author", facts.author, most=200),
        "published_on": day,
        "published_on_precision": precision,
        "original_url": check.address("original_url", facts.original_url),
        "read_at": check.address("read_at", facts.read_at),
        "read_as": check.line("read_as", facts.read_as, most=200),
        "tier": check.word("tier", facts.tier, Tier),
        "independence_group": check.line("independence_group", facts.independence_group, most=80),
    }
    check.done()
    fields["kind_id"] = _kind(kind).id if kind else None
    return fields


def _kind(name: str) -> SourceKind:
    # The name itself too: a database without a locale folds ASCII only.
    same = or_(SourceKind.name == name, func.lower(SourceKind.name) == name.lower())
    known = db.session.scalar(select(SourceKind).where(same).order_by(SourceKind.id))
    if known is None:
        known = SourceKind(name=name)
        db.session.add(known)
        db.session.flush()
    return known


def _told(fields: dict[str, Any], source: Source) -> dict[str, Any]:
    told = {name: value for name, value in fields.items() if value and name != "kind_id"}
    return {"after": {**told, "kind": source.kind.name if source.kind else ""}}


def cite(
    actor: User,
    claim: Claim,
    evidence: Evidence,
    *,
    source: Source | None = None,
    facts: SourceFacts | None = None,
) -> Citation:
    """Use a source on file, or a new one described by `facts`, as evidence for a claim.

    A new one whose original address is on file already is that source, and is used again.
    Raises Refused by field, NotPermitted.
    """  # fmt: skip
    begin(actor, "sources.work", claim)
    _open(claim)
    fields = _all_at_once(evidence, facts if source is None else None)
    if source is None:
        if facts is None:
            raise Refused("Choose a source on file, or describe a new one.", "source")
        source = _on_file(facts) or add(actor, facts)
    if _cited(claim, source, fields["stance"]) is not None:
        raise Refused(
            f"This source is cited for this claim already as “{fields['stance'].label}”.", "source"
        )
    citation = Citation(claim_id=claim.id, source_id=source.id, created_by_id=actor.id, **fields)
    db.session.add(citation)
    db.session.flush()
    contribute(actor, claim, Contribution.EVIDENCE)
    record.write(
        actor,
        "citation.added",
        claim,
        {"source": source.title, "stance": str(citation.stance), "finding": citation.finding},
        about=citation,
    )
    return citation


def edit_citation(actor: User, citation: Citation, revision: int, evidence: Evidence) -> None:
    """Change what a source shows for a claim. Raises Refused by field, Conflict, NotPermitted."""
    begin(actor, "sources.work", citation.claim)
    lock(citation)
    _open(citation.claim)
    fields = _evidence_fields(evidence)
    twin = _cited(citation.claim, citation.source, fields["stance"])
    if twin is not None and twin.id != citation.id:
        raise Refused("This source is cited for this claim already with that stance.", "stance")
    change = save(citation, revision, fields)
    if change:
        contribute(actor, citation.claim, Contribution.EVIDENCE)
        record.write(
            actor,
            "citation.edited",
            citation.claim,
            {"source": citation.source.title, **change},
            about=citation,
        )


_KEPT = ("stance", "finding", "quote", "locator", "accessed_on", "archive_url")


def remove_citation(actor: User, citation: Citation) -> None:
    """Take a source out of a claim's evidence; the source stays on file."""
    claim = citation.claim
    begin(actor, "sources.work", claim)
    lock(citation)
    _open(claim)
    contribute(actor, claim, Contribution.EVIDENCE)
    record.write(
        actor,
        "citation.removed",
        claim,
        {
            "source": citation.source.title,
            **{name: getattr(citation, name) for name in _KEPT if getattr(citation, name)},
        },
        about=citation,
    )
    db.session.delete(citation)
    db.session.flush()


def _all_at_once(evidence: Evidence, facts: SourceFacts | None) -> dict[str, Any]:
    """The fields of the evidence; refusals of the source come in the same round."""
    errors: dict[str, list[str]] = {}
    fields: dict[str, Any] = {}
    try:
        fields = _evidence_fields(evidence)
    except Refused as refused:
        errors |= refused.errors
    try:
        if facts is not None and _on_file(facts) is None:
            _source_fields(facts)
    except Refused as refused:
        errors |= refused.errors
    if errors:
        raise Refused(errors)
    return fields


def _on_file(facts: SourceFacts) -> Source | None:
    """A source with the same address: it is the same source, whoever types it again."""
    check = Check()
    address = check.address("original_url", facts.original_url)
    if not address or check.errors:
        return None
    return db.session.scalar(
        select(Source).where(Source.original_url == address).order_by(Source.id).limit(1)
    )


def _open(claim: Claim) -> None:
    if claim.stage is Stage.CLOSED:
        raise Refused("This claim is closed. Reopen it to change its evidence.")
    if claim.stage is Stage.IN_REVIEW:
        raise Refused("This claim is in review. Its evidence can be changed once it is sent back.")


def _cited(claim: Claim, source: Source, stance: Stance) -> Citation | None:
    return db.session.scalar(
        select(Citation).where(
            Citation.claim_id == claim.id,
            Citation.source_id == source.id,
            Citation.stance == stance,
        )
    )


def _evidence_fields(evidence: Evidence) -> dict[str, Any]:
    check = Check()
    fields = {
        "stance": check.word("stance", evidence.stance, Stance),
        "finding": check.paragraphs(
            "finding", evidence.finding, most=2_000, required="Say what the source shows."
        ),
        "quote": check.paragraphs("quote", evidence.quote, most=5_000),
        "locator": check.line("locator", evidence.locator, most=200),
        "accessed_on": check.day("accessed_on", evidence.accessed_on),
        "archive_url": check.address("archive_url", evidence.archive_url),
    }
    check.done()
    return fields
