"""Taking in documents, listing them, saying what they are."""

import io
import re
from html import unescape

import pytest

from formats import symbols
from models.base import db
from models.document import Document
from operations import documents as operations
from queries import documents as queries

TEXT = "Prices rose by a tenth.\nThe minister said so.\n"
FIELDS = ("title", "publisher", "author", "url", "published_on", "language", "text")
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
NEW = "/desk/documents/new"


@pytest.fixture
def reporter(people, as_):
    return as_(people.reporter)


def take_in(client, **fields):
    answer = client.submit(NEW, "Add the document", **{"title": "Prices", "text": TEXT, **fields})
    answer.request.environ["wsgi.input"].close()  # a large body is a temporary file
    return answer


def upload(client, name, content, **fields):
    return take_in(client, **{"text": "", "file": (io.BytesIO(content), name), **fields})


def errors_beside(answer, field):
    """The messages in the list that the field's control is described by."""
    found = re.search(
        rf'<ul class="field-errors" id="{field}-errors">(.*?)</ul>', answer.text, re.S
    )
    return re.findall(r"<li>(.*?)</li>", found[1], re.S) if found else []


def link(answer, text):
    """The address behind a link of the page."""
    return unescape(re.search(rf'<a [^>]*href="([^"]+)"[^>]*>{text}</a>', answer.text)[1])


def stored(desk):
    with desk():
        version = queries.current_version(1)
        return version.document.title, version.text, version.raw_file.sha256


def count(desk):
    with desk():
        return db.session.query(Document).count()


def test_pasted_text_is_kept_as_it_is(reporter, desk):
    answer = take_in(reporter, text="  One.\r\n\r\nTwo\t\u00a0three. \r\n")
    assert answer.status_code == 303
    assert answer.location == "/desk/documents/1"
    _, text, _ = stored(desk)
    assert text == "  One.\n\nTwo\t\u00a0three. \n"
    page = reporter.get(answer.location)
    assert "<h1" in page.text
    assert "Prices" in page.text


def test_every_fact_is_kept(reporter, desk):
    take_in(
        reporter,
        kind="speech",
        publisher="The Paper",
        author="A. Writer",
        url="https://paper.example/1",
        published_on="2006-03",
        language="ar",
    )
    with desk():
        document = queries.get(1)
        assert (document.kind, document.publisher, document.author) == (
            "speech",
            "The Paper",
            "A. Writer",
        )
        assert document.url == "https://paper.example/1"
        assert (document.published_on.isoformat(), document.published_on_precision) == (
            "2006-03-01",
            "month",
        )
        assert document.language == "ar"


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.txt", "Größe\r\nzwei".encode(), "Größe\nzwei"),
        ("a.TXT", "\ufeffwith a mark".encode(), "with a mark"),
        ("a.txt", "sixteen".encode("utf-16"), "sixteen"),
        ("a.html", b"<title>T</title><p>First.</p><script>alert(1)</script><p>Second.", "First."),
    ],
)
def test_uploaded_file_is_read(reporter, desk, name, content, text):
    assert upload(reporter, name, content).status_code == 303
    assert stored(desk)[1].startswith(text)
    assert "alert" not in stored(desk)[1]


def test_html_file_tells_its_title(reporter, desk):
    page = b"<html><head><title>What it says</title></head><body><p>Words enough.</p></body></html>"
    assert upload(reporter, "a.html", page, title="").status_code == 303
    assert stored(desk)[0] == "What it says"


def test_html_file_tells_what_it_says_of_itself(reporter, desk):
    page = """<html><head><title>Big news</title><meta name="author" content="A. Writer">
        <meta property="og:site_name" content="The Paper">
        <meta property="article:published_time" content="2006-03-29T10:00:00Z">
        <link rel="canonical" href="https://paper.example/big"></head>
        <body><article><p>It was said on 3 May 1999.</p></article></body></html>"""
    assert upload(reporter, "a.html", page.encode(), title="", publisher="Typed").status_code == 303
    with desk():
        document = queries.get(1)
        assert (document.title, document.publisher) == ("Big news", "Typed")
        assert document.url == "https://paper.example/big"
        assert document.published_on.isoformat() == "2006-03-29"


def test_a_date_in_the_text_is_not_the_date_of_publication(reporter, desk):
    page = b"<title>T</title><p>It was said on 3 May 1999.</p><p>Copyright 2011</p>"
    assert upload(reporter, "a.html", page).status_code == 303
    with desk():
        assert queries.get(1).published_on is None


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", b"%PDF-1.7", "Choose a .txt or .html file"),
        ("txt", b"words", "Choose a .txt or .html file"),
        ("a.txt", b"", "This file is empty."),
        ("a.txt", b" \n\t ", "This file is empty."),
        ("a.txt", b"caf\xe9", "not valid UTF-8: byte 4"),
        ("a.html", b"<p></p>", "There is no text in this page."),
        ("a.txt", b"x" * 8_000_001, "at most 8 MB"),
    ],
)
def test_unreadable_file_is_told_beside_the_field(reporter, desk, name, content, message):
    answer = upload(reporter, name, content, publisher="Typed before")
    assert answer.status_code == 422
    assert message in " ".join(errors_beside(answer, "file"))
    assert 'value="Typed before"' in answer.text
    assert count(desk) == 0


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_file_of_50_mb_is_told_beside_the_field(reporter):
    answer = upload(reporter, "a.txt", b"word " * 10_000_000)
    assert "This file has 50.0 MB; at most 8 MB" in " ".join(errors_beside(answer, "file"))


