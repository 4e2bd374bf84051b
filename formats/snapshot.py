"""What the public gets to see of a claim: the one serializer.

It names each field that goes out. Whatever is not named here (internal and confidential notes,
owners, drafts, holds, desk addresses) cannot reach a public byte. `formats/claimreview.py`, the
public pages and the embeds are made from this shape alone.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from formats import dates, languages, slugs
from models.appearance import Appearance
from models.claim import Claim
from models.claimant import Claimant
from models.document import Document
from models.note import Note, Visibility
from models.rating import Rating
from models.source import Citation, Stance
from models.verdict import Verdict

Snapshot = dict[str, Any]
_STANCES = list(Stance)


def claim(
    record: Claim,
    verdict: Verdict,
    citations: Sequence[Citation],
    appearances: Sequence[Appearance],
    notes: Sequence[Note],
) -> Snapshot:
    """The claim with its verdict as readers see it. Raises ValueError for one without a rating."""
    if verdict.rating is None:
        raise ValueError("a verdict without a rating is not for readers")
    return {
        "public_id": record.public_id,
        "slug": slugs.slug(record.title),
        "headline": record.headline,
        "statement": record.statement,
        "language": record.language,
        "direction": languages.direction(record.language),
        "kind": str(record.kind),
        "medium": str(record.medium),
        "claimant": _claimant(record.claimant),
        "subject": _claimant(record.subject) if record.subject else None,
        "as_reported_by": record.as_reported_by,
        "claimed_on": dates.machine(record.claimed_on, record.claimed_on_precision),
        "claimed_on_inferred": record.claimed_on_inferred,
        "claimed_in": record.claimed_in,
        "topics": [{"slug": topic.slug, "name": topic.name} for topic in record.topics],
        "verdict": {
            "number": verdict.number,
            "rating": rating(verdict.rating),
            "summary": verdict.summary,
            "explanation": verdict.explanation,
        },
        "evidence": [
            _evidence(citation)
            for citation in sorted(citations, key=lambda c: (_STANCES.index(c.stance), c.id))
        ],
        "appearances": [_appearance(each) for each in appearances if each.same_in_substance],
        "notes": [note.body for note in notes if note.visibility is Visibility.PUBLIC],
    }


def stamped(
    snapshot: Snapshot,
    *,
    version: int,
    state: str,
    first_published: datetime,
    modified: datetime,
    counted_on: date,
) -> Snapshot:
    """The snapshot as one published version: numbered and dated.

    `counted_on` is the desk's own day of the first publication, by which tallies count it.
    """
    return {
        **snapshot,
        "version": version,
        "state": state,
        "first_published_at": first_published.isoformat(timespec="seconds"),
        "modified_at": modified.isoformat(timespec="seconds"),
        "counted_on": counted_on.isoformat(),
    }


STAMPS = ("version", "state", "first_published_at", "modified_at", "counted_on")


def rating(record: Rating) -> dict[str, Any]:
    """A rating with the ends of its scale, as it was when the verdict was given."""
    return {
        "slug": record.slug,
        "label": record.label,
        "value": record.value,
        "best": record.scale.best,
        "worst": record.scale.worst,
        "scale": record.scale.slug,
        "scale_version": record.scale.version,
        "position": record.position,
        "ramp": str(record.ramp),
        "mark": str(record.mark),
        "means": record.means,
    }


def document(record: Document) -> dict[str, Any]:
    """A document's metadata. Its text is not part of it."""
    return {
        "public_id": record.public_id,
        "title": record.title,
        "kind": str(record.kind),
        "publisher": record.publisher,
        "author": record.author,
        "url": record.url,
        "published_on": dates.machine(record.published_on, record.published_on_precision),
        "language": record.language,
        "direction": languages.direction(record.language),
    }


def _claimant(record: Claimant) -> dict[str, Any]:
    return {
        "name": record.name,
        "kind": str(record.kind),
        "description": record.description,
        "slug": record.slug if record.has_page else None,
    }


def _evidence(citation: Citation) -> dict[str, Any]:
    source = citation.source
    return {
        "stance": str(citation.stance),
        "finding": citation.finding,
        "quote": citation.quote,
        "locator": citation.locator,
        "accessed_on": citation.accessed_on.isoformat() if citation.accessed_on else None,
        "archive_url": citation.archive_url,
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "published_on": dates.machine(source.published_on, source.published_on_precision),
        "original_url": source.original_url,
        "read_at": source.read_at,
        "read_as": source.read_as,
        "kind": source.kind.name if source.kind else "",
        "tier": str(source.tier),
    }


def _appearance(record: Appearance) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "url": record.url,
        "wording": record.wording,
        "said_on": dates.machine(record.said_on, record.said_on_precision),
        "speaker": _claimant(record.speaker) if record.speaker else None,
        "is_first": record.is_first,
        "document": None,
    }
    passage = record.passage
    if passage is not None:
        shown["document"] = document(passage.version.document)
        shown["passage"] = {
            "exact": passage.exact,
            "prefix": passage.prefix,
            "suffix": passage.suffix,
            "position": passage.start,
        }
    return shown
