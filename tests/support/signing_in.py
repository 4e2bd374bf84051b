"""A browser that signs in by hand, for tests of the sign-in itself."""

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.support.client import TOKEN, CheckingClient
from tests.support.people import Person

PAGE = "/desk/sign-in"


class Browser:
    """One browser at one network address, with its own cookies."""

    def __init__(self, app: Flask, address: str = "192.0.2.1") -> None:
        self.client = CheckingClient(app, app.response_class)
        self.at = {"REMOTE_ADDR": address}

    def get(self, address: str, **given: Any) -> TestResponse:
        return self.client.get(address, environ_base=self.at, **given)

    def post(self, address: str, values: dict[str, Any], **given: Any) -> TestResponse:
        return self.client.post(address, data=values, environ_base=self.at, **given)

    def token(self, page: str = PAGE) -> str:
        """The form token that a page of this browser carries."""
        found = TOKEN.search(self.get(page).text)
        assert found, f"no csrf_token on {page}"
        return found[1]

    def try_to_sign_in(
        self, email: str, password: str, page: str = PAGE, **given: Any
    ) -> TestResponse:
        values = {"csrf_token": self.token(page), "email": email, "password": password}
        return self.post(page, values, **given)

    def sign_in(self, person: Person) -> "Browser":
        answer = self.try_to_sign_in(person.email, person.password)
        assert answer.status_code == 302, answer.text
        return self

    def is_signed_in(self) -> bool:
        return self.get("/desk/").status_code == 200

    def cookie(self) -> str:
        found = self.client.get_cookie("assay_desk", path="/desk")
        return found.value if found else ""
