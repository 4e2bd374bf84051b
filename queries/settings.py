"""The newsroom's own settings, with what holds until an admin sets them."""

from typing import Any

from sqlalchemy import select

from models.base import db
from models.setting import Setting

DEFAULTS: dict[str, dict[str, Any]] = {
    "newsroom": {
        "name": "Our newsroom",
        "contact": "",
        "language": "en",
        "time_zone": "UTC",
    },
    "demo": {"is_demo": False},
    "gate": {},
}


def get(key: str) -> dict[str, Any]:
    """One group of settings, complete: what is not set has its default."""
    stored = db.session.scalar(select(Setting.value).where(Setting.key == key))
    return {**DEFAULTS[key], **(stored or {})}
