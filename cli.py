"""The commands of `flask`, each in its file under `commands/`."""

import logging

from flask import Flask

from commands import check, demo, newsroom, record, reindex, store

COMMANDS = (
    store.db_group,
    newsroom.init,
    newsroom.user_group,
    demo.demo_command,
    reindex.reindex,
    record.verify_log,
    check.check,
)


def init(app: Flask) -> None:
    """Register the commands."""
    # Alembic tells of its own workings with every question; the commands say what came of it.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    for command in COMMANDS:
        app.cli.add_command(command)
