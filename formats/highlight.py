"""Which words of a text a search has found."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from formats import terms

_stem = lru_cache(maxsize=10_000)(terms.stem)  # the same words come again and again

Part = tuple[bool, str]  # found or not, and the text


def parts(text: str, query: str, language: str = "en") -> list[Part]:
    """The text in stretches: the words that the query matches, and what stands between them.

    Words agree as they do in the index (`formats/terms.py`): without accents, by their stem.
    Joined together, the stretches are the text unchanged.
    """
    wanted = {term for each in terms.query_terms(query) for term in each}
    if not wanted:
        return [(False, text)] if text else []
    base = language.split("-")[0].lower()
    joined: list[Part] = []
    for found, piece in _pieces(text, wanted, base):
        if joined and joined[-1][0] == found:
            joined[-1] = (found, joined[-1][1] + piece)
        else:
            joined.append((found, piece))
    return joined


def _pieces(text: str, wanted: set[str], language: str) -> Iterator[Part]:
    at = 0
    while at < len(text):
        end = at + 1
        inside = _in_word(text[at])
        while end < len(text) and _in_word(text[end]) == inside:
            end += 1
        piece = text[at:end]
        if inside:
            yield from _word(piece, wanted, language)
        else:
            yield False, piece
        at = end


def _in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.combining(character) > 0 or character == "\u0640"


def _word(word: str, wanted: set[str], language: str) -> Iterator[Part]:
    folded = terms.words(word)
    if len(folded) > 1:  # a run without blanks, indexed by pairs of characters
        yield from _pairs(word, wanted)
        return
    yield any(w in wanted or _stem(w, language) in wanted for w in folded), word


def _pairs(word: str, wanted: set[str]) -> Iterator[Part]:
    hits = [False] * len(word)
    for at in range(len(word) - 1):
        if terms.fold(word[at : at + 2]) in wanted:
            hits[at] = hits[at + 1] = True
    return zip(hits, word, strict=True)
