"""What readers see: the check in each of its states, the lists, and what caches may keep."""

import pytest
from flask import template_rendered

from models.public import PublicState
from models.verdict import CorrectionKind
from operations import claimants, verdicts
from operations.sources import Evidence, SourceFacts
from queries import public
from tests.support.newsroom import (
    add_document,
    corrected,
    open_newsroom,
    published_claim,
    record_of,
    set_public_state,
)
from tests.support.pages import text_of
from tests.support.reading import heading, links, meta, texts, with_class, words
from tests.support.statements import statements

SPEECH = (
    "It was long ago that all of this began.\n"
    "I told the council last night that the bridge cost two million and not a cent more than that, "
    "whatever they say.\nGood night."
)


def evidence(stance, title, **facts):
    return Evidence(stance=stance, finding=f"{title} shows it."), SourceFacts(title=title, **facts)


# The check


def test_check_says_who_said_what_where_and_when(client, desk, people):
    claim = published_claim(
        desk,
        people,
        claimed_on="2006-03",
        claimed_on_inferred=True,
        claimed_in="a radio interview",
        subject="The City",
        subject_kind="organization",
        as_reported_by="The Gazette",
    )
    page = client.get(claim.path)
    assert page.status_code == 200
    assert text_of(heading(page)) == "The bridge cost two million."
    assert texts(page, "speaker-line") == [
        "Said by Mayor Example, Mayor of Exampleton, in a radio interview, March 2006 (inferred)"
    ]
    assert "About The City" in words(page)
    assert "As reported by The Gazette" in words(page)
    assert "/claimants/mayor-example" in links(page)
    assert "/topics/bridges" in links(page)


def test_check_shows_its_verdict_and_why(client, desk, people):
    claim = published_claim(desk, people, rating="half-true", explanation="Read **this** <b>x</b>.")
    page = client.get(claim.path)
    assert texts(page, "verdict") == ["Our verdict: Half true The accounts bear it out."]
    assert "<strong>this</strong>" in page.text
    assert "<b>" not in page.text
    assert "Checked" in texts(page, "byline")[0]
    assert "Updated" not in texts(page, "byline")[0]


def test_quotation_marks_stand_only_around_what_was_said_word_for_word(client, desk, people):
    speech = add_document(desk, people, SPEECH)
    said = "the bridge cost two million"
    verbatim = published_claim(desk, people, statement=said, document_id=speech, quote=said)
    reworded = published_claim(desk, people, document_id=speech, quote="not a cent more")
    assert heading(client.get(verbatim.path)).find("q") is not None
    assert heading(client.get(reworded.path)).find("q") is None


def test_check_shows_the_quote_in_its_context(client, desk, people):
    speech = add_document(desk, people, SPEECH, publisher="City Radio", published_on="2006-03")
    quote = "the bridge cost two million"
    page = client.get(published_claim(desk, people, document_id=speech, quote=quote).path)
    assert texts(page, "said") == [
        "… the council last night that the bridge cost two million and not a cent more than that, "
        "… A speech, City Radio, March 2006"
    ]
    assert text_of(with_class(page, "said")[0].find(".//mark")) == quote
    assert any(address.startswith("/documents/") for address in links(page))


def test_evidence_stands_by_stance_with_counts(client, desk, people):
    claim = published_claim(
        desk,
        people,
        evidence=[
            evidence("context", "Map", tier="primary"),
            evidence("contradicts", "Ledger", original_url="https://ledger.example/1"),
            evidence("supports", "Minutes", published_on="2006-03"),
            evidence("contradicts", "Audit", read_at="https://copy.example/a", read_as="a copy"),
        ],
    )
    page = client.get(claim.path)
    assert texts(page, "evidence-stance") == ["Supports 1", "Contradicts 2", "Context 1"]
    assert texts(page, "evidence-tally") == ["1 supports · 2 contradict · 1 context"]
    assert "Minutes, March 2006" in words(page)
    assert "Read at copy.example (a copy)" in words(page)
    assert "https://ledger.example/1" in links(page)


def test_public_notes_are_shown(client, desk, people):
    claim = published_claim(desk, people, public_note="The mayor did not answer.")
    assert "The mayor did not answer." in words(client.get(claim.path))


