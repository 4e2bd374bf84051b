"""The app as the tests make it."""

from typing import Any

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from app import create_app
from models.engines import Engines
from tests.support import run
from tests.support.client import remember_errors

ENGINES: dict[tuple[str, str], Engines] = {}


def make_app(settings: dict[str, Any]) -> Flask:
    """An app whose errors reach the test, and which need not compile what another test did.

    Of the 90 ms that a test with one page took, 60 went into compiling templates and statements.
    """
    app = create_app(settings)
    remember_errors(app)
    compiled = run.folder() / "templates"
    compiled.mkdir(exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    addresses = app.config["DATABASE_URL"], app.config["PUBLIC_DATABASE_URL"]
    made = app.extensions["assay.engines"]
    kept = ENGINES.setdefault(addresses, made)  # they know their statements, and hold no connection
    if kept is not made:
        made.dispose()
        app.extensions["assay.engines"] = kept
    return app


def close_app(app: Flask) -> None:
    """Close every connection, so that the store can be emptied."""
    app.extensions["assay.engines"].dispose()
