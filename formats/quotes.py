"""Passages: finding a quote in a text, and describing it so that it can be found again.

Positions count Unicode code points, as Python does; browsers count UTF-16 units and convert at
the edge. The selector is the TextQuoteSelector of the W3C Web Annotation Data Model, 4.2.4.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from formats import symbols

CONTEXT = 32
MOST_OCCURRENCES = 1_000  # a page of one letter has millions, and nobody means one of them


class NotFoundInText(ValueError):
    """The quote does not occur in the text."""


class Ambiguous(ValueError):
    """The quote occurs several times (as far as they were counted): which is meant?"""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(f"occurs {count} times")


@dataclass(frozen=True)
class Selector:
    """A stretch of a text, by its place and by its words."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def select(text: str, start: int, end: int) -> Selector:
    """Describe the stretch from `start` to `end`, with a few words before and after."""
    return Selector(
        start,
        end,
        text[start:end],
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
    )


def locate(
    text: str, quote: str, *, start: int | None = None, prefix: str = "", suffix: str = ""
) -> Selector:
    """Find the quote in the text, at `start` if it stands there.

    Blanks and line ends count as alike, as they are lost when text is copied from a page; so are
    characters that a page shows by symbols (`formats/symbols.py`). Of several occurrences the one
    whose surroundings agree best with prefix and suffix is meant.
    Raises NotFoundInText or Ambiguous.
    """
    try:
        span = _span(text, quote, start, prefix, suffix)
    except NotFoundInText:
        seen, wanted, before, after = map(symbols.shown, (text, quote, prefix, suffix))
        span = _span(seen, wanted, start, before, after)
    return select(text, *span)


def _span(text: str, quote: str, start: int | None, prefix: str, suffix: str) -> tuple[int, int]:
    wanted = quote.strip()
    if not wanted:
        raise NotFoundInText("empty")
    loosely = re.compile(r"\s+".join(re.escape(word) for word in wanted.split()))
    if start is not None and start >= 0:
        there = loosely.match(text, start + len(quote) - len(quote.lstrip()))
        if there:
            return there.span()
    found = list(islice(_occurrences(text, wanted), MOST_OCCURRENCES)) or [
        match.span() for match in islice(loosely.finditer(text), MOST_OCCURRENCES)
    ]
    if not found:
        raise NotFoundInText(wanted)
    if len(found) == 1:
        return found[0]
    if len(found) == MOST_OCCURRENCES:
        raise Ambiguous(len(found))
    scores = [_agreement(text, span, prefix, suffix) for span in found]
    best = max(scores)
    if scores.count(best) > 1:
        raise Ambiguous(len(found))
    return found[scores.index(best)]


def _occurrences(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    at = text.find(wanted)
    while at >= 0:
        yield at, at + len(wanted)
        at = text.find(wanted, at + 1)


def _agreement(text: str, span: tuple[int, int], prefix: str, suffix: str) -> int:
    before = _common(text[max(0, span[0] - len(prefix)) : span[0]][::-1], prefix[::-1])
    return before + _common(text[span[1] : span[1] + len(suffix)], suffix)


def _common(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length
