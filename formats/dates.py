"""Dates as far as they are known, for people and for machines."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.words import Precision

_MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
]  # fmt: skip


def machine(day: date | None, precision: Precision | str | None) -> str | None:
    """ISO 8601 as far as known: 2006-03-28, 2006-03 or 2006; None without a date."""
    if day is None or precision is None:
        return None
    length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[Precision(precision)]
    return day.isoformat()[:length]


def words(text: str | None, *, inferred: bool = False) -> str:
    """A machine date in words: "28 March 2006", "March 2006", "2006"; "" without a date."""
    if not text:
        return ""
    parts = text.split("-")
    shown = parts[0].lstrip("0")
    if len(parts) > 1:
        shown = f"{_MONTHS[int(parts[1]) - 1]} {shown}"
    if len(parts) > 2:
        shown = f"{int(parts[2])} {shown}"
    return f"{shown} (inferred)" if inferred else shown


def short(text: str) -> str:
    """A machine date in few letters, for charts: "28 Mar", "Mar 2006", "2006"."""
    parts = text.split("-")
    if len(parts) == 1:
        return parts[0]
    month = _MONTHS[int(parts[1]) - 1][:3]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month}"


def moment(at: datetime, zone: str = "UTC") -> str:
    """An instant in the desk's time zone: "24 November 2026, 14:05"."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}, {local:%H:%M}"


def day(at: datetime, zone: str = "UTC") -> str:
    """The day of an instant in the desk's time zone: "24 November 2026"."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"
