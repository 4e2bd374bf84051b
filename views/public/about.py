"""How we work, and what robots may read."""

from flask import Blueprint

about = Blueprint("about", __name__)
