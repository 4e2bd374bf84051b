"""Rating scales: putting one in use."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select, update

from models.base import db
from models.rating import Rating, RatingScale
from models.user import User
from models.words import Mark, Ramp
from operations import publishing, record
from operations.base import permit

SIX_RATINGS: tuple[dict[str, Any], ...] = (
    {"slug": "true", "label": "True", "value": 5, "ramp": Ramp.TRUE, "mark": Mark.DISC,
     "means": "Accurate, nothing significant missing."},
    {"slug": "mostly-true", "label": "Mostly true", "value": 4, "ramp": Ramp.MOSTLY_TRUE,
     "mark": Mark.THREE_QUARTER, "means": "Accurate in substance; needs a clarification."},
    {"slug": "half-true", "label": "Half true", "value": 3, "ramp": Ramp.HALF_TRUE,
     "mark": Mark.HALF,
     "means": "Accurate in part; leaves out or bends something important."},
    {"slug": "mostly-false", "label": "Mostly false", "value": 2, "ramp": Ramp.MOSTLY_FALSE,
     "mark": Mark.QUARTER,
     "means": "Contains some truth but ignores facts that would change the impression."},
    {"slug": "false", "label": "False", "value": 1, "ramp": Ramp.FALSE, "mark": Mark.CROSS,
     "means": "Contradicted by the evidence."},
    {"slug": "unproven", "label": "Unproven", "value": None, "ramp": Ramp.UNPROVEN,
     "mark": Mark.QUESTION,
     "means": "The evidence we found neither bears it out nor contradicts it."},
)  # fmt: skip


def use(
    actor: User | None,
    *,
    slug: str,
    name: str,
    ratings: Sequence[dict[str, Any]] = SIX_RATINGS,
) -> RatingScale:
    """Make a scale of these ratings (in order) the current one; earlier verdicts keep theirs.

    A slug that was used before gets its next version.

    `actor` None is the command line.
    """
    db.writing()
    if actor is not None:
        permit(actor, "scales.manage")
    db.session.execute(update(RatingScale).values(is_current=False))
    earlier = db.session.scalar(
        select(func.max(RatingScale.version)).where(RatingScale.slug == slug)
    )
    scale = RatingScale(slug=slug, name=name, version=(earlier or 0) + 1, is_current=True)
    scale.ratings = [
        Rating(position=place, **rating) for place, rating in enumerate(ratings, start=1)
    ]
    db.session.add(scale)
    db.session.flush()
    record.write(
        actor,
        "scale.used",
        scale,
        {"name": name, "ratings": [[rating["label"], rating["value"]] for rating in ratings]},
    )
    publishing.publish_settings()
    return scale
