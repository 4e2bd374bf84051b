"""Small shapes of text: slugs, dates in words, Markdown, differences, direction, search terms."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from formats import dates, differences, languages, markdown, slugs, terms
from models.words import Precision


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Did Bush tell Iraqi Shi'ite leaders?", "did-bush-tell-iraqi-shiite-leaders"),
        ("  Über—Größe  ", "uber-große"),
        ("قال الرئيس", "قال-الرئيس"),
        ("???", "-"),
        ("a_b", "a-b"),
    ],
)
def test_a_slug_reads_like_its_text(text: str, slug: str) -> None:
    assert slugs.slug(text) == slug


@given(st.text())
def test_a_slug_is_short_and_has_no_slash(text: str) -> None:
    slug = slugs.slug(text)
    assert 1 <= len(slug) <= slugs.LONGEST
    assert not set("/?#% ") & set(slug)


def test_a_date_is_told_as_far_as_it_is_known() -> None:
    assert dates.words("2006-03-28") == "28 March 2006"
    assert dates.words("2006-03", inferred=True) == "March 2006 (inferred)"
    assert dates.words("2006") == "2006"
    assert dates.words(None) == ""
    assert dates.machine(date(2006, 3, 1), Precision.MONTH) == "2006-03"


def test_an_instant_is_told_in_the_newsrooms_time_zone() -> None:
    assert dates.moment(datetime(2026, 3, 28, 23, 30, tzinfo=UTC), "Asia/Baghdad") == (
        "29 March 2026, 02:30"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '<a href="javascript:alert(1)">x</a>',
        "![x](http://elsewhere.example/pixel.png)",
        '<https://example.org/"onmouseover=alert(1)>',
        "<style>*{display:none}</style>",
    ],
)
def test_markdown_lets_no_script_style_or_picture_through(hostile: str) -> None:
    html = markdown.render(hostile)
    tree = fragment_fromstring(html, create_parent="div")
    assert {element.tag for element in tree.iter()} <= {"div", "p", "a", "ul", "li"}
    for element in tree.iter("a"):
        assert element.get("href").startswith(("http://", "https://", "mailto:"))
        assert set(element.keys()) <= {"href", "rel"}


def test_markdown_keeps_structure_and_lowers_headings() -> None:
    html = markdown.render("# One\n\n- a\n- b\n\n**bold** [link](https://example.org/)")
    assert "<h3>One</h3>" in html
    assert "<li>a</li>" in html
    assert '<a href="https://example.org/" rel="nofollow noopener">link</a>' in html


@given(st.text(), st.text())
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    parts = differences.words(old, new)
    assert "".join(text for op, text in parts if op != "removed") == new
    assert "".join(text for op, text in parts if op != "added") == old


def test_direction_follows_the_language_and_an_explicit_script() -> None:
    assert languages.direction("ar") == "rtl"
    assert languages.direction("fa-IR") == "rtl"
    assert languages.direction("ku-Latn") == "ltr"
    assert languages.direction("en") == "ltr"


def test_arabic_words_agree_with_and_without_vowel_signs() -> None:
    assert terms.words("السَّلامُ") == terms.words("السلام")


def test_chinese_is_cut_into_pairs() -> None:
    assert terms.words("事实核查") == ["事实", "实核", "核查"]


@given(st.text())
def test_terms_are_words_and_nothing_else(text: str) -> None:
    for each in terms.query_terms(text):
        for term in each:
            assert term
            assert not set("\"'()&|!*:<>\\ ") & set(term)


def test_the_difference_of_long_texts_of_repeated_words_is_found_word_by_word() -> None:
    parts = differences.words("a b " * 1_250, "b a c " * 833)
    assert len(parts) > 100


def test_the_difference_of_very_long_texts_is_the_two_texts() -> None:
    old, new = "old " * 10_001, "new " * 10_001
    assert differences.words(old, new) == [("removed", old), ("added", new)]
