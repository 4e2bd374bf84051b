"""Marking passages in the reader, and making claims of them."""

import re
from html import unescape
from urllib.parse import urlencode

import html5lib
import pytest
import sqlalchemy as sa

from models.base import db
from models.claim import Claim
from models.document import Passage, Triage
from models.topic import Topic
from operations import claims, documents, passages
from operations.claims import Quote, Wording
from operations.errors import NotPermitted
from queries import documents as queries
from tests.support.newsroom import published_claim
from tests.support.pages import elements

TEXT = (
    "Prices rose by a tenth, the minister said.\n"
    "\n"
    "“They will fall again,” she said. Prices rose by a tenth in Oslo, too.\n"
    "It was her finest hour.\n"
)
QUOTE = "the minister said"
ODD = "\u202eevil\u202c bell\x07 <b>bold</b> &amp; 😀 e\u0301 \ufffe end"
READER = "/desk/documents/1"


@pytest.fixture
def take_in(people, desk):
    def add(text=TEXT, **facts):
        with desk(people.reporter) as reporter:
            return documents.add(reporter, **{"title": "Prices", "text": text, **facts}).id

    return add


@pytest.fixture
def reporter(people, as_, take_in):
    return as_(people.reporter)


def marked(desk):
    with desk():
        return [
            (p.start, p.end, p.exact, str(p.triage), p.reason)
            for p in db.session.scalars(sa.select(Passage).order_by(Passage.start, Passage.end))
        ]


def claims_on_file(desk):
    with desk():
        return db.session.scalar(sa.select(sa.func.count()).select_from(Claim))


def paragraphs_of(answer):
    """The paragraphs of the reader as a browser has them: where each starts, and its text."""
    page = html5lib.parse(answer.text, namespaceHTMLElements=False)
    return [
        (int(element.get("data-start")), "".join(element.itertext()))
        for element in elements(page, "p")
        if "doc-par" in element.get("class", "")
    ]


def stretches_of(answer):
    """The marked stretches: state, passages, text."""
    page = html5lib.parse(answer.text, namespaceHTMLElements=False)
    return [
        (
            element.get("class").removeprefix("passage passage-"),
            element.get("data-passages"),
            "".join(element.itertext()),
        )
        for element in elements(page, "mark")
    ]


def errors_beside(answer, field):
    found = re.search(
        rf'<ul class="field-errors" id="{field}-errors">(.*?)</ul>', answer.text, re.S
    )
    return unescape(" ".join(re.findall(r"<li>(.*?)</li>", found[1], re.S))) if found else ""


@pytest.mark.parametrize(
    ("button", "triage"),
    [("To check", "to_check"), ("Opinion", "opinion"), ("Prediction", "prediction")],
)
def test_a_pasted_passage_is_marked(take_in, reporter, desk, button, triage):
    take_in()
    answer = reporter.submit(READER, button, quote="her finest hour")
    assert answer.status_code == 303
    assert answer.location.endswith("/desk/documents/1#passage-1")
    assert marked(desk) == [(122, 137, "her finest hour", triage, "")]
    page = reporter.get(READER)
    assert stretches_of(page) == [(triage.replace("_", "-"), "1", "her finest hour")]
    assert 'href="#card-1"' in page.text
    assert 'id="card-1"' in page.text


def test_what_is_skipped_needs_a_reason(take_in, reporter, desk):
    take_in()
    answer = reporter.submit(READER, "Skip", quote=QUOTE)
    assert answer.status_code == 422
    assert errors_beside(answer, "reason") == "Say why it is skipped."
    assert f"{QUOTE}</textarea>" in answer.text
    assert '<details class="mark-by-hand" open>' in answer.text
    assert reporter.submit(answer, "Skip", reason="Nobody asserts it.").status_code == 303
    assert marked(desk) == [(24, 41, QUOTE, "skipped", "Nobody asserts it.")]
    assert "Nobody asserts it." in reporter.get(READER).text


