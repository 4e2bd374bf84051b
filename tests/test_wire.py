"""Broken requests over a real socket, and names of hosts that are none."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from gunicorn.http.errors import InvalidChunkSize  # type: ignore[import-untyped]

from tests.support.apps import close_app, make_app
from tests.support.client import CheckingClient
from tests.support.server import Served, served

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.mark.parametrize("host", ["a..b", "..", "x" * 300, "a b", "evil.example/", "[::1", ""])
def test_a_host_that_is_none_is_refused(client: CheckingClient, host: str) -> None:
    environ = {"HTTP_HOST": host} if host else {"HTTP_HOST": "/"}
    answer = client.application.test_client().get("/", environ_overrides=environ)
    assert answer.status_code == 400


@pytest.mark.parametrize("host", ["example.org", "EXAMPLE.org:8000", "127.0.0.1:80", "[::1]:8000"])
def test_a_host_is_a_name_or_an_address(client: CheckingClient, host: str) -> None:
    answer = client.application.test_client().get("/healthz", environ_overrides={"HTTP_HOST": host})
    assert answer.status_code == 200


def test_a_redirect_of_doubled_slashes_stays_here(client: CheckingClient) -> None:
    answer = client.application.test_client().get(
        "/embed//claims/0123456789", environ_overrides={"HTTP_HOST": "elsewhere.example"}
    )
    assert answer.status_code == 308
    assert answer.headers["Location"] == "/embed/claims/0123456789"
    assert answer.headers["Cache-Control"] == "no-store"


class BrokenBody:
    """A body as gunicorn hands it over: reading it raises the server's own error."""

    def read(self, *size: int) -> bytes:
        raise InvalidChunkSize(b"zz")

    readline = read


@pytest.mark.parametrize("address", ["/desk/sign-in"])
def test_a_body_that_the_server_cannot_read_is_the_senders_fault(
    client: CheckingClient, address: str
) -> None:
    answer = client.application.test_client().post(
        address,
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input": BrokenBody(), "wsgi.input_terminated": True},
    )
    assert answer.status_code == 400


@pytest.fixture
def server(settings: dict[str, Any]) -> Iterator[Served[Flask]]:
    def make(address: str) -> Flask:
        return make_app({**settings, "BASE_URL": address})

    with served(make) as running:
        yield running
        close_app(running.app)


@pytest.mark.parametrize("body", [b"zz\r\nabc\r\n", b"-1\r\nabc\r\n0\r\n\r\n", b"5\r\nab"])
def test_a_malformed_chunked_body_is_the_senders_fault(server: Served[Flask], body: bytes) -> None:
    host, port = server.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(
            b"POST /desk/sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n" + body
        )
        connection.shutdown(socket.SHUT_WR)
        status = connection.makefile("rb").readline()
    assert b" 400 " in status
