"""Counts what a request asks of the store."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event

_FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """The statements that the app sends while the block runs, in order."""
    engines = app.extensions["assay.engines"]
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith(_FRAME):
            sent.append(statement)

    watched = (engines.writer, engines.public)
    for engine in watched:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        for engine in watched:
            event.remove(engine, "before_cursor_execute", note)