def test_a_reason_that_was_typed_for_nothing_is_left_out(take_in, reporter, desk):
    take_in()
    reporter.submit(READER, "Opinion", quote=QUOTE, reason="typed, then thought better")
    assert marked(desk) == [(24, 41, QUOTE, "opinion", "")]


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        ("", "Select a passage in the text, or paste one here."),
        (" \n ", "Select a passage in the text, or paste one here."),
        ("never written", "This passage is not in the document."),
        ("Prices rose by a tenth", "This occurs 2 times in the document."),
        ("x" * 5_001, "This is 5,001 characters long; a passage has at most 5,000."),
        ("the\x00minister", "This passage is not in the document."),
        ("<script>alert(1)</script>", "This passage is not in the document."),
    ],
)
@pytest.mark.parametrize("button", ["Opinion", "Make a claim"])
def test_a_passage_that_is_not_there_is_told(take_in, reporter, desk, button, quote, message):
    take_in()
    answer = reporter.submit(READER, button, quote=quote)
    assert answer.status_code == 422
    assert message in errors_beside(answer, "quote")
    assert "<script>alert" not in answer.text
    if quote == "never written":
        assert "never written</textarea>" in answer.text
    assert marked(desk) == []


TWICE = "Prices rose by a tenth"
SECOND = TEXT.rindex(TWICE)


@pytest.mark.parametrize(
    ("place", "start"),
    [
        ({"start": SECOND}, SECOND),
        ({"start": SECOND - 1, "quote": f" {TWICE}\r\n"}, SECOND),
        ({"prefix": "said. "}, SECOND),
        ({"prefix": "minister said.\r\n\r\n“They will fall again,” she said. "}, SECOND),
        ({"suffix": " in Oslo"}, SECOND),
        ({"start": 0, "prefix": "said. "}, 0),
        ({"start": "x", "suffix": ", the"}, 0),
        ({"start": 10**30, "suffix": ", the"}, 0),
        ({"start": -1, "suffix": ", the"}, 0),
    ],
)
def test_the_place_tells_which_occurrence_is_meant(take_in, reporter, desk, place, start):
    take_in()
    sent = {"quote": TWICE, "triage": "opinion", **place}
    assert reporter.send(f"{READER}/passages", **sent).status_code == 303
    assert [row[0] for row in marked(desk)] == [start]


@pytest.mark.parametrize("triage", ["", "nonsense", "published", "TO_CHECK"])
def test_unknown_triage_is_refused(take_in, reporter, desk, triage):
    take_in()
    answer = reporter.send(f"{READER}/passages", quote=QUOTE, triage=triage)
    assert answer.status_code == 422
    assert "Choose one of: To check, Opinion, Prediction, Skipped." in answer.text
    assert marked(desk) == []


def test_a_passage_over_paragraphs_is_one(take_in, reporter, desk):
    take_in()
    reporter.submit(READER, "Opinion", quote="the minister said. “They will fall again,”")
    assert marked(desk)[0][2] == "the minister said.\n\n“They will fall again,”"
    assert [text for _, _, text in stretches_of(reporter.get(READER))] == [
        "the minister said.",
        "“They will fall again,”",
    ]


def test_overlapping_passages_stand_side_by_side(take_in, reporter, desk):
    take_in()
    for button, quote in (
        ("Opinion", "rose by a tenth, the minister said"),
        ("To check", "Prices rose by a tenth, the"),
        ("Prediction", "a tenth, the"),
    ):
        reporter.submit(READER, button, quote=quote)
    assert stretches_of(reporter.get(READER)) == [
        ("to-check", "2", "Prices "),
        ("to-check", "2 1", "rose by "),
        ("to-check", "2 1 3", "a tenth, the"),
        ("opinion", "1", " minister said"),
    ]


