"""Structured logs: one JSON line for each request, with an id that the answer carries too."""

import logging
import re
import sys
import time
from secrets import token_hex
from typing import Any

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger("assay")
_GIVEN_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def init(app: Flask) -> None:
    logging.basicConfig(level=app.config["LOG_LEVEL"], stream=sys.stderr, format="%(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[app.config["LOG_LEVEL"]]
        ),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
    app.before_request(_open)
    app.after_request(_close)


def _open() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _GIVEN_ID.fullmatch(given) else token_hex(8)
    g.started = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _close(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    # The path without its query: what people search for is not kept in logs.
    facts: dict[str, Any] = {
        "method": request.method,
        "path": request.path,
        "endpoint": request.endpoint,
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.started) * 1000, 1),
    }
    log.info("request", **facts)
    return response
