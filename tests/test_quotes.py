"""Finding a quote in a text, and describing it so that it can be found again."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from formats import quotes, symbols
from tests.test_marks import texts


@st.composite
def places(draw):
    """A text, and a stretch of it that begins and ends with something to see."""
    text = draw(texts)
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    words = text[start:end].strip()
    assume(words)
    start += text[start:end].index(words)
    return text, start, start + len(words)


@given(places())
def test_a_selection_is_found_at_its_place(place):
    text, start, end = place
    found = quotes.locate(text, text[start:end], start=start)
    assert (found.start, found.end, found.exact) == (start, end, text[start:end])


@given(places(), st.text(" \n\t\u00a0", max_size=3), st.text(" \n\t", max_size=3))
def test_blanks_around_a_selection_do_not_move_it(place, before, after):
    text, start, end = place
    around = before + text[start:end] + after
    found = quotes.locate(around * 2, around, start=len(around))
    assert (found.start, found.exact) == (len(around) + len(before), text[start:end])


@given(places())
def test_a_selection_of_what_the_page_shows_is_found_at_its_place(place):
    text, start, end = place
    shown = symbols.shown(text)
    found = quotes.locate(text, shown[start:end], start=start)
    assert symbols.shown(found.exact).strip() == shown[start:end].strip()


@given(places())
def test_a_selector_finds_its_own_place_again_or_says_that_it_cannot_tell(place):
    text, start, end = place
    selector = quotes.select(text, start, end)
    assert text[start:end] == selector.exact
    assert text[:start].endswith(selector.prefix)
    assert text[end:].startswith(selector.suffix)
    try:
        found = quotes.locate(text, selector.exact, prefix=selector.prefix, suffix=selector.suffix)
    except quotes.Ambiguous:
        return
    assert found == selector or text.count(selector.exact) > 1


@given(texts, texts)
def test_what_is_found_stands_there(text, quote):
    try:
        found = quotes.locate(text, quote)
    except (quotes.NotFoundInText, quotes.Ambiguous):
        return
    assert found.exact == text[found.start : found.end]
    shown = "".join(symbols.shown(found.exact).split()), "".join(symbols.shown(quote).split())
    assert found.exact.split() == quote.split() or shown[0] == shown[1]


@pytest.mark.parametrize(
    ("text", "quote", "exact"),
    [
        ("He said: “No”.", "He said", "He said"),
        ("one\ntwo  three", "one two three", "one\ntwo  three"),
        ("one\n \ntwo", "one\ntwo", "one\n \ntwo"),
        ("one\ntwo", "  one\r\ntwo \n", "one\ntwo"),
        ("😀 wide 😀", "wide 😀", "wide 😀"),
        ("e\u0301tude", "e\u0301t", "e\u0301t"),
        ("bell\x07 rings", "bell␇ rings", "bell\x07 rings"),
        ("a.b*c", ".b*", ".b*"),
        ("قال الوزير إن الأسعار ارتفعت", "الوزير إن", "الوزير إن"),
    ],
)
def test_quotes_as_they_are_pasted(text, quote, exact):
    assert quotes.locate(text, quote).exact == exact


@pytest.mark.parametrize("quote", ["", "  \n", "absent", "ONE", "e\u0301"])
def test_what_is_not_there_is_not_found(quote):
    with pytest.raises(quotes.NotFoundInText):
        quotes.locate("one two é", quote)


def test_surroundings_tell_which_occurrence_is_meant():
    text = "Yes, he said. No, he said."
    assert quotes.locate(text, "he said", prefix="No, ").start == 18
    assert quotes.locate(text, "he said", suffix=". No").start == 5
    assert quotes.locate(text, "he said", start=18).start == 18
    with pytest.raises(quotes.Ambiguous) as refused:
        quotes.locate(text, "he said")
    assert refused.value.count == 2


def test_a_place_that_does_not_hold_the_quote_counts_for_nothing():
    assert quotes.locate("one two", "two", start=0).start == 4
    assert quotes.locate("one two", "two", start=10**8).start == 4


def test_a_text_of_one_letter_is_ambiguous_at_once():
    with pytest.raises(quotes.Ambiguous):
        quotes.locate("a" * 2_000_000, "a" * 2_500)
