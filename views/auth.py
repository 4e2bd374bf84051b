"""Signing in and out, and who is signed in. The pages are Flask-Security's, held to our rules.

The library finds people through `models/user_datastore.py` and writes nothing. Who may come in is
decided by `operations/sign_in.py`, for how long by `operations/sessions.py`.
"""

from datetime import timedelta
from typing import Any

from flask import (
    Flask,
    Response,
    abort,
    g,
    has_request_context,
    make_response,
    render_template,
    request,
    session,
)
from flask_login import user_logged_out
from flask_login.utils import _user_context_processor
from flask_security import Security, current_user, user_authenticated
from flask_security.core import FormInfo
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from forms.auth import SignInForm, SignOutForm, own_page
from logs import log
from models.permissions import allows
from models.user import User
from models.user_datastore import People
from operations import sessions, sign_in, throttle
from operations.errors import Refused
from outside import passwords
from views.desk_session import DeskSessions, on_desk
from views.kept_texts import page_with_texts

SETTINGS: dict[str, Any] = {
    "SESSION_PROTECTION": None,  # it believes X-Forwarded-For; sessions end on the server
    "SECURITY_URL_PREFIX": "/desk",
    "SECURITY_LOGIN_URL": "/sign-in",
    "SECURITY_LOGOUT_URL": "/sign-out",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_LOGOUT_CSRF": True,
    "SECURITY_POST_LOGIN_VIEW": "/desk/",
    "SECURITY_POST_LOGOUT_VIEW": "/desk/sign-in",
    "SECURITY_LOGIN_USER_TEMPLATE": "auth/sign_in.html",
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_MSG_GENERIC_AUTHN_FAILED": (sign_in.REFUSAL, "error"),
    "SECURITY_FLASH_MESSAGES": False,
    "SECURITY_STATIC_FOLDER": None,
    "SECURITY_FRESHNESS": timedelta(minutes=-1),  # no page that asks for the password again, yet
    "SECURITY_CLI_USERS_NAME": None,
    "SECURITY_CLI_ROLES_NAME": None,
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": True,
    "SECURITY_PASSWORD_NORMALIZE_FORM": passwords.NORMAL_FORM,
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__rounds": passwords.PASSES,
        "argon2__memory_cost": passwords.MEMORY_KIB,
        "argon2__parallelism": passwords.LANES,
    },
}
TOKEN = "token"  # noqa: S105 (its name in the session)
_LIBRARY_KEYS = {"_user_id", "_fresh", "fs_paa"}
_WAYS_IN_AND_OUT = {"security.login", "security.logout"}
_LARGEST_SIGN_IN = 64 * 1024

csrf = CSRFProtect()


def init(app: Flask) -> None:
    app.session_interface = DeskSessions()
    app.config.update(SETTINGS)
    app.before_request(_tidy_sign_in)
    csrf.init_app(app)
    security = Security(
        app,
        People(),
        login_form=SignInForm,
        logout_form=SignOutForm,
        render_template=_answer,  # type: ignore[arg-type]  # a view may answer with a status, too
    )
    security.set_form_info("login_form", FormInfo(_sign_in_form, SignInForm))
    security.want_json(lambda request: False)
    security.login_manager.user_loader(_load_user)
    security.login_manager.request_loader(lambda request: None)  # no tokens in addresses, headers
    security.principal.identity_loaders.clear()  # our table in views/access.py asks, nobody else
    user_authenticated.connect(_open_session, app)
    user_logged_out.connect(_end_session, app)
    # Flask-Login would look up a person for every template; readers' pages have none.
    app.template_context_processors[None].remove(_user_context_processor)
    app.context_processor(_desk_words)
    app.register_error_handler(CSRFError, _refuse_forged)


def person() -> User:
    """Who is signed in: the record itself, as operations want it. For views behind the sign-in."""
    user: User = current_user._get_current_object()
    return user


def network() -> str:
    """Where the request comes from; forwarded addresses count as TRUSTED_PROXIES allows."""
    return throttle.network_of(request.remote_addr)


def may(action: str) -> bool:
    """Say whether the signed-in person's role allows the action (`models/permissions.py`)."""
    return bool(current_user.is_authenticated) and allows(current_user.role, action)


def signed_out_page() -> Response:
    """The answer to a form that was sent after the session had ended: nothing typed is lost."""
    return page_with_texts(401)


def stale_form_page() -> Response:
    """The answer to a form without a valid token: what was typed, and a way to send it again."""
    return page_with_texts(400, with_texts=request.endpoint not in _WAYS_IN_AND_OUT)


def _refuse_forged(error: CSRFError) -> Response:
    if on_desk(request.path):
        return stale_form_page()
    return make_response(render_template("errors/error.html", status=400), 400)


def _desk_words() -> dict[str, Any]:
    if not has_request_context() or not on_desk(request.path):
        return {}
    return {"current_user": current_user, "may": may}


def _tidy_sign_in() -> None:
    """Keep from the library what it trips over: JSON, huge bodies, addresses of others."""
    if request.endpoint not in _WAYS_IN_AND_OUT:
        return
    request.max_content_length = _LARGEST_SIGN_IN
    if request.is_json:
        abort(415)
    request.args = _with_own_next(request.args)
    request.form = _with_own_next(request.form)


def _with_own_next(values: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    kept = MultiDict(values)
    page = own_page(kept.pop("next", None))
    if page:
        kept["next"] = page
    return ImmutableMultiDict(kept)


def _sign_in_form(name: str, form: type[SignInForm], **kwargs: Any) -> SignInForm:
    return form(recognise=_recognise, **kwargs)


def _recognise(form: SignInForm) -> None:
    try:
        form.user = sign_in.recognise(form.email.data, form.password.data, network())
    except Refused as refused:
        form.form_errors.append(str(refused))
        form.wait = getattr(refused, "wait", 0)
        log.warning("sign-in refused", network=network(), too_many_tries=bool(form.wait))


def _answer(template: str, **context: Any) -> tuple[str, int, dict[str, str]]:
    form = context["login_user_form"]
    form.form_errors = list(dict.fromkeys(form.form_errors))
    status = 429 if form.wait else 422 if form.errors else 200
    headers = {"Retry-After": str(form.wait)} if form.wait else {}
    return render_template(template, form=form), status, headers


def _open_session(app: Flask, user: User, **facts: Any) -> None:
    # What the browser carried before it signed in may have been put there by somebody else.
    for key in set(session) - _LIBRARY_KEYS:
        del session[key]
    g.pop(app.config["WTF_CSRF_FIELD_NAME"], None)
    session[TOKEN] = sessions.open(user, network(), request.user_agent.string)
    log.info("signed in", user=user.id, network=network())


def _end_session(app: Flask, user: User, **facts: Any) -> None:
    sessions.end(session.get(TOKEN))
    session.clear()
    log.info("signed out", user=user.id)


def _load_user(uniquifier: str) -> User | None:
    live = sessions.find(session.get(TOKEN))
    if live is None or live.user.fs_uniquifier != uniquifier:
        return None
    sessions.mark_seen(live)
    g.user_session = live
    g.fs_authn_via = "session"  # what the library's own decorators ask
    g.fs_paa = session.get("fs_paa", 0)
    return live.user
