"""The list of claims: narrowed, searched, paged while rows change, and the same cost for many."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from models.base import db
from models.claim import Claim, Stage
from models.user import Role
from operations import claims, handling, notes, sources, verdicts
from operations import people as people_operations
from operations.claims import Wording
from operations.sources import Evidence, SourceFacts
from queries import claim_list, scales
from queries.claim_list import Filters, Place
from tests.support.newsroom import open_newsroom, published_claim, record_of
from tests.support.statements import statements

LIST = "/desk/claims"


def put(desk, person, *statements_, claimant="Mayor Example", **wording):
    """Claims with these statements, put on file by a person; their ids."""
    with desk(person) as actor:
        return [
            claims.create(actor, Wording(statement=each, claimant=claimant, **wording)).id
            for each in statements_
        ]


def take(desk, person, *claim_ids):
    with desk(person) as actor:
        for claim_id in claim_ids:
            handling.take(actor, record_of(claim_id))


def dated(desk, ids, start=datetime(2026, 1, 1, tzinfo=UTC)):
    """Give claims the same age in days as their place in the list: the first is the oldest."""
    with desk():
        db.writing()
        for days, claim_id in enumerate(ids):
            at = start + timedelta(days=days)
            db.session.execute(update(Claim).where(Claim.id == claim_id).values(updated_at=at))


def listed(answer):
    """The statements in the list, in order."""
    return re.findall(r'<a class="two-lines" [^>]*>([^<]*)</a>', answer.text)


def link(answer, text):
    """The address that a link of this text leads to."""
    found = re.search(rf'href="([^"]*)"[^>]*>{text}\b', answer.text)
    return found and found[1].replace("&amp;", "&")


def test_what_changed_last_stands_first(people, desk, as_):
    first, *_ = put(desk, people.reporter, "The first.", "The second.", "The third.")
    take(desk, people.reporter, first)
    answer = as_(people.observer).get(LIST)
    assert listed(answer) == ["The first.", "The third.", "The second."]


def test_evidence_notes_and_drafts_are_changes_of_a_claim(people, desk, as_):
    open_newsroom(desk)
    ids = put(desk, people.reporter, "One.", "Two.", "Three.", "Four.")
    shown = Evidence(stance="supports", finding="So it says.")
    with desk(people.reporter) as reporter:
        sources.cite(reporter, record_of(ids[0]), shown, facts=SourceFacts(title="Log"))
        notes.add(reporter, record_of(ids[1]), body="Look again.")
        verdicts.draft(reporter, record_of(ids[2]), 0, rating_id=None, summary="So it is.")
    assert listed(as_(people.observer).get(LIST)) == ["Three.", "Two.", "One.", "Four."]


def test_a_row_tells_claimant_rating_stage_owner_and_age(people, desk, as_):
    published_claim(desk, people, statement="The bridge cost two million.", rating="half-true")
    row = as_(people.observer).get(LIST).text.split("<tbody>")[1]
    for told in (
        "The bridge cost two million.",
        "Mayor Example",
        "Half true",
        "Done",
        "Rami Reporter",
        "now",
    ):
        assert told in row
    assert "draft" not in row


def test_a_draft_rating_says_that_it_is_one(people, desk, as_):
    open_newsroom(desk)
    (claim_id,) = put(desk, people.reporter, "A claim.")
    take(desk, people.reporter, claim_id)
    client = as_(people.reporter)
    with desk(people.reporter) as reporter:
        verdicts.draft(reporter, record_of(claim_id), 0, rating_id=scales.offered()[0].id)
    assert re.search(r"True</span></span> <span class=\"list-sub\">draft", client.get(LIST).text)


@pytest.fixture
def mixed(people, desk):
    """Four claims that differ in stage, owner, claimant, topic and words."""
    mayor = put(desk, people.reporter, "The bridge cost two million.", topics="Bridges, Money")
    rival = put(desk, people.reporter, "The tunnel is closed.", claimant="Rival", topics="Tunnels")
    taken = put(desk, people.reporter, "Both bridges are safe.", claimant="Rival", topics="Bridges")
    other = put(desk, people.second_reporter, "Rents doubled.", claimant="Émile Étienne")
    take(desk, people.reporter, *taken)
    take(desk, people.second_reporter, *other)
    return {"mayor": mayor[0], "rival": rival[0], "taken": taken[0], "other": other[0]}


BRIDGE, TUNNEL, SAFE, RENTS = (
    "The bridge cost two million.",
    "The tunnel is closed.",
    "Both bridges are safe.",
    "Rents doubled.",
)


def test_filters_narrow_the_list(mixed, people, as_):
    client = as_(people.reporter)
    for asked, expected in (
        ("", {BRIDGE, TUNNEL, SAFE, RENTS}),
        ("stage=new", {BRIDGE, TUNNEL}),
        ("stage=researching", {SAFE, RENTS}),
        ("stage=closed", set()),
        ("owner=me", {SAFE}),
        ("owner=none", {BRIDGE, TUNNEL}),
        ("q=bridge", {BRIDGE, SAFE}),
        ("q=BRIDGES+safe", {SAFE}),
        ("q=etienne", {RENTS}),
        ("q=rival", {TUNNEL, SAFE}),
        ("q=nothing+like+it", set()),
        ("stage=new&q=bridge", {BRIDGE}),
        ("stage=new&owner=me", set()),
        ("stage=new&stage=closed", {BRIDGE, TUNNEL}),
    ):
        answer = client.get(f"{LIST}?{asked}")
        assert (asked, answer.status_code, set(listed(answer))) == (asked, 200, expected)


def test_owners_claimants_and_topics_are_chosen_by_their_number(mixed, people, desk, as_):
    with desk():
        rival = record_of(mixed["rival"])
        claimant, topic = rival.claimant_id, rival.topics[0].id
    client = as_(people.observer)
    assert set(listed(client.get(f"{LIST}?claimant={claimant}"))) == {TUNNEL, SAFE}
    assert set(listed(client.get(f"{LIST}?topic={topic}"))) == {TUNNEL}
    assert set(listed(client.get(f"{LIST}?owner={people.second_reporter.id}"))) == {RENTS}


def test_the_form_keeps_what_was_chosen(mixed, people, as_):
    client = as_(people.reporter)
    answer = client.submit(f"{LIST}?stage=new", "Show", q="bridge")
    assert set(listed(answer)) == {BRIDGE}
    assert 'value="bridge"' in answer.text
    assert listed(client.submit(answer, "Show", owner="me")) == []


def test_stages_lead_to_the_same_list_in_each_stage_with_counts(mixed, people, as_):
    client = as_(people.reporter)
    answer = client.get(f"{LIST}?q=bridge")
    counted = re.findall(r">([A-Z][\w ]*) <span class=\"count\">(\d+)<", answer.text)
    assert counted == [
        ("All", "2"),
        ("New", "1"),
        ("Researching", "1"),
        ("In review", "0"),
        ("Done", "0"),
        ("Closed", "0"),
    ]
    address = link(answer, "New")
    assert address == f"{LIST}?q=bridge&stage=new"
    assert listed(client.get(address)) == [BRIDGE]
    assert link(client.get(address), "All") == f"{LIST}?q=bridge"


def test_claims_of_people_who_left_count_as_nobodys(mixed, people, desk, as_):
    with desk(people.admin) as admin:
        user = record_of(mixed["taken"]).owner
        people_operations.deactivate(admin, user)
    assert SAFE in listed(as_(people.observer).get(f"{LIST}?owner=none"))


IMPOSSIBLE = (
    "stage=xyz",
    "stage=new%00",
    "owner=99999999999999999999",
    "owner=9223372036854775808",
    "owner=-1",
    "owner=1%20OR%201=1",
    "owner=%00",
    "owner=%D9%A1",
    "claimant=%3Cscript%3Ealert(1)%3C/script%3E",
    "claimant=999999999",
    "topic=1e9",
    "topic=%ED%A0%80",
)
ANY_WORDS = (
    "%00", "a%00b", "%22%22", "NEAR(%22", "*", "'%20OR%201=1--", "%25", "_", "%EF%BF%BE", "%FF%FE",
    "%E2%80%AE%D8%A7", "%3Cb%3E", "-bridge", "bridge%20AND", "(" * 300, "bridge+" * 2000,
)  # fmt: skip
NO_PLACE = (
    "x", "1", "1-", "-1-1", "1-1-1", "999999999999999999-1", "1-9223372036854775808",
    "1-99999999999999999999", "%00", "1%00-1", "1764000000000000-1%0A", "%D9%A1-1",
)  # fmt: skip


def test_a_filter_that_cannot_be_is_told_and_left_out(mixed, people, as_):
    client = as_(people.reporter)
    for asked in IMPOSSIBLE:
        answer = client.get(f"{LIST}?{asked}")
        assert (asked, answer.status_code, len(listed(answer))) == (asked, 200, 4)
        assert "so the list is not narrowed by it" in answer.text
        assert "<script>alert" not in answer.text


def test_any_words_can_be_searched_for(mixed, people, as_):
    client = as_(people.reporter)
    for words in ANY_WORDS:
        assert (words, client.get(f"{LIST}?q={words}").status_code) == (words, 200)


def test_a_forged_place_is_told_and_the_list_begins_at_the_beginning(mixed, people, as_):
    client = as_(people.reporter)
    for asked in (f"{way}={place}" for way in ("after", "before") for place in NO_PLACE):
        answer = client.get(f"{LIST}?{asked}")
        assert (asked, answer.status_code, len(listed(answer))) == (asked, 200, 4)
        assert "This is no place in the list" in answer.text


def test_a_place_before_everything_shows_an_empty_page_with_a_way_back(mixed, people, as_):
    answer = as_(people.reporter).get(f"{LIST}?after=0-1")
    assert listed(answer) == []
    assert link(answer, "To the beginning") == LIST


@pytest.fixture
def three_pages(people, desk, monkeypatch):
    """Seven claims, three a page; the newest is number 7."""
    monkeypatch.setattr(claim_list, "PAGE", 3)
    ids = put(desk, people.reporter, *(f"Number {n}." for n in range(1, 8)))
    dated(desk, ids)
    return ids


def numbers(answer):
    return [
        int(statement.removeprefix("Number ").removesuffix(".")) for statement in listed(answer)
    ]


def test_pages_lead_through_the_whole_list_and_back(three_pages, people, as_):
    client = as_(people.observer)
    first = client.get(LIST)
    second = client.get(link(first, "Older"))
    third = client.get(link(second, "Older"))
    assert [numbers(page) for page in (first, second, third)] == [[7, 6, 5], [4, 3, 2], [1]]
    assert link(third, "Older") is None
    assert link(first, "Newer") is None
    assert numbers(client.get(link(third, "Newer"))) == [4, 3, 2]
    assert numbers(client.get(link(second, "Newer"))) == [7, 6, 5]


def test_pages_keep_the_filters(three_pages, people, as_):
    client = as_(people.observer)
    older = link(client.get(f"{LIST}?stage=new&q=number"), "Older")
    assert older.startswith(f"{LIST}?q=number&stage=new&after=")
    assert numbers(client.get(older)) == [4, 3, 2]


def test_claims_that_change_between_pages_shift_no_other(three_pages, people, desk, as_):
    client = as_(people.observer)
    first = client.get(LIST)
    take(desk, people.reporter, three_pages[1])  # number 2 moves to the beginning
    put(desk, people.reporter, "Number 8.")
    second = client.get(link(first, "Older"))
    assert numbers(second) == [4, 3, 1]
    assert link(second, "Older") is None
    assert numbers(client.get(link(second, "Newer"))) == [7, 6, 5]
    assert numbers(client.get(LIST)) == [8, 2, 7]


def test_claims_of_one_instant_are_each_shown_once(three_pages, people, desk, as_):
    with desk():
        db.writing()
        db.session.execute(update(Claim).values(updated_at=datetime(2026, 1, 1, tzinfo=UTC)))
    client = as_(people.observer)
    address, seen = LIST, []
    while address:
        answer = client.get(address)
        seen += numbers(answer)
        address = link(answer, "Older")
    assert seen == [7, 6, 5, 4, 3, 2, 1]


def test_a_place_is_read_back_to_the_microsecond():
    place = Place(datetime(2026, 11, 24, 14, 5, 0, 123456, tzinfo=UTC), 17)
    assert Place.read(str(place)) == place


def test_the_list_costs_the_same_for_3_and_60_claims(app, people, desk, as_):
    client = as_(people.reporter)
    costs = []
    for more in (3, 57):
        for n in range(more):
            person = (
                people.add(Role.REPORTER, f"Reporter {more} {n}") if n < 20 else people.reporter
            )
            ids = put(
                desk, person, f"Claim {more} {n}.", claimant=f"Claimant {more} {n}", topics=f"T{n}"
            )
            take(desk, person, *ids)
        with statements(app) as sent:
            answer = client.get(f"{LIST}?q=claim")
        costs.append(len(sent))
    assert len(listed(answer)) == 50
    assert costs[0] == costs[1] <= 12, sent


def test_counts_stop_where_they_would_become_slow(people, desk, as_, monkeypatch):
    monkeypatch.setattr(claim_list, "MOST_COUNTED", 2)
    put(desk, people.reporter, *(f"Number {n}." for n in range(4)))
    answer = as_(people.observer).get(LIST)
    assert "More than 2 claims" in answer.text
    assert '<span class="count">2+</span>' in answer.text


def test_no_claims_at_all_tells_how_to_begin(people, as_):
    reporter, observer = as_(people.reporter).get(LIST), as_(people.observer).get(LIST)
    assert link(reporter, "Add a document") == "/desk/documents/new"
    assert "No claims yet" in observer.text
    assert "/desk/documents/new" not in observer.text
    assert "/desk/claims/new" not in observer.text


def test_no_claim_with_these_filters_tells_how_to_clear_them(mixed, people, as_):
    answer = as_(people.reporter).get(f"{LIST}?stage=closed&q=bridge")
    assert "No claim matches" in answer.text
    assert link(answer, "Clear the filters") == LIST


def test_markup_in_a_statement_is_text(people, desk, as_):
    put(
        desk,
        people.reporter,
        "<script>alert(1)</script> & <b>more</b>",
        claimant='"><img src=x onerror=alert(1)>',
    )
    answer = as_(people.observer).get(LIST)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in answer.text
    assert "<img" not in answer.text


def test_an_arabic_statement_has_its_language_and_direction(people, desk, as_):
    put(desk, people.reporter, "سلّح الاحتلال الميليشيات.", claimant="حيدر العبادي", language="ar")
    answer = as_(people.observer).get(LIST)
    assert re.search(r'lang="ar" dir="auto">سلّح الاحتلال الميليشيات\.</a>', answer.text)
    assert '<bdi class="col-name">حيدر العبادي</bdi>' in answer.text
    assert listed(as_(people.observer).get(f"{LIST}?q=الميليشيات")) == ["سلّح الاحتلال الميليشيات."]


def test_the_query_narrows_by_subject(people, desk):
    (claim_id,) = put(desk, people.reporter, "About somebody.", subject="Rival")
    put(desk, people.reporter, "About nobody.")
    with desk():
        subject_id = record_of(claim_id).subject_id
        found = claim_list.page(Filters(subject_id=subject_id))
        assert [row.claim.id for row in found.rows] == [claim_id]
        assert found.counts[Stage.NEW] == found.total == 1
