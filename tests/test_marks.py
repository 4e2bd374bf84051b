"""Texts cut at their marks, character for character."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from formats import marks, symbols

# Letters, blanks, line ends; what is wide in UTF-16, combines, turns the direction, or is unseen.
PIECES = [
    *("a", "b ", " ", "\t", "\n", "\n\n", "é", "e\u0301", "😀", "👩\u200d🚀", "𐍈", "عمر", "שלום"),
    *("\u202e", "\u2067", "\u2069", "\ufeff", "\u200b", "\u2028", "\ufffe"),
    *("\x0c", "\x1c", "\x85", "<b>", "&amp;"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@dataclass(frozen=True)
class Mark:
    start: int
    end: int


@st.composite
def marked_texts(draw):
    text = draw(texts.filter(bool))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    pairs = draw(st.lists(places.filter(lambda pair: pair[0] != pair[1]), max_size=8))
    return text, [Mark(min(pair), max(pair)) for pair in pairs]


def lines_of(text):
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


@given(marked_texts())
def test_stretches_joined_are_the_text(marked):
    text, passages = marked
    cut = {p.start: "".join(s.text for s in p.stretches) for p in marks.paragraphs(text, passages)}
    for start, line in lines_of(text):
        assert cut.get(start, line) == line
        if line.strip():
            assert start in cut


@given(marked_texts())
def test_each_character_carries_the_passages_that_cover_it(marked):
    text, passages = marked
    for paragraph in marks.paragraphs(text, passages):
        for stretch in paragraph.stretches:
            for at in range(stretch.start, stretch.start + len(stretch.text)):
                covering = [p for p in passages if p.start <= at < p.end]
                assert sorted(stretch.passages, key=repr) == sorted(covering, key=repr)


@given(marked_texts())
def test_stretches_follow_each_other_without_gap_or_empty_one(marked):
    text, passages = marked
    for paragraph in marks.paragraphs(text, passages):
        at = paragraph.start
        for stretch in paragraph.stretches:
            assert stretch.start == at
            assert stretch.text
            at += len(stretch.text)


@given(marked_texts())
def test_a_passage_of_words_begins_in_some_paragraph(marked):
    text, passages = marked
    begun = {
        passage
        for paragraph in marks.paragraphs(text, passages)
        for stretch in paragraph.stretches
        for passage in stretch.passages
        if passage.start == stretch.start
    }
    assert {p for p in passages if text[p.start].strip()} <= begun


def test_overlapping_passages_are_cut_at_each_others_ends():
    first, second, inner = Mark(0, 10), Mark(4, 14), Mark(5, 7)
    (paragraph,) = marks.paragraphs("abcdefghijklmnop", [second, inner, first])
    assert [(s.text, s.passages) for s in paragraph.stretches] == [
        ("abcd", (first,)),
        ("e", (first, second)),
        ("fg", (first, second, inner)),
        ("hij", (first, second)),
        ("klmn", (second,)),
        ("op", ()),
    ]


def test_a_passage_over_several_paragraphs_is_marked_in_each():
    passage = Mark(2, 9)
    paragraphs = marks.paragraphs("one\n\ntwo\nthree", [passage])
    assert [(p.start, [s.text for s in p.stretches if s.passages]) for p in paragraphs] == [
        (0, ["e"]),
        (5, ["two"]),
        (9, []),
    ]


@given(texts)
def test_a_shown_text_has_its_positions(text):
    shown = symbols.shown(text)
    assert len(shown) == len(text)
    assert "".join(run.text for run in symbols.runs(text)) == shown
    for ours, theirs in zip(text, shown, strict=True):
        assert ours == theirs or ours in "\u202e\x0c\x1c\x85\ufffe"


def test_what_acts_is_shown_with_its_name():
    runs = list(symbols.runs("a\x07b\u202ec\x85\ufffe"))
    assert [(run.text, run.name) for run in runs] == [
        ("a", ""),
        ("␇", "control character U+0007"),
        ("b", ""),
        ("␦", "right-to-left override U+202E"),
        ("c", ""),
        ("␦", "control character U+0085"),
        ("␦", "noncharacter U+FFFE"),
    ]


def test_isolates_and_marks_of_direction_stay():
    text = "\u2067עברית\u2069 \u200f\u061c\u200e\u200d"
    assert symbols.shown(text) == text
