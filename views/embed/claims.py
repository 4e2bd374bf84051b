"""The embed of one claim."""

from flask import Blueprint

embed = Blueprint("embed", __name__, url_prefix="/embed")
