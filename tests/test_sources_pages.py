"""Sources on the desk: found, added, shown with what cites them, edited by two at once."""

import re

import pytest

from models.base import db
from models.source import Source, SourceKind
from operations import claims, sources
from operations.claims import Wording
from operations.sources import Evidence, SourceFacts
from queries import sources as queries
from tests.support.newsroom import record_of
from tests.support.statements import statements

INDEX, NEW = "/desk/sources", "/desk/sources/new"
FACTS = {
    "title": "Bush Opposes Iraq's Premier",
    "publisher": "The New York Times",
    "author": "Edward Wong",
    "published_on": "2006-03",
    "original_url": "https://www.nytimes.example/2006/premier",
    "read_at": "https://copies.example/premier",
    "read_as": "copy on a blog",
    "kind": "news report",
    "tier": "secondary",
    "independence_group": "taki",
}


def add(desk, person, *facts):
    with desk(person) as actor:
        return [sources.add(actor, each).id for each in facts]


def cite(desk, person, source_id, statement, stance="supports", finding="So it says.", **wording):
    with desk(person) as actor:
        claim = claims.create(actor, Wording(statement=statement, claimant="Somebody", **wording))
        source = db.session.get(Source, source_id)
        sources.cite(actor, claim, Evidence(stance=stance, finding=finding), source=source)
        return claim.id


def titles(answer):
    return re.findall(r'<a class="two-lines" [^>]*>([^<]*)</a>', answer.text)


def test_a_reporter_adds_a_source_and_reads_it_back(people, desk, as_):
    client = as_(people.reporter)
    answer = client.submit(NEW, "Add the source", **FACTS)
    assert answer.status_code == 303
    page = client.get(answer.location)
    for told in (
        "Edward Wong",
        "March 2006",
        "copy on a blog",
        "news report",
        "taki",
        "The source is on file.",
    ):
        assert told in page.text
    assert 'href="https://www.nytimes.example/2006/premier"' in page.text
    form = client.get(f"{answer.location}/edit")
    for typed in FACTS.values():
        assert f'value="{typed.replace(chr(39), "&#39;")}"' in form.text
    with desk():
        source = db.session.get(Source, 1)
        assert {name: str(getattr(source, name)) for name in ("title", "tier", "read_as")} == {
            name: FACTS[name] for name in ("title", "tier", "read_as")
        }
        assert (str(source.published_on), source.published_on_precision) == ("2006-03-01", "month")


REFUSED = [
    ({"title": ""}, "Give the source&#39;s title."),
    ({"title": "x" * 501}, "501 characters long"),
    ({"title": "A\0B"}, "control character"),
    ({"title": "A\u202eB"}, "changes the text direction"),
    ({"published_on": "2006-02-31"}, "that month has 28 days"),
    ({"published_on": "31.2.2006"}, "Write a date as 2006-03-28"),
    ({"published_on": "0000"}, "no year 0"),
    ({"original_url": "javascript:alert(1)"}, "begins with http:// or https://"),
    ({"original_url": "http://user:pass@host/"}, "Leave the user name and password out"),
    ({"read_at": "data:text/html,hi"}, "begins with http:// or https://"),
    ({"read_at": "http://[::1"}, "begins with http:// or https://"),
    ({"tier": "tertiary"}, "Choose one of: Primary, Secondary."),
    ({"kind": "k" * 81}, "81 characters long"),
]


def test_what_cannot_be_is_told_beside_its_field_and_nothing_is_lost(people, desk, as_):
    client = as_(people.reporter)
    form = client.get(NEW)
    for wrong, told in REFUSED:
        answer = client.submit(form, "Add the source", **{**FACTS, **wrong})
        assert (wrong, answer.status_code) == (wrong, 422)
        assert told in answer.text
        (field,) = wrong
        if field != "tier":
            assert f'aria-describedby="{field}' in answer.text
        kept = {**FACTS, **wrong}["author"]
        assert f'value="{kept}"' in answer.text
    with desk():
        assert not queries.find("")


def test_a_javascript_address_stands_in_its_field_and_in_no_link(people, as_):
    answer = as_(people.reporter).submit(
        NEW, "Add the source", title="T", original_url="javascript:alert(1)"
    )
    assert 'value="javascript:alert(1)"' in answer.text
    assert 'href="javascript' not in answer.text


