"""For machines: is the process alive, and can it answer?"""

from flask import Blueprint, current_app
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from models import migrate
from models.base import db
from models.public import PublicSetting

health = Blueprint("health", __name__)
Answer = tuple[dict[str, str], int]


@health.get("/healthz")
def live() -> Answer:
    return {"status": "alive"}, 200


@health.get("/readyz")
def ready() -> Answer:
    """Ready when the store answers and has the schema that this code knows."""
    try:
        if migrate.current(current_app.config["DATABASE_URL"]) != migrate.head():
            return {"status": "the store wants migrating: run flask db upgrade"}, 503
        db.public.scalar(select(PublicSetting.key).limit(1))
    except SQLAlchemyError:
        return {"status": "the store does not answer"}, 503
    return {"status": "ready"}, 200