def test_correction_stands_before_the_verdict_and_in_the_history(client, desk, people):
    claim = published_claim(desk, people, rating="true")
    claim = corrected(desk, people, claim, rating="half-true", reason="We misread the accounts.")
    page = client.get(claim.path)
    assert texts(page, "correction-band")[0].startswith("Change of verdict,")
    assert "We misread the accounts." in texts(page, "correction-band")[0]
    body = page.text
    assert body.index("correction-band") < body.index('class="verdict ')
    newest, first = texts(page, "history-item")
    assert "Change of verdict: rated Half true, before that True." in newest
    assert "We misread the accounts." in newest
    assert "Published, rated True." in first
    assert "Updated" in texts(page, "byline")[0]


def test_minor_fix_does_not_hide_a_change_of_verdict(client, desk, people):
    claim = published_claim(desk, people)
    corrected(desk, people, claim, rating="false", reason="The accounts were forged.")
    corrected(desk, people, claim, rating="false", correction="minor_fix", reason="A typo.")
    page = client.get(claim.path)
    assert "The accounts were forged." in texts(page, "correction-band")[0]
    assert len(texts(page, "history-item")) == 3


def test_arabic_claim_runs_from_right_to_left(client, desk, people):
    statement = "كلف الجسر مليونين."
    claim = published_claim(desk, people, statement=statement, language="ar", claimant="العمدة")
    page = client.get(claim.path)
    assert (heading(page).get("lang"), heading(page).get("dir")) == ("ar", "rtl")
    assert text_of(heading(page)) == statement
    assert client.get("/claims/" + claim.public_id).headers["Location"].isascii()
    item = with_class(client.get("/"), "check-item-claim")[0]
    assert (item.get("lang"), item.get("dir")) == ("ar", "rtl")


def test_check_tells_machines_what_it_is(client, desk, people):
    page = client.get(published_claim(desk, people, headline="Did the bridge cost so much?").path)
    canonical = "http://localhost" + page.request.path
    assert f'<link rel="canonical" href="{canonical}">' in page.text
    assert "<title>Did the bridge cost so much? · The Example</title>" in page.text
    assert meta(page, "description") == "True: The accounts bear it out."
    assert meta(page, "og:url") == canonical
    assert meta(page, "og:title") == "Did the bridge cost so much?"
    assert meta(page, "og:type") == "article"
    assert meta(page, "og:site_name") == "The Example"


def test_embed_code_is_text_to_copy(client, desk, people):
    claim = published_claim(desk, people, statement='He said "two" & <three>.')
    page = client.get(claim.path)
    (code,) = texts(page, "embed-code")
    assert f'<iframe src="http://localhost/embed/claims/{claim.public_id}"' in code
    assert "He said &#34;two&#34; &amp; &lt;three&gt;." in code
    assert f'<a href="http://localhost{claim.path}">' in code
    assert "<iframe" not in page.text


@pytest.mark.parametrize("wrong", ["", "/something-else", "/THE-BRIDGE-COST-TWO-MILLION"])
def test_any_other_slug_leads_to_the_right_address(client, desk, people, wrong):
    claim = published_claim(desk, people)
    answer = client.get(f"/claims/{claim.public_id}{wrong}")
    assert (answer.status_code, answer.headers["Location"]) == (301, claim.path)
    assert "max-age=30" in answer.headers["Cache-Control"]  # not for good: slugs can change back


@pytest.mark.parametrize(
    "address",
    [
        "/claims/0000000000/a",
        "/claims/0000000000",
        "/claims/short/a",
        "/claims/%00%00%00%00%00%00%00%00%00%00/a",
        "/claimants/nobody",
        "/claimants/a%00b",
        "/topics/nothing",
        "/topics/%F0%9F%8C%89",
        "/documents/0000000000",
        "/?before=0000000000",
        "/?before=%00",
        "/?before=",
        "/dashboard/verdicts.csv?table=everything",
    ],
)
def test_unknown_addresses_are_not_found(client, desk, address):
    open_newsroom(desk)
    assert client.get(address).status_code == 404


# Its other states, made by rows until operations make them