def test_the_second_of_two_who_edit_sees_both_texts_and_can_save(people, desk, as_):
    (source_id,) = add(desk, people.reporter, SourceFacts(**FACTS))
    address = f"{INDEX}/{source_id}/edit"
    mine, theirs = as_(people.reporter), as_(people.second_reporter)
    form = mine.get(address)
    assert theirs.submit(address, "Save", title="Theirs", kind="paper").status_code == 303
    clash = mine.submit(form, "Save", title="Mine", published_on="2006-03-29")
    assert clash.status_code == 409
    both = re.sub(r"<[^>]*>", " ", clash.text.split('class="conflict"')[1].split("<form")[0])
    assert [word for word in ("Mine", "Theirs") if word not in both] == []
    for word in ("paper", "2006-03-29", "Edward Wong"):  # what only one of them changed is no clash
        assert word not in both
    assert 'value="Mine"' in clash.text
    assert mine.submit(clash, "Save").status_code == 303
    page = mine.get(f"{INDEX}/{source_id}").text
    for word in ("Mine", "29 March 2006", "paper"):
        assert word.casefold() in page.casefold()


def test_saving_what_somebody_else_saved_alike_is_no_conflict(people, desk, as_):
    (source_id,) = add(desk, people.reporter, SourceFacts(**FACTS))
    address = f"{INDEX}/{source_id}/edit"
    mine, theirs = as_(people.reporter), as_(people.second_reporter)
    form = mine.get(address)
    theirs.submit(address, "Save", title="Better")
    assert mine.submit(form, "Save", title="Better").status_code == 303


def test_forged_revisions_are_a_conflict_and_no_error(people, desk, as_):
    (source_id,) = add(desk, people.reporter, SourceFacts(**FACTS))
    address = f"{INDEX}/{source_id}/edit"
    client = as_(people.reporter)
    form = client.get(address)
    for revision in ("", "x", "-1", "99999999999999999999", "1\0"):
        answer = client.submit(form, "Save", title="Mine", revision=revision)
        assert (revision, answer.status_code) == (revision, 409)


def test_a_source_shows_every_claim_that_cites_it_with_its_stance(people, desk, as_):
    (source_id,) = add(desk, people.reporter, SourceFacts(title="Log"))
    cite(desk, people.reporter, source_id, "It was closed.", "contradicts", "It was <i>open</i>.")
    cite(desk, people.reporter, source_id, "كان مغلقاً.", "context", language="ar")
    page = as_(people.observer).get(f"{INDEX}/{source_id}").text
    for told in (
        "Contradicts",
        "Context",
        "It was &lt;i&gt;open&lt;/i&gt;.",
        'lang="ar" dir="auto">كان مغلقاً.',
    ):
        assert told in page
    assert page.index("كان مغلقاً.") < page.index("It was closed.")


def test_words_find_titles_publishers_authors_and_addresses(people, desk, as_):
    add(
        desk,
        people.reporter,
        SourceFacts(**FACTS),
        SourceFacts(title="Étude 100 %", publisher="Institut"),
        SourceFacts(title="A_B", author="فاطمة"),
    )
    client = as_(people.observer)
    for words, expected in (
        ("", ["A_B", "Étude 100 %", "Bush Opposes Iraq&#39;s Premier"]),
        ("premier BUSH", ["Bush Opposes Iraq&#39;s Premier"]),
        ("york wong", ["Bush Opposes Iraq&#39;s Premier"]),
        ("https://www.nytimes.example/2006/premier/", ["Bush Opposes Iraq&#39;s Premier"]),
        ("http://copies.example", ["Bush Opposes Iraq&#39;s Premier"]),
        ("étude", ["Étude 100 %"]),
        ("%", ["Étude 100 %"]),
        ("_", ["A_B"]),
        ("فاطمة", ["A_B"]),
        ("premier nobody", []),
        ("\\", []),
        ("\0", ["A_B", "Étude 100 %", "Bush Opposes Iraq&#39;s Premier"]),
        ("x" * 5000, []),
    ):
        answer = client.get(INDEX, query_string={"q": words})
        assert (words, answer.status_code, titles(answer)) == (words, 200, expected)


