"""Claims already on file that say the same, or nearly."""

from rapidfuzz import fuzz

from formats import terms
from models.base import db
from models.claim import Claim
from queries import claims, fulltext

LEAST_LIKENESS = 55
MOST_OFFERED = 5
MOST_CANDIDATES = 40


def on_file(statement: str, besides: int | None = None) -> list[tuple[Claim, int]]:
    """Up to five claims that resemble the statement, likest first, with the likeness in percent.

    Only offered, never merged: "voted for" and "voted against" are neighbours.
    """
    candidates = claims.by_ids(
        fulltext.match(db.session(), "claim_search", statement, MOST_CANDIDATES)
    )
    folded = " ".join(terms.words(statement))
    scored = [
        (claim, round(fuzz.token_set_ratio(folded, " ".join(terms.words(claim.statement)))))
        for claim in candidates
        if claim.id != besides
    ]
    likest = sorted(scored, key=lambda pair: (-pair[1], pair[0].id))
    return [pair for pair in likest if pair[1] >= LEAST_LIKENESS][:MOST_OFFERED]
