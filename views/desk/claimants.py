"""Claimants on file."""

from flask import Blueprint

claimants = Blueprint("claimants", __name__, url_prefix="/desk/claimants")
