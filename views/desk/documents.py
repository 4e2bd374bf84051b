"""Documents: taking in, reading, marking passages, making claims of them."""

from flask import Blueprint

documents = Blueprint("documents", __name__, url_prefix="/desk/documents")
