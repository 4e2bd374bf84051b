"""What readers ask. Everything here reads `public_*` tables through the confined session."""

from typing import Any

from sqlalchemy import select

from models.base import db
from models.public import PublicSetting


def settings() -> dict[str, dict[str, Any]]:
    """The newsroom, its scale and its gate as published."""
    return {row.key: row.value for row in db.public.execute(
        select(PublicSetting.key, PublicSetting.value))}  # fmt: skip
