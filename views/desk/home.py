"""The desk's first page: my work, and what waits."""

from flask import Blueprint

desk = Blueprint("desk", __name__, url_prefix="/desk")
