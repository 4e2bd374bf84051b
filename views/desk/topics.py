"""Topics on file."""

from flask import Blueprint

topics = Blueprint("topics", __name__, url_prefix="/desk/topics")
