"""Rating scales."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from models.base import db
from models.rating import Rating, RatingScale


def current() -> RatingScale | None:
    """The scale on which new verdicts are given, with its ratings."""
    return db.session.scalar(
        select(RatingScale).where(RatingScale.is_current).options(selectinload(RatingScale.ratings))
    )


def offered() -> list[Rating]:
    """The ratings a new verdict can have, in the order of the scale; retired ones are left out."""
    scale = current()
    return [rating for rating in scale.ratings if not rating.retired] if scale else []