def test_every_passage_has_a_card_and_a_way_to_it_and_back(take_in, reporter):
    take_in()
    for quote in ("Prices rose by a tenth, the", "a tenth, the minister said", "finest", "her"):
        reporter.submit(READER, "To check", quote=quote)
    page = html5lib.parse(reporter.get(READER).text, namespaceHTMLElements=False)
    for number in range(1, 5):
        ids = [e.get("id") for e in elements(page)]
        links = [e.get("href") for e in elements(page, "a")]
        assert ids.count(f"card-{number}") == ids.count(f"passage-{number}") == 1
        assert f"#card-{number}" in links
        assert f"#passage-{number}" in links


def test_a_mark_is_changed_and_taken_away(take_in, reporter, desk):
    take_in()
    reporter.submit(READER, "Opinion", quote="her finest hour")
    reporter.submit(READER, "Prediction", quote="her finest hour")
    assert [row[3] for row in marked(desk)] == ["prediction"]
    page = reporter.get(READER)
    answer = reporter.submit(page, "Unmark passage 1")
    assert answer.status_code == 303
    assert answer.location.endswith("#p-115")
    assert marked(desk) == []
    again = reporter.submit(page, "Unmark passage 1")  # a second click
    assert again.status_code == 303
    assert 'id="p-115"' in reporter.get(READER).text


def test_a_mark_with_a_claim_stays(take_in, people, reporter, desk):
    take_in()
    make_claim(people, desk)
    assert "Unmark" not in reporter.get(READER).text
    answer = reporter.send(f"{READER}/passages/1/unmark")
    assert answer.status_code == 303
    assert "A claim was made of this passage, so its mark stays." in reporter.get(READER).text
    assert len(marked(desk)) == 1


def test_a_passage_of_another_document_is_not_unmarked(take_in, reporter, desk):
    take_in()
    take_in()
    reporter.submit("/desk/documents/2", "Opinion", quote=QUOTE)
    reporter.send(f"{READER}/passages/1/unmark")
    assert len(marked(desk)) == 1


def test_an_observer_marks_nothing(take_in, people, as_, desk):
    take_in()
    observer = as_(people.observer)
    sent = {"quote": QUOTE, "triage": "opinion"}
    assert observer.send(f"{READER}/passages", **sent).status_code == 403
    assert observer.get(f"{READER}/claims/new?start=0&end=6").status_code == 403
    with desk(people.observer) as person, pytest.raises(NotPermitted):
        passages.mark(person, queries.current_version(1), quote=QUOTE)


def test_marking_writes_an_event(take_in, reporter, desk):
    take_in()
    reporter.submit(READER, "Opinion", quote=QUOTE)
    reporter.submit(READER, "Opinion", quote=QUOTE)  # nothing changes: no second one
    with desk():
        verbs = db.session.scalars(sa.text("SELECT verb FROM events ORDER BY id")).all()
    assert verbs.count("passage.marked") == 1


@pytest.mark.parametrize(
    "text", [TEXT, ODD, f"{ODD}\n\n \t\n{ODD}", "\u2067שלום\u2069\tעמ", "a\x0cb"]
)
def test_the_page_holds_the_text_character_for_character(take_in, reporter, text):
    """So that a place in the page is a place in the text, whatever the browser has done to it."""
    take_in(text)
    lines = {}
    start = 0
    for line in text.split("\n"):
        lines[start] = line
        start += len(line) + 1
    for start, shown in paragraphs_of(reporter.get(READER)):
        line = lines.pop(start)
        assert len(shown) == len(line)
        assert "".join(a for a, b in zip(shown, line, strict=True) if a == b).strip()
    assert not "".join(lines.values()).strip()