def test_upload_with_another_fault_moves_into_the_text(reporter, desk):
    answer = upload(
        reporter,
        "a.html",
        b"<title>Its own</title><p>Words of the file.",
        published_on="2006-02-31",
    )
    assert answer.status_code == 422
    assert errors_beside(answer, "published_on")
    assert "Words of the file." in answer.text
    assert "was read: its text stands below" in answer.text
    again = reporter.submit(answer, "Add the document", published_on="2006-02-28")
    assert again.status_code == 303
    assert stored(desk)[1] == "Words of the file."


def test_file_and_pasted_text_together_are_refused(reporter):
    answer = upload(reporter, "a.txt", b"from the file", text="pasted")
    assert answer.status_code == 422
    assert errors_beside(answer, "file")
    assert "pasted</textarea>" in answer.text


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "Give the document a title."),
        ("title", "x" * 301, "at most 300 fit here"),
        ("title", "a\x00b", "Character 2 is a control character (U+0000)"),
        ("title", "a\u202eb", "changes the text direction (U+202E)"),
        ("text", "", "Paste the text, or choose a file."),
        ("text", " \n\t\u00a0", "Paste the text, or choose a file."),
        ("text", "a\x00b", "Character 2 is a NUL"),
        ("kind", "poem", "Choose one of:"),
        ("publisher", "x" * 201, "at most 200 fit here"),
        ("author", "\x1b[31m", "control character (U+001B)"),
        ("url", "javascript:alert(1)", "begins with http:// or https://"),
        ("url", "data:text/html,x", "begins with http:// or https://"),
        ("url", "https://", "begins with http:// or https://"),
        ("url", "https://u:p@x.example/", "Leave the user name and password out"),
        ("published_on", "2006-02-31", "that month has 28 days"),
        ("published_on", "last week", "Write a date as 2006-03-28"),
        ("language", "not a language", "Give a language code"),
    ],
)
def test_refusal_stands_beside_its_field_and_nothing_is_lost(reporter, desk, field, value, message):
    typed = {
        "title": "Typed title",
        "publisher": "Typed publisher",
        "author": "Typed author",
        "url": "https://typed.example/",
        "published_on": "2006",
        "language": "es",
        "text": "Typed text",
    }
    answer = take_in(reporter, **{**typed, field: value})
    assert answer.status_code == 422
    assert message in " ".join(errors_beside(answer, field))
    for name in set(FIELDS) - {field}:
        assert typed[name] in answer.text
        assert not errors_beside(answer, name)
    shown = symbols.shown(value).replace("\x00", "\u2400")
    if value.strip() and field != "kind":
        assert shown in answer.text
    assert count(desk) == 0


def test_all_faults_are_told_at_once(reporter):
    answer = take_in(reporter, title="", url="javascript:alert(1)", published_on="2006-02-31")
    assert [bool(errors_beside(answer, name)) for name in ("title", "url", "published_on")] == [
        True,
        True,
        True,
    ]
    assert "3 things need your attention" in answer.text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_too_long_text_is_told_and_kept(reporter, app):
    text = "word " * 400_001
    answer = take_in(reporter, text=text)
    assert "has 2,000,005 characters; at most 2,000,000" in " ".join(errors_beside(answer, "text"))
    assert text in answer.text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_text_of_50_mb_is_told_and_kept(reporter, app):
    text = "word " * 10_000_000
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', reporter.get(NEW).text)[1]
    # Not checked as HTML: reading 50 MB of it takes minutes.
    answer = super(type(reporter), reporter).open(
        NEW,
        method="POST",
        data={"csrf_token": token, "title": "Long", "text": text},
        content_type="multipart/form-data",
    )
    answer.request.environ["wsgi.input"].close()
    assert answer.status_code == 422
    assert "has 50,000,000 characters" in answer.text
    assert text in answer.text


@pytest.mark.parametrize("field", FIELDS)
def test_html_in_any_field_is_shown_as_text(reporter, field):
    answer = take_in(reporter, **{field: SCRIPT})
    page = reporter.get(answer.location) if answer.status_code == 303 else answer
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


@pytest.mark.parametrize("field", FIELDS)
def test_a_file_under_the_name_of_a_text_is_no_text(reporter, field):
    sent = {"title": "T", "text": "words", field: (io.BytesIO(b"x"), "x.txt")}
    answer = reporter.send(NEW, **sent)
    assert answer.status_code in (303, 422)


