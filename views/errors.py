"""Error pages: what happened, what to do, and the id of the request; nothing of the inside."""

import structlog
from flask import Flask, Response, g, make_response, render_template, request
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException

from models.base import db
from operations.errors import NotFound, NotPermitted
from views.auth import signed_out_page
from views.desk_session import on_desk
from views.kept_texts import page_with_texts

log = structlog.get_logger("assay")

_TOLD = {
    400: ("This request cannot be read", "Go back, reload the page and try again."),
    401: ("Please sign in", "Your session has ended."),
    403: ("This is not open to you", "If you need it, ask an administrator of your newsroom."),
    404: ("There is no such page", "Check the address, or search for what you look for."),
    405: ("This address does not take that", "Go back and use the page's own buttons."),
    409: ("Somebody else was faster", "Go back and look at the newest state."),
    410: ("This page was taken down", ""),
    413: ("That is too large", "Send a smaller file, or only the part that you need."),
    429: ("Too many tries", "Wait a few minutes, then try again."),
    500: ("Something went wrong here", "It has been logged. Try again in a moment."),
    503: ("The store does not answer", "Try again in a moment; nothing that was saved is lost."),
}


def init(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotPermitted, lambda error: page(403))
    app.register_error_handler(NotFound, lambda error: page(404))
    app.register_error_handler(IntegrityError, _clash)
    app.register_error_handler(OperationalError, _store_down)
    app.register_error_handler(InterfaceError, _store_down)
    app.register_error_handler(Exception, _unexpected)


def page(status: int) -> Response:
    """The error page for a status code."""
    title, advice = _TOLD.get(status, ("This did not work", "Go back and try again."))
    text = render_template(
        "errors/error.html",
        status=status,
        title=title,
        advice=advice,
        request_id=g.get("request_id", ""),
    )
    return make_response(text, status)


def _http(error: HTTPException) -> Response:
    db.rollback()
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    if error.code == 401 and request.method == "POST":
        return signed_out_page()
    answer = page(error.code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After", "WWW-Authenticate"):
            answer.headers[name] = value
    return answer


def _clash(error: IntegrityError) -> Response:
    """Two people added the same thing at once: the store's constraint let one of them through."""
    db.rollback()
    log.warning("clash", error=str(error.orig)[:200])
    return page_with_texts(409) if on_desk(request.path) else page(409)


def _store_down(error: Exception) -> Response:
    db.remove()
    log.error("store", error=str(error.__cause__ or error)[:500])
    answer = page(503)
    answer.headers["Retry-After"] = "5"
    return answer


def _unexpected(error: Exception) -> Response:
    db.rollback()
    log.error("unexpected", exc_info=error)
    return page(500)