@pytest.mark.parametrize("state", [PublicState.UNDER_REVIEW, PublicState.RETRACTED])
def test_check_that_does_not_stand_shows_no_rating(client, desk, people, state):
    claim = published_claim(desk, people, statement="The bridge is long.")
    set_public_state(desk, claim, state, "The accounts may be forged.")
    page = client.get(claim.path)
    assert page.status_code == 200
    assert text_of(heading(page)) == "The bridge is long."
    (band,) = texts(page, "correction-band")
    assert band.startswith(state.label)
    assert "The accounts may be forged." in band
    assert with_class(page, "verdict") == with_class(page, "rating-mark") == []
    assert "We read the accounts" not in words(page)
    assert "ld+json" not in page.text
    assert "<iframe" not in page.text
    assert meta(page, "description") == f"{state.label}: The accounts may be forged."
    front = client.get("/")
    assert state.label in texts(front, "check-item")[0]
    assert with_class(front, "rating-mark") == []


def test_check_that_was_taken_down_says_why_and_nothing_else(client, desk, people):
    claim = published_claim(desk, people, statement="Something defamatory.")
    set_public_state(desk, claim, PublicState.TAKEN_DOWN, "A court has ordered it.")
    for address in (claim.path, f"/claims/{claim.public_id}"):
        page = client.get(address)
        assert page.status_code == 410
        assert "A court has ordered it." in words(page)
        assert "defamatory" not in page.text
        assert "ETag" not in page.headers
    for address in ("/", "/topics/bridges", "/search?q=defamatory"):
        assert with_class(client.get(address), "check-item") == []


def test_merged_check_leads_to_the_other_one(client, desk, people):
    kept = published_claim(desk, people)
    merged = published_claim(desk, people, statement="Two million for a bridge.")
    set_public_state(desk, merged, PublicState.REDIRECTED, "", redirected_to=kept.public_id)
    answer = client.get(merged.path)
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"/claims/{kept.public_id}"
    assert len(with_class(client.get("/"), "check-item")) == 1


# Lists


def test_front_page_before_the_first_check(client, desk):
    open_newsroom(desk)
    assert "No check is published yet" in words(client.get("/"))


def test_front_page_of_a_store_without_settings(client):
    assert client.get("/").status_code == 200


def test_front_page_has_the_latest_checks_first(client, desk, people):
    published_claim(desk, people, statement="First.")
    published_claim(desk, people, statement="Second.", rating="false")
    first, _ = texts(client.get("/"), "check-item")
    assert first.startswith("False Second. Said by Mayor Example, 28 March 2006")
    assert "Checked" in first


def test_pages_of_a_list_hold_every_check_once(client, desk, people, monkeypatch):
    monkeypatch.setattr(public, "PAGE", 2)
    for number in range(5):
        published_claim(desk, people, statement=f"Statement {number}.")
    for start in ("/", "/topics/bridges", "/claimants/mayor-example"):
        found, address = [], start
        while address:
            page = client.get(address)
            found += texts(page, "check-item-claim")
            address = next((a.get("href") for a in with_class(page, "pager-next")), None)
        assert found == [f"Statement {number}." for number in reversed(range(5))]


def test_claimant_page_counts_with_the_denominator(client, desk, people):
    published_claim(desk, people, rating="true")
    published_claim(desk, people, rating="false", statement="It is long.")
    page = client.get("/claimants/mayor-example")
    assert text_of(heading(page)) == "Mayor Example"
    assert texts(page, "lede") == ["Mayor of Exampleton"]
    assert texts(page, "bar-value") == ["1 of 2", "0 of 2", "0 of 2", "0 of 2", "1 of 2", "0 of 2"]
    assert "2 checks" in texts(page, "chart-basis")[0]
    assert "%" not in words(page)


@pytest.mark.parametrize("kind", ["group", "unnamed"])
def test_groups_and_the_unnamed_have_no_page(client, desk, people, kind):
    claim = published_claim(desk, people, claimant="Some Officials", claimant_kind=kind)
    assert client.get("/claimants/some-officials").status_code == 404
    page = client.get(claim.path)
    assert "Said by Some Officials" in words(page)
    assert not any(address.startswith("/claimants") for address in links(page))


def test_a_person_of_whom_nothing_is_checked_has_no_page(client, desk, people):
    claim = published_claim(desk, people, subject="The Subject", subject_kind="person")
    assert client.get("/claimants/the-subject").status_code == 404
    set_public_state(desk, claim, PublicState.TAKEN_DOWN, "A court has ordered it.")
    assert client.get("/claimants/mayor-example").status_code == 404


