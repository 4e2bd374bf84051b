"""Word search in an index table, alike on SQLite (FTS5) and PostgreSQL (tsvector)."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from formats import terms

MOST_CANDIDATES = 1_000


def match(session: Session, table: str, query: str, limit: int = 50) -> list[int]:
    """Ids of the claims that hold all words of the query, best first; else those with any of them.

    Any query text is safe: only words reach the index, each one quoted. The best are chosen among
    the 1,000 newest matches, so that a very common word stays cheap.
    """
    wanted = terms.query_terms(query)
    if not wanted:
        return []
    return _search(session, table, wanted, " AND ", limit) or (
        _search(session, table, wanted, " OR ", limit) if len(wanted) > 1 else []
    )


def _search(
    session: Session, table: str, wanted: list[set[str]], joint: str, limit: int
) -> list[int]:
    if session.get_bind().dialect.name == "postgresql":
        joint = {" AND ": " & ", " OR ": " | "}[joint]
        expression = joint.join(
            "(" + " | ".join(f"'{term}'" for term in sorted(each)) + ")" for each in wanted
        )
        statement = (
            "WITH found AS MATERIALIZED (SELECT claim_id, words FROM {table} "
            "WHERE words @@ to_tsquery('simple', :expression)), "
            "newest AS (SELECT claim_id, words FROM found ORDER BY claim_id DESC LIMIT :most) "
            "SELECT claim_id FROM newest "
            "ORDER BY ts_rank(words, to_tsquery('simple', :expression)) DESC, claim_id DESC "
            "LIMIT :limit"
        )
    else:
        expression = joint.join(
            "(" + " OR ".join(f'"{term}"' for term in sorted(each)) + ")" for each in wanted
        )
        statement = (
            "SELECT rowid FROM (SELECT rowid, bm25({table}) AS rank_now FROM {table} "
            "WHERE {table} MATCH :expression ORDER BY rowid DESC LIMIT :most) "
            "ORDER BY rank_now, rowid DESC LIMIT :limit"
        )
    rows = session.execute(
        text(statement.format(table=table)),
        {"expression": expression, "most": MOST_CANDIDATES, "limit": limit},
    )
    return [row[0] for row in rows]
