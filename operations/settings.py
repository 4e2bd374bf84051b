"""Changing the newsroom's settings."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from models.base import db
from models.setting import Setting
from models.user import User
from operations import publishing, record
from operations.base import permit
from operations.check import Check
from queries import settings


def set_newsroom(
    actor: User | None,
    *,
    name: str,
    contact: str = "",
    language: str = "en",
    time_zone: str = "UTC",
) -> None:
    """Name the newsroom, its contact address, language (BCP 47) and time zone (IANA name).

    `actor` None is the command line. Raises Refused by field.
    """
    check = Check()
    values = {
        "name": check.line("name", name, most=200, required="Give the newsroom's name."),
        "contact": check.line("contact", contact, most=254),
        "language": check.language("language", language),
        "time_zone": time_zone,
    }
    if time_zone not in available_timezones():
        check.refuse("time_zone", "Give a time zone such as Europe/Berlin.")
    check.done()
    put(actor, "newsroom", values)


def mark_demo(is_demo: bool) -> None:
    """Say on every page that this is a demo, or stop saying so."""
    put(None, "demo", {"is_demo": is_demo})


def put(actor: User | None, key: str, values: Mapping[str, Any]) -> None:
    """Store a group of settings, with an event, and republish what readers see of it."""
    db.writing()
    if actor is not None:
        permit(actor, "settings.manage")
    before = settings.get(key)
    stored = db.session.get(Setting, key)
    if stored is None:
        db.session.add(Setting(key=key, value=dict(values)))
    else:
        stored.value = dict(values)
    db.session.flush()
    record.write(actor, "settings.changed", None, {"key": key, "before": before, "after": values})
    publishing.publish_settings()
