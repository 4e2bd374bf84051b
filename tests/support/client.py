"""A client that checks every answer it gets, and fills in forms as a browser would."""

import re
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.pages import elements, header_faults, page_faults, text_of

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass
class Form:
    """A form of a page, with the values it would send now."""

    action: str
    method: str
    values: dict[str, Any]
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)


def remember_errors(app: Flask) -> None:
    """Keep what the app turns into a 500 page, so that the test that caused it can raise it."""
    show = app.error_handler_spec[None][None][Exception]

    def keep(error: Exception) -> Any:
        app.extensions["assay.test_error"] = error
        return show(error)

    app.register_error_handler(Exception, keep)


class CheckingClient(FlaskClient):
    """Flask's client; an answer that breaks a rule of `tests/support/pages.py` fails the test."""

    expects_errors = False  # set by a test of the 500 page itself

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if has_app_context():
            pytest.fail("a request inside an app context would share its g and its session")
        kwargs.setdefault("buffered", True)  # read to the end, so that files are closed
        answer = super().open(*args, **kwargs)
        unexpected = self.application.extensions.pop("assay.test_error", None)
        if unexpected is not None and not self.expects_errors:
            raise unexpected
        path = answer.request.path
        faults = header_faults(answer.headers, path)
        redirects = 300 <= answer.status_code < 400  # nobody sees what such an answer holds
        if answer.mimetype == "text/html" and answer.data and not redirects:
            faults += page_faults(answer.text, path)
        if faults:
            listed = "\n".join(f"  - {fault}" for fault in faults)
            pytest.fail(
                f"{answer.request.method} {path} ({answer.status_code}):\n{listed}", pytrace=False
            )
        return answer

    def submit(self, page: str | TestResponse, button: str, /, **values: Any) -> TestResponse:
        """Fill in the form that has a button with this text, and send it by that button.

        `page` is an address or an answer already at hand. Fields that are not named keep what the
        page put in them; None takes a field out. Naming a field that is not there fails the test.
        """
        answer = self.get(page) if isinstance(page, str) else page
        form = form_with_button(answer, button)
        for name, value in values.items():
            if name not in form.values:
                pytest.fail(f"the form of {button!r} has no field {name!r}: {sorted(form.values)}")
            form.values[name] = value
        pressed, its_value = form.buttons[button]
        if pressed:
            form.values[pressed] = its_value
        sent = {key: each for key, each in form.values.items() if each is not None}
        action = form.action or answer.request.full_path.rstrip("?")
        if form.method == "get":
            return self.get(action, query_string=sent)
        return self.post(action, data=sent)

    def send(self, address: str, /, **values: Any) -> TestResponse:
        """POST these values to an address of the desk, with a valid token but past its form."""
        token = TOKEN.search(self.get("/desk/").text)
        if token is None:
            pytest.fail("no csrf_token on /desk/: is this client signed in?")
        return self.post(address, data={"csrf_token": token[1], **values})


def form_with_button(answer: TestResponse, button: str) -> Form:
    """The first form of the page with a button of this text."""
    page = html5lib.parse(answer.text, namespaceHTMLElements=False)
    forms = [read_form(page, element) for element in elements(page, "form")]
    for form in forms:
        if button in form.buttons:
            return form
    there = sorted(name for form in forms for name in form.buttons)
    return pytest.fail(f"no button {button!r} on {answer.request.path}, only {there}")


def read_form(page: Element, form: Element) -> Form:
    found = Form(form.get("action", ""), form.get("method", "get").lower(), {})
    inside = list(elements(form, "input", "select", "textarea", "button"))
    if form.get("id"):
        inside += [e for e in elements(page) if e.get("form") == form.get("id") and e not in inside]
    for element in inside:
        if element.get("disabled") is None:
            read_control(found, element)
    return found


def read_control(form: Form, element: Element) -> None:
    name = element.get("name", "")
    kind = element.get("type", "submit" if element.tag == "button" else "text")
    if kind == "submit":
        label = text_of(element) or element.get("aria-label") or element.get("value") or ""
        form.buttons[label] = (name, element.get("value", ""))
    elif not name or element.tag == "button":
        return
    elif kind in ("checkbox", "radio"):
        form.values.setdefault(name, None)
        if element.get("checked") is not None:
            add(form.values, name, element.get("value", "on"))
    elif element.tag == "select":
        form.values[name] = chosen(element)
    elif element.tag == "textarea":
        add(form.values, name, element.text or "")
    else:
        add(form.values, name, element.get("value", "") if kind != "file" else None)


def add(values: dict[str, Any], name: str, value: Any) -> None:
    """Add a value beside those that the field has already, as repeated fields do."""
    before = values.get(name)
    if before is None:
        values[name] = value
    else:
        values[name] = [*(before if isinstance(before, list) else [before]), value]


def chosen(select: Element) -> Any:
    options = list(elements(select, "option"))
    marked = [option for option in options if option.get("selected") is not None]
    if select.get("multiple") is not None:
        return [option.get("value", text_of(option)) for option in marked]
    return next((option.get("value", text_of(option)) for option in marked or options), None)
