"""Sources on file, and the claims that cite them."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from models.base import db
from models.claim import Claim
from models.source import Citation, Source, SourceKind
from queries import names

PAGE = 50
MOST_CITATIONS = 200


@dataclass(frozen=True)
class SourcePage:
    """Sources, newest first; `after` is the id that the next page begins after."""

    rows: list[Source]
    after: int | None


def get(source_id: int) -> Source | None:
    """A source by id, with its kind."""
    wanted = select(Source).where(Source.id == source_id).options(joinedload(Source.kind))
    return db.session.scalar(wanted)


def find(words: str, limit: int = 20) -> list[Source]:
    """Sources to pick from, newest first: all of them, or those that hold every word.

    Words are looked for in titles, publishers, authors and addresses, letter case aside; an
    address is found with or without its scheme.
    """
    return _found(words, None, limit)


def page(words: str = "", after: int | None = None) -> SourcePage:
    """A page of the sources that `find` finds, from the newest or after the id `after`."""
    found = _found(words, after, PAGE + 1)
    rows = found[:PAGE]
    return SourcePage(rows, rows[-1].id if len(found) > PAGE else None)


def _found(words: str, after: int | None, limit: int) -> list[Source]:
    bare = " ".join(_without_scheme(word) for word in words.split())
    wanted = select(Source).where(
        *names.hold(
            bare,
            Source.title,
            Source.publisher,
            Source.author,
            Source.original_url,
            Source.read_at,
        )
    )
    if after:
        wanted = wanted.where(Source.id < after)
    wanted = wanted.order_by(Source.id.desc()).limit(limit).options(joinedload(Source.kind))
    return list(db.session.scalars(wanted))


def _without_scheme(word: str) -> str:
    scheme, mark, rest = word.partition("://")
    return rest.rstrip("/") if mark and scheme.lower() in ("http", "https") else word


def counts(sources: list[Source]) -> dict[int, int]:
    """How many claims cite each of these sources, by id; those that none cites are left out."""
    rows = db.session.execute(
        select(Citation.source_id, func.count(Citation.claim_id.distinct()))
        .where(Citation.source_id.in_([source.id for source in sources]))
        .group_by(Citation.source_id)
    )
    return {row[0]: row[1] for row in rows}


def citing(source: Source, limit: int = MOST_CITATIONS) -> list[Citation]:
    """The uses of a source as evidence, newest first, with their claims and claimants."""
    return list(
        db.session.scalars(
            select(Citation)
            .join(Citation.claim)
            .where(Citation.source_id == source.id)
            .order_by(Citation.id.desc())
            .limit(limit)
            .options(contains_eager(Citation.claim).joinedload(Claim.claimant))
        )
    )


def kinds() -> list[str]:
    """The newsroom's own kinds of source, by name."""
    return list(db.session.scalars(select(SourceKind.name).order_by(func.lower(SourceKind.name))))
