"""Topics: found by name, or put on file."""

from sqlalchemy import func, or_, select

from models.base import db
from models.topic import Topic
from models.user import User
from operations import ids, record
from operations.check import Check

MOST_TOPICS = 10
LONGEST_NAME = 80


def find_or_add(actor: User, check: Check, field: str, text: str) -> list[Topic]:
    """The topics named in a text, separated by commas or line ends; unknown ones are added.

    Part of another operation: refusals go to `check`, under `field`.
    """
    names: dict[str, str] = {}
    for part in (text or "").replace("\n", ",").split(","):
        name = check.line(field, part, most=LONGEST_NAME)
        if name:
            names.setdefault(name.casefold(), name)
    if len(names) > MOST_TOPICS:
        check.refuse(field, f"At most {MOST_TOPICS} topics fit; here are {len(names)}.")
    if check.errors:
        return []
    return [_one(actor, name) for name in names.values()]


def _one(actor: User, name: str) -> Topic:
    # The name itself too: a database without a locale folds ASCII only.
    same = or_(Topic.name == name, func.lower(Topic.name) == name.lower())
    known = db.session.scalar(select(Topic).where(same).order_by(Topic.id))
    if known is not None:
        return known
    topic = Topic(slug=ids.free_slug(Topic, name), name=name, created_by_id=actor.id)
    db.session.add(topic)
    db.session.flush()
    record.write(actor, "topic.added", topic, {"name": name})
    return topic
