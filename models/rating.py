"""Rating scales: the newsroom's own labels."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Id, Line, now
from models.words import Mark, Ramp, word_column


class RatingScale(Base):
    """A version of a scale; verdicts keep the one they were given on."""

    __tablename__ = "rating_scales"
    __table_args__ = (
        UniqueConstraint("slug", "version"),
        Index(
            "uq_rating_scales_current",
            "is_current",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
    )

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[Line]
    version: Mapped[int] = mapped_column(default=1)
    is_current: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)

    ratings: Mapped[list["Rating"]] = relationship(
        back_populates="scale", order_by="Rating.position"
    )

    @property
    def best(self) -> int:
        return max(rating.value for rating in self.ratings if rating.value is not None)

    @property
    def worst(self) -> int:
        return min(rating.value for rating in self.ratings if rating.value is not None)


class Rating(Base):
    """A label on a scale. No value means off the scale: "unproven" has no number."""

    __tablename__ = "ratings"
    __table_args__ = (
        UniqueConstraint("scale_id", "slug"),
        UniqueConstraint("scale_id", "position"),
        CheckConstraint("value IS NULL OR value >= 1", name="value_from_one"),
    )

    id: Mapped[Id]
    scale_id: Mapped[int] = mapped_column(ForeignKey("rating_scales.id"))
    slug: Mapped[str] = mapped_column(String(80))
    label: Mapped[Line]
    value: Mapped[int | None]
    position: Mapped[int]
    ramp: Mapped[Ramp] = mapped_column(word_column(Ramp, "ramp"))
    mark: Mapped[Mark] = mapped_column(word_column(Mark, "mark"))
    means: Mapped[Line] = mapped_column(default="")
    retired: Mapped[bool] = mapped_column(default=False)

    scale: Mapped[RatingScale] = relationship(back_populates="ratings")
