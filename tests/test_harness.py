"""What the harness itself promises: clean stores, bad pages caught, no skip in silence."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import Headers

from models.engines import make_engines
from models.public import PublicState, PublicVersion
from models.topic import Topic
from tests.support.pages import header_faults, page_faults
from tests.support.skips import fail_if_skipped


@pytest.fixture
def engines(database):
    made = make_engines(database.url, database.public_url)
    yield made
    made.dispose()


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_starts_on_an_empty_store_with_ids_from_one(engines, turn):
    with engines.writer.begin() as connection:
        connection.execute(
            sa.insert(PublicVersion).values(  # a table that refuses every delete
                claim_id=7,
                public_id=f"turn-{turn}",
                number=1,
                at=datetime.now(UTC),
                state=PublicState.LIVE,
                body="{}",
            )
        )
        found = connection.execute(sa.select(PublicVersion.id, PublicVersion.public_id)).all()
    assert found == [(1, f"turn-{turn}")]


def test_public_address_reads_public_tables_only(engines):
    with engines.public.connect() as connection:
        assert connection.execute(sa.select(PublicVersion)).all() == []
        with pytest.raises(sa.exc.DatabaseError):
            connection.execute(sa.select(Topic))


def test_public_address_writes_nothing(engines):
    with engines.public.connect() as connection, pytest.raises(sa.exc.DatabaseError):
        connection.execute(sa.delete(PublicVersion))


def page(body="<h1>Checks</h1>", head="<title>Checks</title>"):
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"{head}</head><body>{body}</body></html>"
    )


def test_good_page_has_no_faults():
    body = (
        '<h1>Checks</h1><form method="post"><input type="hidden" name="csrf_token" value="x">'
        '<label for="a">A</label><input id="a" name="a"><label>B <select name="b"></select></label>'
        '<button>Save</button></form><svg aria-hidden="true"><path d="M0 0"/></svg>'
    )
    head = (
        '<title>Checks</title><link rel="canonical" href="https://newsroom.example/">'
        '<script type="application/ld+json">{}</script><script src="/static/a.js"></script>'
    )
    assert page_faults(page(body, head), "/desk/claims") == ()


@pytest.mark.parametrize(
    ("fault", "body"),
    [
        ("not valid HTML", "<h1>Checks</h1><p><div></p>"),
        ("2 <h1>", "<h1>Checks</h1><h1>More</h1>"),
        ("0 <h1>", "<p>Checks</p>"),
        ("jumps from h1 to h3", "<h1>Checks</h1><h3>Deep</h3>"),
        ("used 2 times", '<h1 id="a">Checks</h1><p id="a"></p>'),
        ("points at no id", '<h1>Checks</h1><p aria-describedby="gone"></p>'),
        ("points at no id", '<h1>Checks</h1><a href="#gone">Go</a>'),
        ("has no label", '<h1>Checks</h1><input name="q">'),
        ("has no label", '<h1>Checks</h1><textarea name="q" id="q"></textarea>'),
        ("says nothing", '<h1>Checks</h1><a href="/"></a>'),
        ("has no alt", '<h1>Checks</h1><img src="/a.png">'),
        ("has no csrf_token", '<h1>Checks</h1><form method="post"></form>'),
        ("style attribute", '<h1 style="color: red">Checks</h1>'),
        ("onclick handler", '<h1 onclick="go()">Checks</h1>'),
        ("script for an address", '<h1>Checks</h1><a href=" JavaScript:go()">Go</a>'),
        ("inline script", "<h1>Checks</h1><script>go()</script>"),
        ("loads from elsewhere", '<h1>Checks</h1><img alt="" src="//cdn.example/a.png">'),
        ("template code", "<h1>{{ claim }}</h1>"),
    ],
)
def test_fault_in_a_page_is_told(fault, body):
    assert fault in "\n".join(page_faults(page(body), "/desk/claims"))


def test_page_without_a_title_is_told():
    assert "no title" in page_faults(page(head="<title> · </title>"), "/")


def test_token_on_a_public_page_is_told():
    body = '<h1>A</h1><form method="post"><input type="hidden" name="csrf_token" value="x"></form>'
    assert any("without a session" in fault for fault in page_faults(page(body), "/claims/a"))


def test_answer_without_a_policy_is_told():
    assert len(header_faults(Headers(), "/")) == 2


def test_cookie_on_a_public_page_is_told():
    headers = Headers([("Set-Cookie", "a=b"), ("Vary", "Accept, Cookie")])
    told = header_faults(headers, "/embed/claims/a")
    assert "a public page sets a cookie: a=b" in told
    assert "a public page varies by cookie" in told


def test_skip_is_a_failure():
    report = pytest.TestReport("test_x", ("", 0, ""), {}, "skipped", "no browser", "setup")
    assert fail_if_skipped(report).failed
    assert "no browser" in report.longrepr


def test_expected_failure_is_none():
    report = pytest.TestReport("test_x", ("", 0, ""), {}, "skipped", "", "call")
    report.wasxfail = "known"
    assert fail_if_skipped(report).skipped
