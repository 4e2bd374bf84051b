"""A document's text cut into paragraphs, and these into stretches that carry the same marks."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, Protocol, TypeVar


class Marked(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


M = TypeVar("M", bound=Marked)


@dataclass(frozen=True)
class Stretch(Generic[M]):
    """Text that is covered by the same passages throughout (none, one, or several)."""

    start: int
    text: str
    passages: tuple[M, ...]


@dataclass(frozen=True)
class Paragraph(Generic[M]):
    """A line of the text, cut into stretches that joined are the line again."""

    start: int
    stretches: tuple[Stretch[M], ...]


def paragraphs(text: str, passages: Iterable[M]) -> list[Paragraph[M]]:
    """Every line that is not blank, with its stretches; positions count code points.

    Overlapping passages are cut at each other's ends, so marks need not nest.
    """
    coming = deque(sorted(passages, key=lambda passage: (passage.start, passage.end)))
    within: list[M] = []
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


def _stretches(start: int, line: str, passages: list[M]) -> Iterator[Stretch[M]]:
    end = start + len(line)
    cuts = {start, end}
    for passage in passages:
        cuts.update((max(start, passage.start), min(end, passage.end)))
    edges = sorted(cuts)
    for left, right in pairwise(edges):
        covering = tuple(p for p in passages if p.start <= left and p.end >= right)
        yield Stretch(left, line[left - start : right - start], covering)
