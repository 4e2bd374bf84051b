"""What people type into a search box, as it may stand in a query and on a page."""

import unicodedata

LONGEST = 200
# Control characters, halves of characters and code points that are none: no database takes them
# all, and no page may show them. Format characters stay: Persian words need the joiners.
_DROPPED = {"Cc", "Cs", "Cn"}


def one_line(text: str | None) -> str:
    """The words typed, in one line of at most 200 characters; "" for nothing."""
    kept = "".join(" " if unicodedata.category(c) in _DROPPED else c for c in (text or ""))
    return " ".join(kept.split())[:LONGEST].rstrip()