def test_hostile_text_shows_harmlessly(take_in, reporter, desk):
    take_in(ODD)
    page = reporter.get(READER)
    for raw in ("\u202e", "\x07", "\ufffe", "<b>bold"):
        assert raw not in page.text
    assert 'aria-label="right-to-left override U+202E"' in page.text
    ((_, shown),) = paragraphs_of(page)
    reporter.send(f"{READER}/passages", quote=shown, start="0", triage="opinion")
    assert marked(desk) == [(0, len(ODD), ODD, "opinion", "")]
    page = reporter.get(READER)
    assert [text for _, _, text in stretches_of(page)] == [shown]
    reporter.get(f"{READER}/claims/new?start=0&end={len(ODD)}")


def test_the_text_has_the_language_and_direction_of_the_document(take_in, reporter):
    take_in("قال الوزير إن الأسعار ارتفعت.", language="ar", title="خبر")
    page = reporter.get(READER).text
    assert '<div class="reader-layout" lang="ar" dir="rtl">' in page
    assert '<h1 lang="ar" dir="auto">خبر</h1>' in page


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_reader_asks_a_fixed_number_of_questions(take_in, people, reporter, app, desk):
    take_in("\n".join(f"Sentence number {n}." for n in range(60)))
    asked = []
    engine = app.extensions["assay.engines"].writer
    sa.event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    reporter.get(READER)
    before = len(asked)
    with desk(people.reporter) as person:
        version = queries.current_version(1)
        for number in range(40):
            quote = Quote(version, f"Sentence number {number}.")
            claims.create(person, Wording(statement=f"It is {number}.", claimant="Her"), quote)
    asked.clear()
    reporter.get(READER)
    assert len(asked) == before
    asked.clear()
    reporter.get(f"{READER}/claims/new?start=0&end=17")
    assert len(asked) < 20


# Claims of passages


def make_claim(people, desk, statement="Prices rose by a tenth.", quote=QUOTE, claimant="Minister"):
    with desk(people.reporter) as reporter:
        version = queries.current_version(1)
        wording = Wording(statement=statement, claimant=claimant)
        return claims.create(reporter, wording, Quote(version, quote)).id


def test_a_claim_is_made_of_a_passage(take_in, reporter, desk):
    take_in(published_on="2006-03-28", publisher="The Paper", language="en")
    form = reporter.get(reporter.submit(READER, "Make a claim", quote=QUOTE).location)
    assert marked(desk) == []
    assert f"{QUOTE}</textarea>" in form.text
    assert 'value="2006-03-28"' in form.text
    answer = reporter.submit(
        form,
        "Add the claim",
        statement="Prices rose by a tenth.",
        claimant="The minister",
        claimant_kind="person",
        claimant_description="of finance",
        subject="The government",
        subject_kind="organization",
        as_reported_by="The Paper",
        claimed_on="2006-03",
        claimed_on_inferred="y",
        claimed_in="Oslo",
        topics="Prices, Economy",
        kind="quick",
    )
    assert answer.status_code == 303
    assert answer.location == "/desk/claims/1"
    assert marked(desk) == [(24, 41, QUOTE, "to_check", "")]
    with desk():
        claim = db.session.get(Claim, 1)
        assert claim.statement == "Prices rose by a tenth."
        assert (claim.claimant.name, claim.claimant.description) == ("The minister", "of finance")
        assert (claim.subject.name, str(claim.subject.kind)) == ("The government", "organization")
        assert (claim.claimed_on.isoformat(), str(claim.claimed_on_precision)) == (
            "2006-03-01",
            "month",
        )
        assert claim.claimed_on_inferred
        assert [topic.name for topic in claim.topics] == ["Economy", "Prices"]
        assert (str(claim.kind), claim.claimed_in, claim.as_reported_by) == (
            "quick",
            "Oslo",
            "The Paper",
        )
    page = reporter.get(READER).text
    assert 'href="/desk/claims/1"' in page
    assert "Prices rose by a tenth." in page
    assert '<td class="number" data-label="Claims">1</td>' in reporter.get("/desk/documents").text


