"""How long ago something was, in little room: for lists on the desk, which no cache keeps."""

from datetime import datetime

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60
DAYS_IN_YEAR = 365.25


def short(at: datetime, now: datetime) -> str:
    """ "now", "5 min", "3 h", "12 d" or "2 y": whole units, rounded down."""
    seconds = (now - at).total_seconds()
    if seconds < MINUTE:
        return "now"
    if seconds < HOUR:
        return f"{int(seconds // MINUTE)} min"
    if seconds < DAY:
        return f"{int(seconds // HOUR)} h"
    days = int(seconds // DAY)
    return f"{days} d" if days < DAYS_IN_YEAR else f"{int(days // DAYS_IN_YEAR)} y"
