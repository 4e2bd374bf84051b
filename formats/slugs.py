"""Readable parts of addresses."""

import re
import unicodedata

_NOT_IN_SLUG = re.compile(r"[^\w]+", re.UNICODE)
LONGEST = 80


def slug(text: str) -> str:
    """Words joined by hyphens, in any script, at most 80 characters; "-" if nothing is left.

    Accents on Latin letters go (NFKD); letters of other scripts stay.
    """
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(character)
    )
    joined = _NOT_IN_SLUG.sub("-", plain.replace("'", "").replace("’", "")).replace("_", "-")
    return unicodedata.normalize("NFC", joined).strip("-").lower()[:LONGEST].strip("-") or "-"


def numbered(base: str, number: int) -> str:
    """The slug with a number behind it, still within its length."""
    tail = f"-{number}"
    return base[: LONGEST - len(tail)].rstrip("-") + tail
