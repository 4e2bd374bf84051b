"""What caches may keep of readers' pages, and the answer to those who have it already.

A tag stands for everything that a page is made of: what the view names (ids and versions of what it
shows), the newsroom's published settings, and the code and templates. So a page that has not
changed is recognised before anything of it is rendered.
"""

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, current_app, make_response, request

from views.sites import site

FRESH = "public, max-age=30, stale-while-revalidate=30, stale-if-error=86400"
_MADE_FROM = ("templates", "static", "views", "queries", "formats", "models", "requirements.txt")
_MAY_BE_KEPT = {200, 301, 304, 404, 410}


def tag(*facts: object) -> str:
    """The ETag of a page made of these facts; their `repr` must tell all that may differ."""
    told = repr((_build(str(current_app.root_path)), site(), facts))
    return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()[:32]


def unchanged(its_tag: str) -> Response | None:
    """The 304 for a visitor who holds the page with this tag, else None."""
    if not request.if_none_match.contains_weak(its_tag):
        return None
    answer = Response(status=304)
    answer.set_etag(its_tag)
    return answer


def tagged(its_tag: str, text: str | Response, status: int = 200) -> Response:
    """The page, with its tag; what is missing or taken down has none, as no 304 may answer it."""
    answer = make_response(text, status)
    if status == 200:
        answer.set_etag(its_tag)
    return answer


def readers(blueprint: Blueprint) -> None:
    """Let caches keep what this blueprint answers; the answers of a demo ask not to be indexed."""
    blueprint.after_request(_finish)


def _finish(response: Response) -> Response:
    keep = response.status_code in _MAY_BE_KEPT
    response.headers.setdefault("Cache-Control", FRESH if keep else "no-store")
    if site().is_demo:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@cache
def _build(root: str) -> str:
    """A digest of all that turns the store's rows into pages."""
    digest = hashlib.sha256()
    for name in _MADE_FROM:
        start = Path(root) / name
        for path in sorted([start] if start.is_file() else start.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(root)}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
