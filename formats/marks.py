"""A document's text cut into paragraphs, and these into stretches that carry the same marks."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol


class Marked(Protocol):
    """Anything with a place in the text."""

    start: int
    end: int


@dataclass(frozen=True)
class Stretch:
    """Text that is covered by the same passages throughout (none, one, or several)."""

    start: int
    text: str
    passages: tuple[Marked, ...]


@dataclass(frozen=True)
class Paragraph:
    """A line of the text, cut into stretches that joined are the line again."""

    start: int
    stretches: tuple[Stretch, ...]


def paragraphs(text: str, passages: Iterable[Marked]) -> list[Paragraph]:
    """Every line that is not blank, with its stretches; positions count code points.

    Overlapping passages are cut at each other's ends, so marks need not nest.
    """
    coming = deque(sorted(passages, key=lambda passage: (passage.start, passage.end)))
    within: list[Marked] = []
    result = []
    for start, line in _lines(text):
        while coming and coming[0].start < start + len(line):
            within.append(coming.popleft())
        within = [passage for passage in within if passage.end > start]
        result.append(Paragraph(start, tuple(_stretches(start, line, within))))
    return result


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, line
        start += len(line) + 1


def _stretches(start: int, line: str, passages: list[Marked]) -> Iterator[Stretch]:
    end = start + len(line)
    cuts = {start, end}
    for passage in passages:
        cuts.update((max(start, passage.start), min(end, passage.end)))
    edges = sorted(cuts)
    for left, right in pairwise(edges):
        covering = tuple(p for p in passages if p.start <= left and p.end >= right)
        yield Stretch(left, line[left - start : right - start], covering)
