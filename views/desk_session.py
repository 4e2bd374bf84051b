"""The session exists under /desk and nowhere else.

Flask-Login and Flask-Principal look into the session on every request. Elsewhere they find an
empty one that cannot be written and is never saved, so no public answer carries Set-Cookie or
Vary: Cookie, whatever a library does.
"""

import hashlib
from typing import Any, NoReturn

from flask import Flask, Request
from flask.sessions import NullSession, SecureCookieSession, SecureCookieSessionInterface

DESK = "/desk"


def on_desk(path: str) -> bool:
    return path == DESK or path.startswith(f"{DESK}/")


class NoSession(NullSession):
    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RuntimeError("There is a session under /desk only: no flash, no form token here.")

    __setitem__ = __delitem__ = clear = pop = popitem = update = setdefault = _refuse


class DeskSessions(SecureCookieSessionInterface):
    null_session_class = NoSession
    digest_method = staticmethod(hashlib.sha256)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        return super().open_session(app, request) if on_desk(request.path) else None
