"""Signing in and out."""

import re
from collections.abc import Callable
from typing import Any

from flask_security.forms import Form, LoginForm, LogoutForm
from wtforms import EmailField, PasswordField
from wtforms.validators import Length

# Pages of the desk, spelled plainly: no empty or dotted parts, nothing escaped, no other host.
_OWN_PAGE = re.compile(r"/desk(/[\w~-][\w.~-]*)*/?(\?[!-\[\]-~]*)?(#[\w-]*)?", re.ASCII)


def own_page(address: str | None) -> str:
    """The address if it is a page of the desk, otherwise nothing."""
    return address if address and _OWN_PAGE.fullmatch(address) else ""


def _printable(typed: str | None) -> str:
    return "".join(character for character in typed or "" if character.isprintable())


class SignInForm(LoginForm):
    """The library's form, with one question asked in our own way: who is it?

    `recognise` gets the form, sets `user`, or says why not in `form_errors` (and in `wait`, the
    seconds to wait after too many tries).
    """

    email = EmailField(
        "E-mail address",
        filters=[_printable],
        validators=[Length(min=1, max=320)],
        render_kw={"autocomplete": "username", "required": True},
    )
    password = PasswordField(
        "Password",
        validators=[Length(min=1, max=1_000)],
        render_kw={"autocomplete": "current-password", "required": True},
    )
    remember = None  # sessions are kept on the server, each with its own end
    submit = None

    def __init__(
        self, *args: Any, recognise: Callable[["SignInForm"], None], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.recognise = recognise
        self.wait = 0
        self.next.data = own_page(self.next.data)

    def validate(self, **kwargs: Any) -> bool:
        # Not the parent's: it looks accounts up by itself, renews hashes while it reads, and tells
        # a closed account from a wrong password.
        if not Form.validate(self, **kwargs):
            return False
        self.recognise(self)
        return self.user is not None


class SignOutForm(LogoutForm):
    """Only the token against forged requests: the library's refresh tokens are not in use."""

    refresh_token = None
    submit = None

    def validate(self, **kwargs: Any) -> bool:
        return bool(Form.validate(self, **kwargs))
