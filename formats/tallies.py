"""Counts laid out on the rating scale, with the sentence that states what they show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from formats import dates

FEWEST_FOR_PERCENT = 20


class Counted(Protocol):
    """Checks with one rating."""

    @property
    def scale(self) -> str: ...
    @property
    def rating(self) -> str: ...
    @property
    def checks(self) -> int: ...


class Dated(Protocol):
    """Checks of one day, month or year ("2026-11")."""

    @property
    def name(self) -> str: ...
    @property
    def checks(self) -> int: ...


@dataclass(frozen=True)
class Bar:
    """One rating's count among all. Without mark and ramp: a rating of an earlier scale."""

    label: str
    count: int
    total: int
    mark: str | None = None
    ramp: str | None = None

    @property
    def percent(self) -> str:
        """ "42%", or "" while there are too few checks for percentages to mean anything."""
        return f"{100 * self.count / self.total:.0f}%" if self.total >= FEWEST_FOR_PERCENT else ""


def on_scale(counts: Sequence[Counted], scale: Mapping[str, Any]) -> list[Bar]:
    """A bar for each rating of the scale, in its order, counted or not; then earlier ratings.

    `scale` is the published one: slug, and ratings with slug, label, mark and ramp. No counts, no
    bars.
    """
    total = sum(count.checks for count in counts)
    if not total:
        return []
    left = {(count.scale, count.rating): count.checks for count in counts}
    bars = []
    for rating in scale.get("ratings", ()):
        number = left.pop((scale["slug"], rating["slug"]), 0)
        bars.append(Bar(rating["label"], number, total, rating["mark"], rating["ramp"]))
    for (_, slug), number in left.items():
        bars.append(Bar(f"{slug.replace('-', ' ').capitalize()} (earlier scale)", number, total))
    return bars


def checks(number: int) -> str:
    """ "1 check", "12 checks"."""
    return f"{number:,} {'check' if number == 1 else 'checks'}"


def finding_by_rating(bars: Sequence[Bar]) -> str:
    """The sentence over a chart of ratings: which is most frequent, and of how many."""
    total, most = bars[0].total, max(bar.count for bar in bars)
    first = [bar.label for bar in bars if bar.count == most]
    if total == 1:
        return f"One check is published; it rates its claim “{first[0]}”."
    if most == total:
        return f"All {total:,} checks rate the claim “{first[0]}”."
    if len(first) == 1:
        return f"The most frequent rating is “{first[0]}”: {most:,} of {checks(total)}."
    named = ", ".join(f"“{label}”" for label in first[:-1]) + f" and “{first[-1]}”"
    return f"The most frequent ratings are {named}: {most:,} of {checks(total)} each."


def finding_over_time(periods: Sequence[Dated]) -> str:
    """The sentence over a chart of time: when most checks were published."""
    total = sum(period.checks for period in periods)
    busiest = max(periods, key=lambda period: period.checks)
    when = ("on " if len(busiest.name) > 7 else "in ") + dates.words(busiest.name)
    if busiest.checks == total:
        return (
            f"{'The check was' if total == 1 else f'All {total:,} checks were'} published {when}."
        )
    same = sum(period.checks == busiest.checks for period in periods)
    if same > 1:
        return f"{checks(total)} were published from {_span(periods)}."
    which = "Most were" if 2 * busiest.checks > total else "The largest number was"
    return f"{which} published {when}: {busiest.checks:,} of {checks(total)}."


def _span(periods: Sequence[Dated]) -> str:
    return f"{dates.words(periods[0].name)} to {dates.words(periods[-1].name)}"
