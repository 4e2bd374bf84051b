"""One state of the store for questions that belong together."""

from models.base import db


def hold() -> None:
    """See one state of the store until this transaction ends, whatever others commit meanwhile.

    To be called before anything is read. SQLite's transactions read one state in any case.
    """
    db.rollback()
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
