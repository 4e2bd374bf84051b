"""The difference of two texts, word by word."""

import difflib
import re
from typing import Literal

Part = tuple[Literal["same", "added", "removed"], str]
# A blank belongs to the word behind it: alone, it would match everywhere, and cost a hundredfold.
_WORDS = re.compile(r"\s*\S+|\s+")
_MOST_WORDS = 6_000


def words(old: str, new: str) -> list[Part]:
    """Runs of words that stayed, were added or were removed; joined, the new text is complete.

    Texts of more than 6,000 words are given as one removed and one added part, for speed.
    """
    if old == new:
        return [("same", new)] if new else []
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) + len(after) > _MOST_WORDS:
        return [("removed", old), ("added", new)]
    parts: list[Part] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            parts.append(("same", "".join(after[j1:j2])))
            continue
        if i2 > i1:
            parts.append(("removed", "".join(before[i1:i2])))
        if j2 > j1:
            parts.append(("added", "".join(after[j1:j2])))
    return parts
