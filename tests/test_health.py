"""What machines ask, what the log keeps, and what error pages tell."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, abort

from models import migrate
from tests.support.apps import close_app, make_app
from tests.support.client import CheckingClient


def test_alive_and_ready(client: CheckingClient) -> None:
    assert client.get("/healthz").json == {"status": "alive"}
    assert client.get("/readyz").json == {"status": "ready"}


def test_a_store_that_is_behind_is_not_ready(
    client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "head", lambda: "9999")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "flask db upgrade" in answer.text


def test_a_store_that_is_gone_is_not_ready_but_the_process_is_alive(
    settings: dict[str, Any], tmp_path: Path
) -> None:
    app = make_app({**settings, "DATABASE_URL": f"sqlite:///{tmp_path / 'gone' / 'assay.db'}"})
    client = app.test_client()
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
    close_app(app)


def test_every_answer_carries_a_request_id_and_a_given_one_is_kept(client: CheckingClient) -> None:
    assert len(client.get("/healthz").headers["X-Request-ID"]) == 16
    kept = client.get("/healthz", headers={"X-Request-ID": "from-the-proxy-1"})
    assert kept.headers["X-Request-ID"] == "from-the-proxy-1"
    refused = client.get("/healthz", headers={"X-Request-ID": "<script>alert(1)</script>"})
    assert "script" not in refused.headers["X-Request-ID"]


def test_the_log_has_a_line_of_json_for_a_request_and_not_what_was_searched(
    capfd: pytest.CaptureFixture[str], settings: dict[str, Any]
) -> None:
    app = make_app({**settings, "LOG_LEVEL": "INFO"})
    headers = {"X-Request-ID": "request-12345"}
    app.test_client().get("/search?q=a+name+that+is+private", headers=headers)
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines() if line[:1] == "{"]
    line = next(line for line in lines if line.get("request_id") == "request-12345")
    assert (line["path"], line["status"], line["method"]) == ("/search", 200, "GET")
    assert "private" not in json.dumps(lines)
    make_app(settings)  # logging is the process's: quiet again
    close_app(app)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_error_page_tells_the_request_id_and_nothing_of_the_inside(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret detail of the inside")

    monkeypatch.setitem(app.view_functions, "public.front", broken)
    client.expects_errors = True
    answer = client.get("/")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert answer.headers["X-Request-ID"] in answer.text


@pytest.mark.parametrize("status", [400, 404, 405, 410, 413, 429])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_refusal_is_a_page_for_people(
    app: Flask, client: CheckingClient, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setitem(app.view_functions, "public.front", lambda: abort(status))
    answer = client.get("/")
    assert answer.status_code == status
    assert "<h1" in answer.text


@pytest.mark.parametrize("address", ["/nothing", "/claims/zzzzzzzzzz", "/desk/claims/0", "/%00"])
def test_what_is_not_there_is_not_found(client: CheckingClient, address: str) -> None:
    assert client.get(address).status_code == 404
