"""Addresses of static files that change with their content, so that they cache for good."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, current_app, request, url_for


def asset(name: str) -> str:
    """The address of a file under static/, with a digest of its content."""
    return url_for("static", filename=name, v=_digest(str(current_app.static_folder), name))


@cache
def _digest(folder: str, name: str) -> str:
    return hashlib.sha256((Path(folder) / name).read_bytes()).hexdigest()[:12]


def _age(filename: str | None) -> int | None:
    """A year for addresses with a digest; what scripts import by name is asked for anew (ETag)."""
    return 31_536_000 if "v" in request.args else None


def init(app: Flask) -> None:
    app.get_send_file_max_age = _age  # type: ignore[method-assign]
    app.add_template_global(asset)
