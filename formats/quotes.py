"""Passages: finding a quote in a text, and describing it so that it can be found again.

Positions count Unicode code points, as Python does; browsers count UTF-16 units and convert at
the edge. The selector is the TextQuoteSelector of the W3C Web Annotation Data Model, 4.2.4.
"""

import re
from dataclasses import dataclass

CONTEXT = 32


class NotFoundInText(ValueError):
    """The quote does not occur in the text."""


class Ambiguous(ValueError):
    """The quote occurs several times, and nothing tells which is meant."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(f"occurs {count} times")


@dataclass(frozen=True)
class Selector:
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

    Blanks and line ends count as alike, as they are lost when text is copied from a page. Of
    several occurrences the one whose surroundings agree best with prefix and suffix is meant.
    Raises NotFoundInText or Ambiguous.
    """
    wanted = quote.strip()
    if not wanted:
        raise NotFoundInText("empty")
    if start is not None and start >= 0 and text[start : start + len(wanted)] == wanted:
        return select(text, start, start + len(wanted))
    found = [(at, at + len(wanted)) for at in _occurrences(text, wanted)]
    if not found:
        pattern = re.compile(r"\s+".join(re.escape(word) for word in wanted.split()))
        found = [match.span() for match in pattern.finditer(text)]
    if not found:
        raise NotFoundInText(wanted)
    if len(found) == 1:
        return select(text, *found[0])
    scores = [_agreement(text, span, prefix, suffix) for span in found]
    best = max(scores)
    if scores.count(best) > 1:
        raise Ambiguous(len(found))
    return select(text, *found[scores.index(best)])


def _occurrences(text: str, wanted: str) -> list[int]:
    places, at = [], text.find(wanted)
    while at >= 0:
        places.append(at)
        at = text.find(wanted, at + 1)
    return places


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
