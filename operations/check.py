"""Rules for text, dates and addresses that people type. Every refusal goes to its field."""

import re
import unicodedata
from calendar import monthrange
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlsplit

from models.words import Precision, Word
from operations.errors import Refused

_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_END_OF_ISOLATE = "\u2069"
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
W = TypeVar("W", bound=Word)
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")


class Check:
    """Collects refusals by field; `done()` raises them all at once."""

    def __init__(self) -> None:
        self.errors: dict[str, list[str]] = {}

    def refuse(self, field: str, message: str) -> None:
        self.errors.setdefault(field, []).append(message)

    def done(self) -> None:
        """Raise Refused if anything was refused."""
        if self.errors:
            raise Refused(self.errors)

    def line(self, field: str, value: str | None, *, most: int, required: str = "") -> str:
        """One line of text: blanks run together, no control characters, at most `most` long."""
        text = _BLANKS.sub(" ", value or "").strip()
        return self._text(field, text, most=most, required=required)

    def paragraphs(self, field: str, value: str | None, *, most: int, required: str = "") -> str:
        """Text of several lines; line ends become LF, the rest stays as typed."""
        text = (value or "").replace("\r\n", "\n").replace("\r", "\n").strip()
        return self._text(field, text, most=most, required=required)

    def _text(self, field: str, text: str, *, most: int, required: str) -> str:
        if not text:
            if required:
                self.refuse(field, required)
            return ""
        if len(text) > most:
            self.refuse(
                field,
                f"This is {len(text):,} characters long; at most {most:,} fit here.",
            )
        problem = unsafe_characters(text)
        if problem:
            self.refuse(field, problem)
        return text

    def address(self, field: str, value: str | None, *, required: str = "") -> str | None:
        """A web address, http or https only; None if empty."""
        text = self.line(field, value, most=2_000, required=required)
        if not text:
            return None
        try:
            parts = urlsplit(text)
            port_is_number = parts.port is None or parts.port > 0
        except ValueError:
            port_is_number = False
            parts = None
        if (
            parts is None
            or not port_is_number
            or parts.scheme.lower() not in ("http", "https")
            or not parts.hostname
            or " " in text
        ):
            self.refuse(field, "Give a full web address that begins with http:// or https://.")
        elif parts.username or parts.password:
            self.refuse(field, "Leave the user name and password out of the address.")
        return text

    def partial_date(self, field: str, value: str | None) -> tuple[date | None, Precision | None]:
        """A date as far as it is known: 2006, 2006-03 or 2006-03-28 (ISO 8601)."""
        text = (value or "").strip()
        if not text:
            return None, None
        try:
            return parse_partial_date(text)
        except ValueError as error:
            self.refuse(field, str(error))
            return None, None

    def day(self, field: str, value: str | None) -> date | None:
        """A whole date, or None if empty."""
        found, precision = self.partial_date(field, value)
        if found is not None and precision is not Precision.DAY:
            self.refuse(field, "Give the whole date, such as 2006-03-28.")
            return None
        return found

    def word(self, field: str, value: Any, words: type[W]) -> W | None:
        """A member of a fixed vocabulary."""
        try:
            return words(value)
        except ValueError:
            known = ", ".join(word.label for word in words)
            self.refuse(field, f"Choose one of: {known}.")
            return None

    def language(self, field: str, value: str | None) -> str:
        """A language tag (BCP 47), such as en, ar or pt-BR."""
        text = (value or "").strip() or "en"
        if len(text) > 16 or not _LANGUAGE.fullmatch(text):
            self.refuse(field, "Give a language code such as en, ar or pt-BR.")
        return text


def parse_partial_date(text: str) -> tuple[date, Precision]:
    """The first day of the period that the text names, and how much of it is known.

    Raises ValueError with a message for people.
    """
    match = _PARTIAL_DATE.fullmatch(text)
    if not match:
        raise ValueError("Write a date as 2006-03-28, or as far as it is known: 2006-03, or 2006.")
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year:
        raise ValueError("There is no year 0.")
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"There is no month {month}.")
    if day is not None and month is not None and not 1 <= day <= monthrange(year, month)[1]:
        raise ValueError(f"{text} is not a date: that month has {monthrange(year, month)[1]} days.")
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    return date(year, month or 1, day or 1), precision


def unsafe_characters(text: str) -> str:
    """Say which character cannot be kept, or "" if all can.

    Control characters break exports and databases; overrides of the text direction make a text
    read other than it is (Unicode Technical Report 36, "bidirectional text spoofing").
    """
    open_isolates = 0
    for place, character in enumerate(text, start=1):
        if character == "\x00" or (
            character not in "\n\t" and unicodedata.category(character) in ("Cc", "Cs")
        ):
            return (
                f"Character {place} is a control character (U+{ord(character):04X}) that cannot "
                "be kept. Remove it."
            )
        if character in _OVERRIDES:
            return (
                f"Character {place} changes the text direction (U+{ord(character):04X}) and could "
                "make this read other than it is. Remove it."
            )
        if character in _ISOLATES:
            open_isolates += 1
        elif character == _END_OF_ISOLATE:
            open_isolates -= 1
            if open_isolates < 0:
                break
    if open_isolates != 0:
        return "A text-direction mark is opened and not closed, or the other way round. Remove it."
    return ""
