"""Search for readers: any text is safe, and words are found in many scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats import highlight
from queries import public
from tests.support.newsroom import corrected, open_newsroom, published_claim
from tests.support.pages import elements, text_of
from tests.support.reading import page_of, texts, with_class, words

CLAIMS = [
    ("en", "The bridges cost two million.", "Mayor Example"),
    ("es", "La inflación bajó según el Presidente.", "José Núñez"),
    ("ar", "كَلَّفَ الجِسرُ مِليُونَين.", "محمد العمدة"),
    ("zh", "这座桥耗资两百万元。", "市长"),
    ("de", "Die Brücke kostete zwei Millionen.", "Bürgermeister Groß"),
]
STATEMENTS = {language: statement for language, statement, _ in CLAIMS}


@pytest.fixture
def checks(desk, people):
    return {
        language: published_claim(
            desk,
            people,
            statement=statement,
            language=language,
            claimant=claimant,
            topics="",
            summary="So it is.",
        )
        for language, statement, claimant in CLAIMS
    }


def test_finds_words_of_every_script_however_they_are_written(client, checks):
    for query, language in [
        ("bridge", "en"),
        ("BRIDGES", "en"),
        ("costs million", "en"),
        ("inflacion", "es"),
        ("INFLACIÓN", "es"),
        ("bajo nunez", "es"),
        ("الجسر", "ar"),
        ("الجِسرُ", "ar"),
        ("جسر", "ar"),
        ("كلف", "ar"),
        ("محمد", "ar"),
        ("两百万", "zh"),
        ("座桥", "zh"),
        ("brucke", "de"),
        ("gross", "de"),
    ]:
        found = texts(client.get("/search", query_string={"q": query}), "check-item-claim")
        assert STATEMENTS[language] in found, query


def test_marks_what_was_found(client, checks):
    page = client.get("/search", query_string={"q": "bridge mayor"})
    assert texts(page, "result-count") == ["1 check"]
    (item,) = with_class(page, "check-item")
    assert [text_of(mark) for mark in elements(item, "mark")] == ["bridges", "Mayor"]


@pytest.mark.parametrize(
    "query",
    [
        "'",
        '"',
        '"bridge',
        'bridge"',
        "bridge' OR 1=1 --",
        "bridge OR",
        "AND",
        "NOT bridge",
        "NEAR(bridge cost)",
        "bridge*",
        "terms:bridge",
        "(bridge",
        "bridge)",
        "bridge & | ! <->",
        "bridge:*",
        "\\",
        "bridge\\",
        "%",
        "_",
        "\x00",
        "bridge\x00cost",
        "\x1b[31mbridge",
        "\u202ebridge",
        "\ufdd0bridge",
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "bridge " * 500,
        "a" * 10_000,
        "😀",
        "\u064b\u064b",
        "ﷺ",
        "-bridge",
        "^bridge",
        "bridge+cost",
        "?",
        " ",
        "",
    ],
)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_any_text_is_safe(client, desk, query):
    open_newsroom(desk)
    page = client.get("/search", query_string={"q": query})
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_bytes_that_are_no_text_are_safe(client, desk):
    open_newsroom(desk)
    for raw in ("%FF%FE", "%ED%A0%80", "%C0%80", "%", "%zz"):
        assert client.get(f"/search?q={raw}").status_code == 200


def test_field_keeps_the_query(client, desk):
    open_newsroom(desk)
    page = client.get("/search", query_string={"q": '  a "b" <c>\x00 '})
    field = next(e for e in elements(page_of(page), "input") if e.get("name") == "q")
    assert field.get("value") == 'a "b" <c>'


def test_says_when_nothing_is_found_and_when_nothing_is_asked(client, checks):
    assert "No check matches these words" in words(client.get("/search?q=zeppelin"))
    assert "Words of a claim" in words(client.get("/search"))
    assert with_class(client.get("/search?q=%20"), "check-item") == []


def test_some_of_the_words_will_do_where_not_all_are_found(client, checks):
    page = client.get("/search", query_string={"q": "bridges zeppelin"})
    assert texts(page, "check-item-claim") == ["The bridges cost two million."]


def test_a_correction_is_found_by_its_new_words_only(client, desk, people):
    claim = published_claim(desk, people, summary="Accountants agree.")
    corrected(desk, people, claim, rating="false", summary="Auditors differ.")
    assert texts(client.get("/search?q=auditors"), "check-item") != []
    assert texts(client.get("/search?q=accountants"), "check-item") == []


def test_list_is_bounded_and_says_so(client, desk, people, monkeypatch):
    monkeypatch.setattr(public, "MOST_FOUND", 2)
    for number in range(3):
        published_claim(desk, people, statement=f"Bridge {number}.")
    page = client.get("/search?q=bridge")
    assert len(texts(page, "check-item")) == 2
    assert texts(page, "result-count")[0].startswith("The 2 best matches")


# Marking


@pytest.mark.parametrize(
    ("text", "query", "language", "marked"),
    [
        ("Two bridges, one bridge.", "bridge", "en", ["bridges", "bridge"]),
        ("La inflación", "INFLACION", "es", ["inflación"]),
        ("كَلَّفَ الجِسرُ", "الجسر", "ar", ["الجِسرُ"]),
        ("这座桥耗资", "座桥", "zh", ["座桥"]),
        ("e\u0301cole", "école", "fr", ["e\u0301cole"]),
        ("Nothing here", "bridge", "en", []),
        ("", "bridge", "en", []),
        ("All of it", "", "en", []),
    ],
)
def test_marked_words(text, query, language, marked):
    assert [part for found, part in highlight.parts(text, query, language) if found] == marked


@given(text=st.text(), query=st.text())
def test_marking_changes_no_text(text, query):
    assert "".join(part for _, part in highlight.parts(text, query)) == text
