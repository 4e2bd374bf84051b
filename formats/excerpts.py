"""A quote with a few whole words around it."""

from dataclasses import dataclass

from formats.quotes import CONTEXT


@dataclass(frozen=True)
class Excerpt:
    """The quote in its paragraph; "…" stands where the paragraph goes on."""

    before: str
    exact: str
    after: str


def excerpt(exact: str, prefix: str, suffix: str) -> Excerpt:
    """Trim the stored context of a quote to whole words of the same paragraph.

    `prefix` and `suffix` were cut by length (`formats/quotes.py`), so a word at their outer end
    may be half one.
    """
    before = prefix.rsplit("\n", 1)[-1]
    after = suffix.split("\n", 1)[0]
    if before and len(before) == len(prefix) >= CONTEXT:
        before = "… " + _from_first_blank(before)
    if after and len(after) == len(suffix) >= CONTEXT:
        after = _from_first_blank(after[::-1])[::-1] + " …"
    return Excerpt(before, exact, after)


def _from_first_blank(text: str) -> str:
    """The text from its first whole word; all of it in scripts without blanks."""
    parts = text.split(" ", 1)
    return parts[1] if len(parts) == 2 else text
