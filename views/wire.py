"""What comes over the wire, before Flask sees it: broken bodies and names of hosts are refused."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.exceptions import BadRequest

_LABEL = r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST = re.compile(rf"({_LABEL}(\.{_LABEL})*\.?|\[[0-9A-Fa-f:.]+\])(:[0-9]{{1,5}})?")
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Body:
    """The request's body. What the server cannot read of it is the sender's fault: 400."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def read(self, *size: int) -> bytes:
        return self._try(self.stream.read, *size)

    def readline(self, *size: int) -> bytes:
        return self._try(self.stream.readline, *size)

    def _try(self, read: Callable[..., bytes], *size: int) -> bytes:
        try:
            return read(*size)
        except Exception as error:  # each server has errors of its own for a body that is broken
            raise BadRequest("The request's body cannot be read.") from error


def guarded(application: Application) -> Application:
    """The application, behind these two refusals."""

    def guard(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if not _HOST.fullmatch(environ.get("HTTP_HOST") or environ["SERVER_NAME"]):
            answer: Iterable[bytes] = BadRequest("There is no such host.")(environ, start)
            return answer
        environ["wsgi.input"] = Body(environ["wsgi.input"])
        return application(environ, start)

    return guard
