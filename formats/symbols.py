"""Characters that must not act, or cannot be seen, shown as symbols.

Control characters have no place in HTML, and overrides of the text direction make a text read
other than it is (Unicode Technical Report 36, "Bidirectional Text Spoofing"). Each is shown as one
symbol, so that positions in a shown text are positions in the text itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(17)
)
_ACTING = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e{_NONCHARACTERS}]")
_DIRECTIONS = {
    "\u202a": "left-to-right embedding",
    "\u202b": "right-to-left embedding",
    "\u202c": "end of embedding or override",
    "\u202d": "left-to-right override",
    "\u202e": "right-to-left override",
}
_OTHER = "\u2426"  # SYMBOL FOR SUBSTITUTE FORM TWO


@dataclass(frozen=True)
class Run:
    """Text as it is shown; with a name, one symbol that stands for another character."""

    text: str
    name: str = ""


def shown(text: str) -> str:
    """The text with a symbol in place of each acting character, as many characters as before."""
    return _ACTING.sub(lambda match: _symbol(match.group()), text)


def without(text: str) -> str:
    """The text without its acting characters."""
    return _ACTING.sub("", text)


def runs(text: str) -> Iterator[Run]:
    """The shown text cut at its symbols, each symbol with the name of what it stands for."""
    start = 0
    for match in _ACTING.finditer(text):
        if match.start() > start:
            yield Run(text[start : match.start()])
        yield Run(_symbol(match.group()), _name(match.group()))
        start = match.end()
    if start < len(text):
        yield Run(text[start:])


def _symbol(character: str) -> str:
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else _OTHER


def _name(character: str) -> str:
    code = ord(character)
    kind = _DIRECTIONS.get(character, "control character" if code < 0xA0 else "noncharacter")
    return f"{kind} U+{code:04X}"
