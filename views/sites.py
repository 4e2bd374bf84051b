"""What every template may know of the newsroom: read from the public settings, on every page."""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app, g
from sqlalchemy.exc import SQLAlchemyError

from queries import public


@dataclass(frozen=True)
class Site:
    name: str
    contact: str
    language: str
    time_zone: str
    is_demo: bool
    base_url: str
    scale: dict[str, Any] = field(default_factory=dict)
    gate: dict[str, Any] = field(default_factory=dict)


def site() -> Site:
    """The newsroom as readers see it, read once a request."""
    if "site" not in g:
        g.site = _read()
    found: Site = g.site
    return found


def _read() -> Site:
    try:
        settings = public.settings()
    except SQLAlchemyError:
        settings = {}  # error pages must render while the store is down or not yet migrated
    newsroom: dict[str, Any] = settings.get("newsroom", {})
    return Site(
        name=newsroom.get("name", "Assay"),
        contact=newsroom.get("contact", ""),
        language=newsroom.get("language", "en"),
        time_zone=newsroom.get("time_zone", "UTC"),
        is_demo=bool(settings.get("demo", {}).get("is_demo")),
        base_url=current_app.config["BASE_URL"],
        scale=settings.get("scale", {}),
        gate=settings.get("gate", {}),
    )


def init(app: Flask) -> None:
    app.context_processor(lambda: {"site": site(), "request_id": g.get("request_id", "")})
