"""Where a published check is found: lists by topic, claimant and document, the index, the tallies.

Entered from a snapshot and withdrawn by the same snapshot, in the transaction that publishes.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete

from formats import terms
from formats.snapshot import Snapshot
from models.base import db
from models.public import (
    PublicAppearance,
    PublicClaimant,
    PublicClaimTopic,
    PublicState,
    PublicTally,
    PublicTopic,
)
from operations import indexing, upserts

# Only these stand in lists and are counted; retracted and taken-down checks keep their address.
LISTED = (PublicState.LIVE, PublicState.UNDER_REVIEW)


def enter(claim_id: int, shown: Snapshot) -> None:
    """Put a check into every list, the search index and the tallies."""
    session = db.session
    published = datetime.fromisoformat(shown["first_published_at"])
    for topic in shown["topics"]:
        upserts.put(PublicTopic, {"slug": topic["slug"]}, {"name": topic["name"]})
        session.add(
            PublicClaimTopic(
                claim_id=claim_id, topic_slug=topic["slug"], first_published_at=published
            )
        )
    for person in (shown["claimant"], shown["subject"]):
        if person and person["slug"]:
            told = {name: person[name] for name in ("name", "kind", "description")}
            upserts.put(PublicClaimant, {"slug": person["slug"]}, told)
    for place in _places(shown):
        session.add(PublicAppearance(claim_id=claim_id, **place))
    session.flush()
    indexing.put("public_search", claim_id, _search_terms(shown))
    _count(shown, +1)


def withdraw(claim_id: int, shown: Snapshot) -> None:
    """Take a check out of everything that `enter` put it into; `shown` is what was entered."""
    for kind in (PublicClaimTopic, PublicAppearance):
        db.session.execute(delete(kind).where(kind.claim_id == claim_id))
    indexing.remove("public_search", claim_id)
    _count(shown, -1)


def _places(shown: Snapshot) -> Iterator[dict[str, Any]]:
    seen = set()
    for appearance in shown["appearances"]:
        if not appearance["document"]:
            continue
        key = (appearance["document"]["public_id"], appearance["passage"]["position"])
        if key not in seen:
            seen.add(key)
            yield {"document_public_id": key[0], **appearance["passage"]}


def _search_terms(shown: Snapshot) -> str:
    return terms.index_text(
        shown["language"],
        shown["statement"],
        shown["headline"],
        shown["claimant"]["name"],
        shown["subject"]["name"] if shown["subject"] else "",
        shown["verdict"]["summary"],
        " ".join(topic["name"] for topic in shown["topics"]),
    )


def _count(shown: Snapshot, step: int) -> None:
    """Add a check to the tallies, or take it out: over all, by claimant, by topic."""
    rating = shown["verdict"]["rating"]
    keys = [("all", "")]
    if shown["claimant"]["slug"]:
        keys.append(("claimant", shown["claimant"]["slug"]))
    keys.extend(("topic", topic["slug"]) for topic in shown["topics"])
    for dimension, key in keys:
        _add_to_tally(
            {
                "dimension": dimension,
                "key": key,
                "day": date.fromisoformat(shown["counted_on"]),
                "scale_slug": rating["scale"],
                "rating_slug": rating["slug"],
            },
            step,
        )


def _add_to_tally(key: dict[str, Any], step: int) -> None:
    insert = upserts.insert()
    db.session.execute(
        insert(PublicTally)
        .values(**key, count=step)
        .on_conflict_do_update(index_elements=list(key), set_={"count": PublicTally.count + step})
    )
    if step < 0:
        db.session.execute(delete(PublicTally).filter_by(**key).where(PublicTally.count == 0))