def test_a_person_who_becomes_a_group_loses_the_page(client, desk, people):
    claim = published_claim(desk, people, claimant="The Party", claimant_kind="organization")
    assert client.get("/claimants/the-party").status_code == 200
    with desk(people.reporter) as reporter:
        party = record_of(claim.id).claimant
        claimants.edit(reporter, party, party.revision, name="The Party", kind="group")
    with desk(people.editor) as editor:
        verdicts.publish_changes(
            editor, record_of(claim.id), correction="minor_fix", reason="It is no organization."
        )
    assert client.get("/claimants/the-party").status_code == 404
    assert "/claimants/the-party" not in links(client.get(claim.path))


def test_topic_page(client, desk, people):
    published_claim(desk, people, topics="Bridges, Budget")
    published_claim(desk, people, statement="It is long.", topics="Budget")
    page = client.get("/topics/budget")
    assert text_of(heading(page)) == "Budget"
    assert len(texts(page, "check-item")) == 2
    assert len(texts(client.get("/topics/bridges"), "check-item")) == 1


def test_document_page_shows_passages_and_no_more_of_the_text(client, desk, people):
    speech = add_document(
        desk, people, SPEECH, author="M. Example", url="https://radio.example/speech"
    )
    published_claim(desk, people, document_id=speech, quote="not a cent more")
    claim = published_claim(
        desk, people, document_id=speech, quote="the bridge cost two million", rating="false"
    )
    address = next(a for a in links(client.get(claim.path)) if a.startswith("/documents/"))
    page = client.get(address)
    assert text_of(heading(page)) == "A speech"
    assert texts(page, "facts") == ["ByM. ExampleOriginalradio.example"]
    first, second = texts(page, "context-passage")
    assert first.startswith("… the council last night that the bridge cost two million and not a")
    assert "False The bridge cost two million." in first
    assert "not a cent more" in second
    assert "long ago" not in page.text
    assert "Good night" not in page.text


def test_licensed_document_is_shown_whole_with_its_passages_marked(client, desk, people):
    speech = add_document(desk, people, SPEECH, licensed=True)
    quote = "the bridge cost two million"
    claim = published_claim(desk, people, document_id=speech, quote=quote)
    address = next(a for a in links(client.get(claim.path)) if a.startswith("/documents/"))
    (text,) = with_class(client.get(address), "whole-text")
    assert text_of(text) == " ".join(SPEECH.split())
    assert [text_of(mark) for mark in text.iter("mark")] == [quote]


def test_two_claims_of_one_passage_stand_under_it_together(client, desk, people):
    speech = add_document(desk, people, SPEECH)
    quote = "the bridge cost two million"
    published_claim(desk, people, document_id=speech, quote=quote)
    claim = published_claim(desk, people, statement="It was dear.", document_id=speech, quote=quote)
    address = next(a for a in links(client.get(claim.path)) if a.startswith("/documents/"))
    assert len(texts(client.get(address), "context-passage")) == 1
    assert len(texts(client.get(address), "check-item")) == 2


def test_methodology_comes_from_the_published_settings(client, desk):
    open_newsroom(desk)
    page = client.get("/methodology")
    assert "Contradicted by the evidence." in words(page)
    blocking, warning = texts(page, "rules")
    assert "At least one source" in blocking
    assert "Two independent sources" in warning
    assert "Retraction" in words(page)


def test_every_kind_of_correction_is_explained(client, desk):
    open_newsroom(desk)
    page = client.get("/methodology").text
    assert all(f"<dt>{kind.label}</dt><dd>" in page for kind in CorrectionKind)
    assert "<dd></dd>" not in page


def test_texts_of_people_are_never_markup(client, desk, people):
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    speech = add_document(desk, people, f"It says {hostile} here.", title=hostile, author=hostile)
    claim = published_claim(
        desk,
        people,
        statement=hostile,
        headline=hostile,
        claimant=hostile,
        claimant_description=hostile,
        topics=hostile,
        subject=f"{hostile} 2",
        as_reported_by=hostile,
        claimed_in=hostile,
        summary=hostile,
        explanation=f"{hostile} [x](javascript:alert(1))",
        public_note=hostile,
        evidence=[evidence("supports", hostile, publisher=hostile, read_as=hostile)],
        document_id=speech,
        quote=hostile,
    )
    page = client.get(claim.path)
    for address in ("/", f"/search?q={hostile}", "/dashboard", *links(page)):
        if address.startswith("/") and not address.startswith("/static"):
            text = client.get(address).text
            assert "<img" not in text
            assert "<script>alert" not in text
            assert 'href="javascript' not in text