def test_find_offers_the_newest_to_pick_from(people, desk):
    add(desk, people.reporter, *(SourceFacts(title=f"Number {n}") for n in range(25)))
    with desk():
        assert [source.title for source in queries.find("")] == [
            f"Number {n}" for n in range(24, 4, -1)
        ]
        assert [source.title for source in queries.find("number", limit=2)] == [
            "Number 24",
            "Number 23",
        ]
        assert [source.title for source in queries.find("NUMBER 23\0")] == ["Number 23"]


def test_pages_of_sources_and_forged_pages(people, desk, as_, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    add(desk, people.reporter, *(SourceFacts(title=f"Number {n}") for n in range(3)))
    client = as_(people.observer)
    first = client.get(f"{INDEX}?q=number")
    assert titles(first) == ["Number 2", "Number 1"]
    older = re.search(r'href="([^"]*)">Older', first.text)[1].replace("&amp;", "&")
    assert titles(client.get(older)) == ["Number 0"]
    for after in ("x", "-1", "99999999999999999999", "%00", "0"):
        assert titles(client.get(f"{INDEX}?after={after}")) == ["Number 2", "Number 1"]


def test_pages_cost_the_same_for_3_and_60_sources_and_citations(app, people, desk, as_):
    client = as_(people.observer)
    (cited,) = add(desk, people.reporter, SourceFacts(title="Cited", kind="log"))
    costs = []
    for more in (3, 57):
        add(
            desk,
            people.reporter,
            *(SourceFacts(title=f"T{more} {n}", kind=f"k{n}") for n in range(more)),
        )
        for n in range(more):
            cite(desk, people.reporter, cited, f"Claim {more} {n}.")
        with statements(app) as sent:
            client.get(f"{INDEX}?q=t")
            client.get(f"{INDEX}/{cited}")
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 12, sent


def test_kinds_are_offered_and_letter_case_makes_no_second_one(people, desk, as_):
    client = as_(people.reporter)
    for kind in ("Étude", "étude", "Étude"):
        assert client.submit(NEW, "Add the source", title="T", kind=kind).status_code == 303
    with desk():
        assert db.session.query(SourceKind).count() == 1
    assert '<option value="Étude"></option>' in client.get(NEW).text


def test_observers_see_sources_and_may_not_touch_them(people, desk, as_):
    (source_id,) = add(desk, people.reporter, SourceFacts(title="Log"))
    client = as_(people.observer)
    for address in (INDEX, f"{INDEX}/{source_id}"):
        text = client.get(address).text
        assert "Log" in text
        assert "/new" not in text
        assert "/edit" not in text
    assert client.get(NEW).status_code == 403
    assert client.send(f"{INDEX}/{source_id}/edit", title="Mine").status_code == 403


@pytest.mark.parametrize("address", ["0", "999", "9223372036854775808", "x", "1%00"])
def test_a_source_that_is_not_there_is_404(people, as_, address):
    assert as_(people.reporter).get(f"{INDEX}/{address}").status_code == 404


def test_no_sources_yet_and_none_found(people, desk, as_):
    observer, reporter = as_(people.observer), as_(people.reporter)
    assert "No sources yet" in observer.get(INDEX).text
    assert f'href="{NEW}">Add a source' in reporter.get(INDEX).text
    add(desk, people.reporter, SourceFacts(title="Log"))
    assert f'href="{INDEX}">Clear the search' in observer.get(f"{INDEX}?q=nothing").text


def test_markup_in_a_source_is_text(people, desk, as_):
    hostile = SourceFacts(
        title="<script>alert(1)</script>", publisher='"><b>', kind="<i>k</i>", author="{ 7*7 }"
    )
    (source_id,) = add(desk, people.reporter, hostile)
    for address in (INDEX, f"{INDEX}/{source_id}", f"{INDEX}/{source_id}/edit"):
        text = as_(people.reporter).get(address).text
        assert "&lt;script&gt;" in text
        assert "<script>alert" not in text
        assert "<b>" not in text
        assert "<i>k" not in text


def test_the_claim_of_a_citation_is_where_it_leads(people, desk, as_):
    (source_id,) = add(desk, people.reporter, SourceFacts(title="Log"))
    claim_id = cite(desk, people.reporter, source_id, "It was closed.")
    with desk():
        assert record_of(claim_id).statement == "It was closed."
    assert (
        f'href="/desk/claims/{claim_id}"' in as_(people.observer).get(f"{INDEX}/{source_id}").text
    )
