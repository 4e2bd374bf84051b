"""Names of new things in addresses."""

import secrets
from typing import Any

from sqlalchemy import select

from formats import slugs
from models.base import db

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10


def public_id() -> str:
    """A short random name (50 bits): it neither counts things nor can be guessed."""
    return "".join(secrets.choice(_LETTERS) for _ in range(LENGTH))


def free_slug(kind: Any, text: str) -> str:
    """A slug of the text that no row of this kind (a model with a slug) has yet."""
    base = candidate = slugs.slug(text)
    number = 1
    while db.session.scalar(select(kind.id).where(kind.slug == candidate)) is not None:
        number += 1
        candidate = slugs.numbered(base, number)
    return candidate
