"""Servers on free ports of this machine, each in a thread of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any, Generic, TypeVar

from werkzeug.serving import WSGIRequestHandler, make_server

App = TypeVar("App")


@dataclass(frozen=True)
class Served(Generic[App]):
    address: str
    app: App


class QuietHandler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"  # connections are kept, as behind any real server

    def log(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: a failing test tells what the browser saw."""


@contextmanager
def served(make_app: Callable[[str], App]) -> Iterator[Served[App]]:
    """Serve an app while the block runs; it is made knowing the address that it will have."""
    server = make_server("127.0.0.1", 0, not_yet, threaded=True, request_handler=QuietHandler)
    address = f"http://127.0.0.1:{server.server_port}"
    app = make_app(address)
    server.app = read_whole(app)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield Served(address, app)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def read_whole(app: Any) -> Callable[[Any, Any], list[bytes]]:
    """The app's answers, read to their end and closed before they are sent.

    This server leaves an answer open (a static file, say) when the browser goes away meanwhile.
    """

    def answer(environ: Any, start_response: Any) -> list[bytes]:
        parts = app(environ, start_response)
        try:
            return list(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()

    return answer


def not_yet(environ: Any, start_response: Any) -> list[bytes]:
    start_response("503 Service Unavailable", [("Content-Length", "0")])
    return []
