"""Checks for readers: front page, search, one check, and what checks are about."""

from flask import Blueprint

public = Blueprint("public", __name__)
