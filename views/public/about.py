"""How we work, and what robots may read."""

from flask import Blueprint, Response, render_template

from models.verdict import CorrectionKind
from views import caching

about = Blueprint("about", __name__)
caching.readers(about)


@about.get("/methodology")
def methodology() -> Response:
    tag = caching.tag("methodology")
    return caching.unchanged(tag) or caching.tagged(
        tag, render_template("public/methodology.html", corrections=list(CorrectionKind))
    )


@about.get("/robots.txt")
def robots() -> Response:
    closed = "/desk"  # a demo is kept out of indexes by noindex, which robots must be let in to see
    tag = caching.tag("robots", closed)
    text = f"User-agent: *\nDisallow: {closed}\n"
    return caching.unchanged(tag) or caching.tagged(
        tag, Response(text, content_type="text/plain; charset=utf-8")
    )
