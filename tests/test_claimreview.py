"""ClaimReview: on the check's own page and on no other, without the faults that others make."""

import copy
import json

import pytest

from formats import claimreview
from models.public import PublicState
from tests.support.newsroom import (
    add_document,
    corrected,
    published_claim,
    set_public_state,
)
from tests.support.reading import linked_data, links

SNAPSHOT = {
    "public_id": "7kq2m9xw3a",
    "slug": "the-bridge",
    "headline": "",
    "statement": "The bridge cost two million.",
    "language": "en",
    "claimant": {"name": "Mayor", "kind": "person", "description": "", "slug": "mayor"},
    "claimed_on": "2006-03",
    "appearances": [],
    "verdict": {
        "summary": "It did.",
        "rating": {"label": "True", "value": 5, "best": 5, "worst": 1},
    },
    "first_published_at": "2026-11-24T10:00:00+00:00",
    "modified_at": "2026-11-25T10:00:00+00:00",
}
DOCUMENT = {"title": "A speech", "url": "https://radio.example/1", "published_on": "2006-03-28"}


def build(**changes):
    shown = {**copy.deepcopy(SNAPSHOT), **changes}
    return claimreview.build(shown, base_url="https://news.example", newsroom="The Example")


def rated(**rating):
    return build(verdict={"summary": "", "rating": {**SNAPSHOT["verdict"]["rating"], **rating}})


def said(**appearance):
    return {"url": None, "document": None, "is_first": False, **appearance}


# The shape


def test_has_what_google_requires():
    review = build()
    assert claimreview.problems(review) == []
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == "The bridge cost two million."
    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "True",
        "ratingValue": 5,
        "bestRating": 5,
        "worstRating": 1,
    }
    assert review["author"]["name"] == "The Example"


def test_day_of_the_check_is_not_the_day_of_the_claim():
    review = build()
    assert review["datePublished"] == "2026-11-24T10:00:00+00:00"
    assert review["dateModified"] == "2026-11-25T10:00:00+00:00"
    assert review["itemReviewed"]["datePublished"] == "2006-03"
    assert "datePublished" not in build(claimed_on=None)["itemReviewed"]


def test_each_claim_has_its_own_address_and_never_the_site_root():
    one, other = build(), build(public_id="0000000001")
    assert one["url"] == "https://news.example/claims/7kq2m9xw3a/the-bridge"
    assert one["url"] != other["url"]
    root = {**one, "url": "https://news.example/"}
    assert claimreview.problems(root) == ["url must be the check's own page"]


@pytest.mark.parametrize("label", ["Unproven", "Not rated"])
def test_what_is_off_the_scale_has_a_word_and_no_number(label):
    review = rated(label=label, value=None)
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": label}
    assert claimreview.problems(review) == []


@pytest.mark.parametrize(
    ("value", "best", "worst"), [(0, 5, 0), (0, 5, 1), (6, 5, 1), (1, 1, 1), (3, None, None)]
)
def test_impossible_numbers_are_problems(value, best, worst):
    assert claimreview.problems(rated(value=value, best=best, worst=worst))


@pytest.mark.parametrize(
    ("kind", "type_"),
    [("person", "Person"), ("organization", "Organization"), ("group", "Organization")],
)
def test_author_of_the_claim_has_the_type_of_the_claimant(kind, type_):
    claimant = {"name": "X", "kind": kind, "description": "", "slug": None}
    assert build(claimant=claimant)["itemReviewed"]["author"] == {"@type": type_, "name": "X"}


def test_an_unknown_author_is_left_out():
    claimant = {"name": "An unsigned post", "kind": "unnamed", "description": "", "slug": None}
    assert "author" not in build(claimant=claimant)["itemReviewed"]


def test_appearances_have_addresses_and_the_first_one_its_own_place():
    review = build(
        appearances=[
            said(document=DOCUMENT, is_first=True),
            said(url="https://post.example/2"),
            said(),  # without an address there is nothing to point at
        ]
    )
    assert review["itemReviewed"]["firstAppearance"] == {
        "@type": "CreativeWork",
        "url": "https://radio.example/1",
        "name": "A speech",
        "datePublished": "2006-03-28",
    }
    assert review["itemReviewed"]["appearance"] == [
        {"@type": "CreativeWork", "url": "https://post.example/2"}
    ]


def test_nothing_in_it_can_end_its_script():
    review = build(statement="</script><!-- <script> & ]]>")
    text = claimreview.script_text(review)
    assert not set("<>&") & set(text)
    assert json.loads(text) == review


# On the pages


def test_stands_on_the_page_of_the_check(client, desk, people):
    speech = add_document(
        desk, people, "He said it cost two million.", url="https://radio.example/1"
    )
    claim = published_claim(
        desk, people, rating="mostly-true", document_id=speech, quote="it cost two million"
    )
    (review,) = linked_data(client.get(claim.path))
    assert claimreview.problems(review) == []
    assert review["url"] == f"http://localhost{claim.path}"
    assert review["reviewRating"]["ratingValue"] == 4
    assert review["itemReviewed"]["datePublished"] == "2006-03-28"
    assert review["itemReviewed"]["appearance"][0]["url"] == "https://radio.example/1"
    assert review["datePublished"] != review["itemReviewed"]["datePublished"]


def test_unproven_has_no_number_on_the_page(client, desk, people):
    claim = published_claim(desk, people, rating="unproven")
    (review,) = linked_data(client.get(claim.path))
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Unproven"}


def test_a_correction_changes_it_and_keeps_the_first_date(client, desk, people):
    claim = published_claim(desk, people)
    (before,) = linked_data(client.get(claim.path))
    corrected(desk, people, claim, rating="false")
    (after,) = linked_data(client.get(claim.path))
    assert (before["reviewRating"]["alternateName"], after["reviewRating"]["alternateName"]) == (
        "True",
        "False",
    )
    assert before["datePublished"] == after["datePublished"] <= after["dateModified"]


def test_two_checks_have_two_addresses(client, desk, people):
    checks = [published_claim(desk, people), published_claim(desk, people)]
    reviews = [linked_data(client.get(claim.path))[0] for claim in checks]
    assert reviews[0]["url"] != reviews[1]["url"]


def test_statement_that_would_end_the_script_stays_text(client, desk, people):
    statement = "He wrote </script><script>alert(1)</script> & <!-- this."
    claim = published_claim(desk, people, statement=statement)
    (review,) = linked_data(client.get(claim.path))
    assert review["claimReviewed"] == statement


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_stands_on_no_other_page(client, desk, people):
    speech = add_document(desk, people, "He said it cost two million.")
    claim = published_claim(desk, people, document_id=speech, quote="it cost two million")
    published_claim(desk, people, statement="It is long.")
    on_page = {a for a in links(client.get(claim.path)) if a.startswith("/")}
    others = {
        "/",
        "/search?q=bridge",
        "/dashboard",
        "/methodology",
        "/claimants/mayor-example",
        "/topics/bridges",
        f"/embed/claims/{claim.public_id}",
        *(a for a in on_page if a.startswith("/documents/")),
    }
    assert any(address.startswith("/documents/") for address in others)
    for address in others:
        page = client.get(address)
        assert page.status_code == 200
        assert "ClaimReview" not in page.text.replace("Valid ClaimReview", ""), address
        assert "ld+json" not in page.text


@pytest.mark.parametrize("state", [PublicState.UNDER_REVIEW, PublicState.RETRACTED])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_check_that_does_not_stand_has_none(client, desk, people, state):
    claim = published_claim(desk, people)
    set_public_state(desk, claim, state, "Why.")
    assert linked_data(client.get(claim.path)) == []
