"""The difference of two texts, word by word."""

import re
from typing import Literal

from rapidfuzz.distance import Indel

Part = tuple[Literal["same", "added", "removed"], str]
# A blank belongs to the word behind it: alone, it would match everywhere, and cost a hundredfold.
_WORDS = re.compile(r"\s*\S+|\s+")
_MOST_WORDS = 20_000


def words(old: str, new: str) -> list[Part]:
    """Runs of words that stayed, were added or were removed; joined, the new text is complete.

    Texts of more than 20,000 words together are given as one removed and one added part, for speed.
    """
    if old == new:
        return [("same", new)] if new else []
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) + len(after) > _MOST_WORDS:
        return [("removed", old), ("added", new)]
    parts: list[Part] = []
    removed, added = "", ""
    # Bit-parallel, so that no pair of texts is slow (difflib is cubic where words repeat).
    for step in Indel.opcodes(before, after):
        out = "".join(before[int(step.src_start) : int(step.src_end)])
        new_words = "".join(after[int(step.dest_start) : int(step.dest_end)])
        if step.tag != "equal":
            removed += out if step.tag == "delete" else ""
            added += new_words if step.tag == "insert" else ""
            continue
        parts += _changed(removed, added)
        removed, added = "", ""
        parts.append(("same", new_words))
    return parts + _changed(removed, added)


def _changed(removed: str, added: str) -> list[Part]:
    """What was removed stands before what came in its place."""
    both: list[Part] = [("removed", removed), ("added", added)]
    return [part for part in both if part[1]]
