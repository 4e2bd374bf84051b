"""Every table, loaded: for migrations and for the app's start."""

from models import (
    appearance,
    claim,
    claimant,
    document,
    event,
    file,
    note,
    public,
    rating,
    setting,
    source,
    topic,
    user,
    verdict,
)
from models.base import Base

__all__ = [
    "Base",
    "appearance",
    "claim",
    "claimant",
    "document",
    "event",
    "file",
    "note",
    "public",
    "rating",
    "setting",
    "source",
    "topic",
    "user",
    "verdict",
]