def test_a_long_passage_is_not_put_into_the_statement(take_in, reporter):
    take_in("Word " * 60 + "end.")
    form = reporter.get(f"{READER}/claims/new?start=0&end=303")
    assert 'data-words="Word Word' in form.text
    assert re.search(r'<textarea[^>]*name="statement"[^>]*>\s*</textarea>', form.text)


def test_a_statement_begun_from_a_passage_has_no_characters_that_it_cannot_keep(take_in, reporter):
    take_in(ODD)
    form = reporter.get(f"{READER}/claims/new?start=0&end={len(ODD)}")
    answer = reporter.submit(form, "Add the claim", claimant="Somebody")
    assert answer.status_code == 303


def test_the_words_of_a_passage_may_stand_in_the_address(take_in, reporter):
    take_in()
    query = urlencode({"quote": "Prices rose by a tenth", "prefix": "said. "})
    answer = reporter.get(f"{READER}/claims/new?{query}")
    assert answer.status_code == 302
    assert answer.location.endswith(f"start={SECOND}&end={SECOND + len(TWICE)}")
    lost = reporter.get(f"{READER}/claims/new?quote=never+written")
    assert lost.status_code == 422
    assert "never written</textarea>" in lost.text


@pytest.mark.parametrize(
    "query",
    [
        *("", "start=0", "start=5&end=5", "start=9&end=3", "start=0&end=9999", "start=42&end=44"),
        *("start=a&end=b", "start=-1&end=5", f"start=0&end={10**40}"),
    ],
)
def test_an_address_without_a_passage_leads_to_the_text(take_in, reporter, query):
    take_in()
    answer = reporter.get(f"{READER}/claims/new?{query}")
    assert answer.status_code == 422
    assert errors_beside(answer, "quote")


def test_claims_that_say_the_same_are_offered_first(take_in, people, reporter, desk):
    take_in()
    make_claim(people, desk, "Prices rose by a tenth.", "Prices rose by a tenth, the minister said")
    with desk(people.reporter) as person:
        claims.create(person, Wording(statement="Prices rose in Oslo, too.", claimant="She"))
        claims.create(person, Wording(statement="The moon is made of cheese.", claimant="He"))
    overlapping = reporter.get(f"{READER}/claims/new?start=24&end=41").text
    assert "Claims made of these words" in overlapping
    assert 'href="/desk/claims/1"' in overlapping
    similar = reporter.get(f"{READER}/claims/new?start={SECOND}&end={SECOND + 35}").text
    assert "Claims made of these words" not in similar
    assert "Claims already on file that say the same" in similar
    assert 'href="/desk/claims/2"' in similar
    assert 'href="/desk/claims/3"' not in similar


def test_a_published_check_shows_in_the_text_and_on_its_card(take_in, people, reporter, desk):
    document_id = take_in()
    published_claim(desk, people, document_id=document_id, quote=QUOTE, rating="false")
    reporter.submit(READER, "Opinion", quote="tenth, the minister said.")
    page = reporter.get(READER)
    assert stretches_of(page) == [
        ("opinion", "2", "tenth, "),
        ("published", "2 1", QUOTE),
        ("opinion", "2", "."),
    ]
    card = re.search(r'<article class="margin-card" id="card-1".*?</article>', page.text, re.S)[0]
    assert '<span class="rating-word">False</span>' in card
    assert "Done" in card
    assert "Mayor Example" in card


def test_two_claims_of_one_passage_share_a_card(take_in, people, reporter, desk):
    take_in()
    make_claim(people, desk, "Prices rose.")
    make_claim(people, desk, "They rose by a tenth.")
    page = reporter.get(READER).text
    assert page.count('class="margin-card"') == 1
    assert 'href="/desk/claims/1"' in page
    assert 'href="/desk/claims/2"' in page


