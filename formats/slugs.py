"""Readable parts of addresses."""

import re
import unicodedata

_NOT_IN_SLUG = re.compile(r"[^\w]+", re.UNICODE)
LONGEST = 80


def slug(text: str) -> str:
    """Words joined by hyphens, in any script, at most 80 characters; "-" if nothing is left.

    Accents on Latin letters go; letters of other scripts stay.
    """
    plain = "".join(_plain(character) for character in unicodedata.normalize("NFKC", text))
    joined = _NOT_IN_SLUG.sub("-", plain.replace("'", "").replace("’", "")).replace("_", "-")
    return joined.strip("-").lower()[:LONGEST].strip("-") or "-"


def _plain(character: str) -> str:
    """A Latin letter without its accent. In other scripts the marks are part of the letter."""
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isascii() else character


def numbered(base: str, number: int) -> str:
    """The slug with a number behind it, still within its length."""
    tail = f"-{number}"
    return base[: LONGEST - len(tail)].rstrip("-") + tail
