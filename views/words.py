"""Dates and Markdown for templates, in the newsroom's time zone."""

from datetime import date, datetime

from flask import Flask
from markupsafe import Markup

from formats import ages, dates, markdown
from models.base import now
from models.words import Precision
from views.sites import site


def moment(at: datetime) -> str:
    """An instant for people of the desk: "24 November 2026, 14:05"."""
    return dates.moment(at, site().time_zone)


def age(at: datetime) -> str:
    """How long ago an instant was, in little room: "5 min", "12 d"."""
    return ages.short(at, now())


def partial(day: date | None, precision: Precision | None, inferred: bool = False) -> str:
    """A date as far as it is known; "" without one."""
    return dates.words(dates.machine(day, precision), inferred=inferred)


def markdown_html(text: str) -> Markup:
    """Markdown as HTML. Safe: the parser makes no HTML of HTML, and nh3 cleans what it makes."""
    return Markup(markdown.render(text))  # noqa: S704


def init(app: Flask) -> None:
    app.add_template_global(moment)
    app.add_template_global(age)
    app.add_template_global(partial)
    app.add_template_filter(markdown_html, "markdown")
