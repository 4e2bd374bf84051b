"""Evidence of a claim."""

from flask import Blueprint

evidence = Blueprint("evidence", __name__, url_prefix="/desk/claims")
