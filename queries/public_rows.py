"""Whether the public rows say what the newest public versions say: made anew here, and compared.

On purpose not by the functions of `operations/publishing.py`, whose work this looks over.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from models.base import db
from models.public import (
    PublicAppearance,
    PublicClaim,
    PublicClaimant,
    PublicClaimTopic,
    PublicState,
    PublicTally,
    PublicTopic,
    PublicVersion,
)

_AT_ONCE = 500
_COUNTED = (PublicState.LIVE, PublicState.UNDER_REVIEW)
Tally = tuple[Any, ...]  # dimension, key, day, scale, rating


def differences() -> Iterator[str]:
    """What the public rows of checks show otherwise than their newest versions, and the tallies."""
    tallies: Counter[Tally] = Counter()
    topics: set[str] = set()
    people: set[str] = set()
    rows = db.session.execute(_newest(), execution_options={"yield_per": _AT_ONCE})
    for part in rows.partitions():
        shown = {row.claim_id: json.loads(row.version_body) for row in part}
        for row in part:
            yield from _claim(row, shown[row.claim_id])
        yield from _lists(shown)
        for each in shown.values():
            topics |= {topic["slug"] for topic in each["topics"]}
            people |= {who["slug"] for who in (each["claimant"], each["subject"]) if who} - {None}
            tallies.update(_counted(each))
    yield from _strays()
    yield from _named("topic", select(PublicTopic.slug), topics)
    yield from _named("claimant", select(PublicClaimant.slug), people)
    yield from _tallies(tallies)


def _newest() -> Select[Any]:
    """The newest version of each check, with the row that should say the same."""
    newest = (
        select(
            PublicVersion.claim_id,
            func.max(PublicVersion.number).label("number"),
            func.count().label("versions"),
        )
        .group_by(PublicVersion.claim_id)
        .subquery()
    )
    return (
        select(
            PublicVersion.claim_id,
            PublicVersion.number,
            PublicVersion.body.label("version_body"),
            newest.c.versions,
            *(getattr(PublicClaim, name) for name in _COLUMNS),
            PublicClaim.body,
        )
        .join(
            newest,
            (PublicVersion.claim_id == newest.c.claim_id)
            & (PublicVersion.number == newest.c.number),
        )
        .outerjoin(PublicClaim, PublicClaim.claim_id == PublicVersion.claim_id)
        .order_by(PublicVersion.claim_id)
    )


_COLUMNS = (
    "public_id", "state", "slug", "version", "claimant_slug", "rating_slug", "scale_slug",
    "first_published_at", "modified_at",
)  # fmt: skip


def _claim(row: Row[Any], shown: dict[str, Any]) -> Iterator[str]:
    if row.versions != row.number:
        yield f"claim {row.claim_id}: {row.versions} public versions are there, not {row.number}"
    if row.body is None:
        yield f"claim {row.claim_id}: version {row.number} is public, but its row is missing"
        return
    if row.body != row.version_body:
        yield f"claim {row.claim_id}: its public row says other than version {row.number}"
    rating = shown["verdict"]["rating"]
    wanted = (
        shown["public_id"], shown["state"], shown["slug"], row.number, shown["claimant"]["slug"],
        rating["slug"], rating["scale"], datetime.fromisoformat(shown["first_published_at"]),
        datetime.fromisoformat(shown["modified_at"]),
    )  # fmt: skip
    for name, value in zip(_COLUMNS, wanted, strict=True):
        if getattr(row, name) != value:
            yield f"claim {row.claim_id}: the {name} of its public row is not {value}"


def _lists(shown: dict[int, Any]) -> Iterator[str]:
    """The rows by which topics and documents find these checks."""
    topics: dict[int, set[Any]] = defaultdict(set)
    places: dict[int, set[Any]] = defaultdict(set)
    for row in _of(shown, PublicClaimTopic):
        topics[row.claim_id].add((row.topic_slug, row.first_published_at))
    for row in _of(shown, PublicAppearance):
        places[row.claim_id].add(
            (row.document_public_id, row.position, row.exact, row.prefix, row.suffix)
        )
    for claim_id, each in shown.items():
        published = datetime.fromisoformat(each["first_published_at"])
        if topics[claim_id] != {(topic["slug"], published) for topic in each["topics"]}:
            yield f"claim {claim_id}: its public topics are not those of its newest version"
        if places[claim_id] != set(_places(each)):
            yield f"claim {claim_id}: its public passages are not those of its newest version"


def _of(shown: dict[int, Any], model: Any) -> Sequence[Any]:
    return db.session.scalars(select(model).where(model.claim_id.in_(shown))).all()


def _places(shown: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for place in shown["appearances"]:
        if place["document"]:
            passage = place["passage"]
            yield (
                place["document"]["public_id"], passage["position"],
                passage["exact"], passage["prefix"], passage["suffix"],
            )  # fmt: skip


def _strays() -> Iterator[str]:
    """Rows of checks that have no version."""
    for model in (PublicClaim, PublicClaimTopic, PublicAppearance):
        known = select(PublicVersion.id).where(PublicVersion.claim_id == model.claim_id).exists()
        for claim_id in db.session.scalars(select(model.claim_id).where(~known).distinct()):
            yield f"claim {claim_id}: {model.__tablename__} tells of it, but it has no version"


def _named(kind: str, listed: Select[Any], wanted: set[str]) -> Iterator[str]:
    there = set(db.session.scalars(listed))
    for slug in sorted(wanted - there):
        yield f"{kind} {slug}: checks name it, but it has no public row"


def _counted(shown: dict[str, Any]) -> Iterator[Tally]:
    """The tallies that a check adds one to: over all, by claimant, by topic."""
    if shown["state"] not in _COUNTED:
        return
    rating = shown["verdict"]["rating"]
    keys = [("all", "")]
    if shown["claimant"]["slug"]:
        keys.append(("claimant", shown["claimant"]["slug"]))
    keys += [("topic", topic["slug"]) for topic in shown["topics"]]
    for dimension, key in keys:
        day = date.fromisoformat(shown["counted_on"])
        yield dimension, key, day, rating["scale"], rating["slug"]


def _tallies(wanted: Counter[Tally]) -> Iterator[str]:
    columns = (
        PublicTally.dimension, PublicTally.key, PublicTally.day,
        PublicTally.scale_slug, PublicTally.rating_slug,
    )  # fmt: skip
    there = {tuple(row[:5]): row[5] for row in db.session.execute(
        select(*columns, PublicTally.count))}  # fmt: skip
    for key in sorted(there.keys() | wanted.keys()):
        if there.get(key, 0) != wanted[key]:
            told = " ".join(str(part) for part in key if part)
            yield f"tally {told}: it says {there.get(key, 0)}, a recount {wanted[key]}"
