"""For machines: is the process alive, and can it answer?"""

from flask import Blueprint, current_app
from sqlalchemy import select

from models import migrate
from models.base import db
from models.public import PublicSetting

health = Blueprint("health", __name__)


@health.get("/healthz")
def live() -> dict[str, str]:
    return {"status": "alive"}


@health.get("/readyz")
def ready() -> tuple[dict[str, str], int]:
    """Ready when the store answers and has the schema that this code knows."""
    db.public.scalar(select(PublicSetting.key).limit(1))
    if migrate.current(current_app.config["DATABASE_URL"]) != migrate.head():
        return {"status": "migrations are missing: run flask db upgrade"}, 503
    return {"status": "ready"}, 200
