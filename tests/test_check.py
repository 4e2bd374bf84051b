"""Rules for what people type: each refusal is clear and stands beside its field."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.source import Stance
from models.words import Precision
from operations.check import Check, parse_partial_date, unsafe_characters
from operations.errors import Refused


def refusals(check: Check) -> dict[str, list[str]]:
    with pytest.raises(Refused) as refused:
        check.done()
    return refused.value.errors


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("2006", date(2006, 1, 1), Precision.YEAR),
        ("2006-03", date(2006, 3, 1), Precision.MONTH),
        ("2006-3-8", date(2006, 3, 8), Precision.DAY),
        ("2024-02-29", date(2024, 2, 29), Precision.DAY),
    ],
)
def test_a_date_is_kept_as_far_as_it_is_known(typed: str, day: date, precision: Precision) -> None:
    assert parse_partial_date(typed) == (day, precision)


@pytest.mark.parametrize(
    "typed",
    ["2006-02-31", "2006-13", "2006-00", "0000", "31.3.2006", "March", "2023-02-29", "٢٠٠٦x"],
)
def test_what_is_no_date_is_refused_beside_its_field(typed: str) -> None:
    check = Check()
    check.partial_date("claimed_on", typed)
    assert list(refusals(check)) == ["claimed_on"]


def test_the_message_for_a_day_that_is_not_there_names_the_month_length() -> None:
    check = Check()
    check.partial_date("claimed_on", "2006-02-31")
    assert "28 days" in refusals(check)["claimed_on"][0]


def test_a_part_of_a_date_is_no_whole_day() -> None:
    check = Check()
    assert check.day("accessed_on", "2006-03") is None
    assert "accessed_on" in refusals(check)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "//example.org",
        "http:///nowhere",
        "http://a b.example/",
        "http://user:secret@example.org/",
        "http://example.org:99999999/",
        "http://[::1",
        "example.org",
    ],
)
def test_an_address_is_http_or_https_and_whole(address: str) -> None:
    check = Check()
    check.address("url", address)
    assert list(refusals(check)) == ["url"]


def test_an_address_may_have_other_letters_and_a_query() -> None:
    check = Check()
    assert check.address("url", " https://example.org/ä?q=1#x ") == "https://example.org/ä?q=1#x"
    check.done()


def test_a_text_that_is_too_long_says_how_long_it_is() -> None:
    check = Check()
    check.line("statement", "x" * 100_000, most=1_000)
    assert "100,000" in refusals(check)["statement"][0]


def test_blanks_in_a_line_run_together() -> None:
    check = Check()
    assert check.line("title", "  a\r\n b\t\u200b c ", most=10) == "a b c"


@pytest.mark.parametrize(
    "text",
    ["a\x00b", "a\x1bb", "a\x85b", "a\u202eb", "a\u2067b", "a\u2069b", "a\ud800b"],
)
def test_control_and_direction_characters_are_refused(text: str) -> None:
    assert unsafe_characters(text)


@pytest.mark.parametrize(
    "text", ["قال‌ الرئيس", "נאמר \u200fכך", "\u2067عربي\u2069 and more", "🏳️‍🌈 ok", "a\nb\tc"]
)
def test_letters_of_all_scripts_and_closed_isolates_are_kept(text: str) -> None:
    assert unsafe_characters(text) == ""


def test_a_word_that_is_not_in_the_vocabulary_is_refused_with_those_that_are() -> None:
    check = Check()
    assert check.word("stance", "proves", Stance) is None
    assert "Supports" in refusals(check)["stance"][0]


@given(st.text())
def test_any_text_is_kept_or_refused_and_never_an_accident(text: str) -> None:
    check = Check()
    kept = check.paragraphs("body", text, most=500)
    if not check.errors:
        assert kept == text.replace("\r\n", "\n").replace("\r", "\n").strip()
    check.partial_date("date", text)
    check.address("url", text)
    check.language("language", text)