def test_claimants_and_topics_on_file_are_offered(take_in, people, reporter, desk):
    take_in()
    with desk(people.reporter) as person:
        wording = Wording(statement="Something.", claimant="عمر", topics="<b>War</b>, Peace")
        claims.create(person, wording)
    form = reporter.get(f"{READER}/claims/new?start=0&end=6").text
    assert '<option value="عمر">' in form
    assert "&lt;b&gt;War&lt;/b&gt;" in form


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("statement", "", "State what is asserted, in one sentence."),
        ("statement", "x" * 100_000, "This is 100,000 characters long; at most 1,000 fit here."),
        ("statement", "a\x00b", "Character 2 is a control character (U+0000)"),
        ("statement", "a\u202eb", "changes the text direction"),
        ("claimant", "", "Say who asserts it."),
        ("claimant", "x" * 201, "at most 200 fit here"),
        ("claimant_kind", "robot", "Choose one of: Person"),
        ("subject", "\u2067open", "opened and not closed"),
        ("as_reported_by", "x" * 201, "at most 200 fit here"),
        ("claimed_on", "2006-02-31", "that month has 28 days"),
        ("claimed_on", "31.2.2006", "Write a date as 2006-03-28"),
        ("claimed_in", "\x07", "control character (U+0007)"),
        ("topics", ", ".join(f"topic {n}" for n in range(11)), "At most 10 topics fit"),
        ("topics", "x" * 81, "at most 80 fit here"),
        ("headline", "x" * 301, "at most 300 fit here"),
        ("language", "klingon!", "Give a language code"),
        ("kind", "slow", "Choose one of: Quick, Full."),
        ("medium", "smell", "Choose one of: Text"),
    ],
)
def test_a_refused_claim_loses_nothing(take_in, reporter, desk, field, value, message):
    take_in()
    typed = {
        "statement": "Typed statement",
        "claimant": "Typed claimant",
        "subject": "Typed subject",
        "as_reported_by": "Typed reporter",
        "claimed_on": "2006",
        "claimed_in": "Typed place",
        "topics": "Typed topic",
        "headline": "Typed headline",
    }
    sent = {**typed, field: value}
    answer = reporter.submit(f"{READER}/claims/new?start=0&end=6", "Add the claim", **sent)
    assert answer.status_code == 422
    assert message in errors_beside(answer, field)
    for name in set(typed) - {field}:
        assert typed[name] in answer.text
    if field == "statement" and len(value) > 1:
        assert value.replace("\x00", "\u2400").replace("\u202e", "\u2426") in answer.text
    assert claims_on_file(desk) == 0
    assert marked(desk) == []
    with desk():
        assert db.session.scalars(sa.select(Topic)).all() == []


SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    "field", ["statement", "headline", "claimant", "claimant_description", "subject", "topics",
              "as_reported_by", "claimed_in", "claimed_on", "language"]
)  # fmt: skip
def test_html_in_a_claim_is_shown_as_text(take_in, reporter, field):
    take_in()
    sent = {"statement": "S", "claimant": "C", field: SCRIPT}
    answer = reporter.submit(f"{READER}/claims/new?start=0&end=6", "Add the claim", **sent)
    pages = [answer] if answer.status_code == 422 else []
    pages += [reporter.get(READER), reporter.get(f"{READER}/claims/new?start=0&end=6")]
    for page in pages:
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


@pytest.mark.parametrize("address", ["/passages", "/claims/new?start=0&end=6"])
def test_bytes_that_are_no_text_do_no_harm(take_in, reporter, address):
    take_in()
    token = re.search(
        r'name="csrf_token"[^>]*value="([^"]+)"', reporter.get("/desk/documents/new").text
    )
    answer = reporter.post(
        READER + address,
        data=b"csrf_token=" + token[1].encode() + b"&quote=%ff%fe&statement=%ff&claimant=%c3%28"
        b"&start=%ff&triage=%00",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code in (303, 422)


def test_triage_of_a_passage_is_one_of_the_words(desk):
    assert [word.value for word in Triage] == ["to_check", "opinion", "prediction", "skipped"]