def test_a_text_under_the_name_of_the_file_is_no_file(reporter, desk):
    assert reporter.send(NEW, title="T", text="words", file="not a file").status_code == 303
    assert stored(desk)[1] == "words"


def test_json_is_no_form(reporter):
    assert reporter.post(NEW, json={"title": {"a": 1}}).status_code == 400


def test_observer_reads_and_takes_nothing_in(people, as_, desk):
    with desk(people.reporter) as person:
        operations.add(person, title="Prices", text=TEXT)
    observer = as_(people.observer)
    assert observer.get(NEW).status_code == 403
    page = observer.get("/desk/documents/1")
    assert "Prices rose by a tenth." in page.text
    assert "Edit details" not in page.text
    assert "mark-form" not in page.text
    assert "Add a document" not in observer.get("/desk/documents").text


def test_empty_list_says_what_to_do(people, as_, reporter):
    assert "Add a document" in reporter.get("/desk/documents").text
    assert "No documents yet" in as_(people.observer).get("/desk/documents").text


def test_list_is_paged_from_the_newest(people, reporter, desk):
    with desk(people.reporter) as person:
        for number in range(1, 121):
            operations.add(person, title=f"Document {number}.", text=TEXT)
    first = reporter.get("/desk/documents")
    titles = re.findall(r"Document (\d+)\.", first.text)
    assert titles == [str(number) for number in range(120, 70, -1)]
    assert ">Newer<" not in first.text
    second = reporter.get(link(first, "Older"))
    third = reporter.get(link(second, "Older"))
    assert re.findall(r"Document (\d+)\.", third.text) == [str(n) for n in range(20, 0, -1)]
    assert ">Older<" not in third.text
    assert re.findall(r"Document (\d+)\.", reporter.get(link(third, "Newer")).text) == re.findall(
        r"Document (\d+)\.", second.text
    )
    back = reporter.get(link(second, "Newer"))
    assert re.findall(r"Document (\d+)\.", back.text) == titles
    assert ">Newer<" not in back.text


@pytest.mark.parametrize(
    "query", ["before=x", "before=-1", f"after={10**30}", "before=", "after=٣"]
)
def test_odd_pages_are_pages(reporter, desk, query):
    take_in(reporter)
    assert reporter.get(f"/desk/documents?{query}").status_code == 200


def test_list_tells_publisher_date_and_how_many_claims(reporter):
    take_in(reporter, publisher="The Paper", published_on="2006-03")
    page = reporter.get("/desk/documents").text
    assert "<bdi>The Paper</bdi>" in page
    assert "March 2006" in page
    assert '<td class="number" data-label="Claims">0</td>' in page


def test_details_are_edited(reporter, desk):
    take_in(reporter)
    answer = reporter.submit("/desk/documents/1/edit", "Save", title="Better", published_on="2006")
    assert answer.status_code == 303
    page = reporter.get(answer.location).text
    assert "Better" in page
    assert "Article, 2006. Version 1, taken in by" in page


def test_refused_details_keep_what_was_typed(reporter):
    take_in(reporter)
    answer = reporter.submit(
        "/desk/documents/1/edit", "Save", title="Kept", url="javascript:alert(1)"
    )
    assert answer.status_code == 422
    assert errors_beside(answer, "url")
    assert 'value="Kept"' in answer.text


def test_two_people_edit_at_once(people, as_, reporter, desk):
    take_in(reporter)
    editor = as_(people.editor)
    opened = editor.get("/desk/documents/1/edit")
    reporter.submit("/desk/documents/1/edit", "Save", title="First", author="F. Irst")
    answer = editor.submit(opened, "Save", title="Second", publisher="Mine")
    assert answer.status_code == 409
    assert "Somebody saved a change while you were writing" in answer.text
    for text in ("First", "Second", "F. Irst", "Mine"):
        assert text in answer.text
    assert 'value="Second"' in answer.text
    again = editor.submit(answer, "Save")
    assert again.status_code == 303
    assert stored(desk)[0] == "Second"


def test_only_editors_say_that_the_text_is_licensed(people, as_, reporter, desk):
    take_in(reporter)
    assert 'name="full_text_licensed"' not in reporter.get("/desk/documents/1/edit").text
    editor = as_(people.editor)
    editor.submit("/desk/documents/1/edit", "Save", full_text_licensed="y")
    reporter.submit("/desk/documents/1/edit", "Save", title="Renamed")
    with desk():
        document = queries.get(1)
        assert (document.title, document.full_text_licensed) == ("Renamed", True)


@pytest.mark.parametrize("page", ["", "/edit", "/claims/new?start=0&end=1"])
def test_unknown_document_is_not_there(reporter, page):
    assert reporter.get(f"/desk/documents/77{page}").status_code == 404
    assert reporter.get(f"/desk/documents/{2**63}{page}").status_code == 404
