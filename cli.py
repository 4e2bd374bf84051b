"""Commands."""

from flask import Flask


def init(app: Flask) -> None:
    """Register the commands."""
