"""Topics on file, and how many claims each has."""

from sqlalchemy import func, select

from models.base import db
from models.topic import ClaimTopic, Topic
from queries import names
from queries.names import NamePage


def get(topic_id: int) -> Topic | None:
    """A topic by id."""
    return db.session.get(Topic, topic_id)


def page(words: str = "", after: int | None = None) -> NamePage[Topic]:
    """Topics by name, those whose name holds all the words; `after` is an id of that list."""
    return names.page(Topic, words=words, after=after)


def counts(topics: list[Topic]) -> dict[int, int]:
    """How many claims each of these topics has, by id; those without any are left out."""
    rows = db.session.execute(
        select(ClaimTopic.topic_id, func.count())
        .where(ClaimTopic.topic_id.in_([topic.id for topic in topics]))
        .group_by(ClaimTopic.topic_id)
    )
    return {row[0]: row[1] for row in rows}