# What caches keep


def addresses(claim):
    return [
        "/",
        claim.path,
        "/search?q=bridge",
        "/claimants/mayor-example",
        "/topics/bridges",
        "/dashboard",
        "/dashboard/verdicts.csv",
        "/methodology",
        "/robots.txt",
        f"/embed/claims/{claim.public_id}",
    ]


def test_unchanged_pages_are_not_rendered_again(app, client, desk, people):
    claim = published_claim(desk, people)
    rendered = []
    for address in addresses(claim):
        page = client.get(address)
        assert page.headers["Cache-Control"] == (
            "public, max-age=30, stale-while-revalidate=30, stale-if-error=86400"
        )
        with template_rendered.connected_to(lambda *a, **k: rendered.append(k), app):
            again = client.get(address, headers={"If-None-Match": f"W/{page.headers['ETag']}"})
        assert (again.status_code, again.data, rendered) == (304, b"", [])
        assert again.headers["ETag"] == page.headers["ETag"]


def test_a_correction_changes_every_tag_at_once(client, desk, people):
    claim = published_claim(desk, people)
    changing = [a for a in addresses(claim) if a not in ("/methodology", "/robots.txt")]
    changing.remove("/dashboard/verdicts.csv")
    before = {address: client.get(address).headers["ETag"] for address in changing}
    corrected(desk, people, claim, rating="false")
    for address, tag in before.items():
        answer = client.get(address, headers={"If-None-Match": tag})
        assert answer.status_code == 200, address
        assert answer.headers["ETag"] != tag


def test_new_settings_change_the_tags(client, desk, people):
    claim = published_claim(desk, people)
    tag = client.get(claim.path).headers["ETag"]
    open_newsroom(desk, is_demo=True)
    assert client.get(claim.path, headers={"If-None-Match": tag}).status_code == 200


def test_a_page_costs_few_statements_however_much_it_shows(app, client, desk, people):
    speech = add_document(desk, people, SPEECH)
    for number in range(3):
        claim = published_claim(
            desk,
            people,
            statement=f"Statement {number} about a bridge.",
            document_id=speech,
            quote="the bridge cost two million",
        )
    document = next(a for a in links(client.get(claim.path)) if a.startswith("/documents/"))
    most = {  # the settings are one of them
        "/": 2,
        claim.path: 3,
        "/search?q=bridge": 3,
        "/claimants/mayor-example": 4,
        "/topics/bridges": 4,
        document: 3,
        "/dashboard": 4,
        "/methodology": 1,
        f"/embed/claims/{claim.public_id}": 2,
    }
    for address, number in most.items():
        with statements(app) as sent:
            client.get(address)
        assert len(sent) == number, (address, sent)
    tag = client.get(claim.path).headers["ETag"]
    with statements(app) as sent:
        client.get(claim.path, headers={"If-None-Match": tag})
    assert len(sent) == 2


# Robots and the demo


def test_robots_read_everything_but_the_desk(client, desk):
    open_newsroom(desk)
    answer = client.get("/robots.txt")
    assert answer.text == "User-agent: *\nDisallow: /desk\n"
    assert answer.mimetype == "text/plain"
    assert "X-Robots-Tag" not in answer.headers


def test_a_demo_asks_not_to_be_indexed_everywhere(client, desk, people):
    open_newsroom(desk, is_demo=True)
    claim = published_claim(desk, people)
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /desk\n"
    missing = ["/claims/0000000000", "/embed/claims/none", f"/claims/{claim.public_id}"]
    for address in [*addresses(claim), *missing]:
        page = client.get(address)
        assert page.headers["X-Robots-Tag"] == "noindex", address
        if page.mimetype == "text/html" and page.status_code != 301:
            assert meta(page, "robots") == "noindex", address
        if page.status_code == 200 and page.mimetype == "text/html" and "embed" not in address:
            assert "This is a demo about real people and events" in words(page)
