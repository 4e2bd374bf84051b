"""Sources on file."""

from flask import Blueprint

sources = Blueprint("sources", __name__, url_prefix="/desk/sources")
