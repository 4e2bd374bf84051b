"""The embed: a small card that any site may frame, and that asks for nothing."""

import base64
import hashlib
import re

import pytest

from models.public import PublicState
from tests.support.newsroom import corrected, open_newsroom, published_claim, set_public_state
from tests.support.pages import elements, text_of
from tests.support.reading import heading, page_of, texts, with_class

TEN_KB = 10 * 1024


def at(claim):
    return f"/embed/claims/{claim.public_id}"


def check_framable(page):
    """Any site may frame the answer, and it loads nothing but its own style."""
    css = next(elements(page_of(page), "style")).text
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    assert page.headers["Content-Security-Policy"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors *"
    )
    assert "X-Frame-Options" not in page.headers
    assert "Cross-Origin-Opener-Policy" not in page.headers
    assert "Set-Cookie" not in page.headers
    assert len(page.data) <= TEN_KB
    assert not list(elements(page_of(page), "script", "img", "iframe", "form", "link"))
    assert "url(" not in css
    assert "@import" not in css


def test_card_says_it_all(client, desk, people):
    claim = published_claim(desk, people, rating="mostly-false", claimed_on_inferred=True)
    page = client.get(at(claim))
    assert page.status_code == 200
    check_framable(page)
    assert texts(page, "newsroom") == ["The Example"]
    assert text_of(heading(page)) == "The bridge cost two million."
    assert texts(page, "said") == ["Said by Mayor Example, 28 March 2006 (inferred)"]
    assert texts(page, "rating") == ["Mostly false"]
    assert len(with_class(page, "rating-mark")) == 1
    assert texts(page, "summary") == ["The accounts bear it out."]
    assert re.fullmatch(r"As of \d+ \w+ \d{4}See the evidence", texts(page, "foot")[0])
    (link,) = elements(page_of(page), "a")
    assert link.get("href") == f"http://localhost{claim.path}"
    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")


def test_longest_texts_still_make_a_small_card(client, desk, people):
    claim = published_claim(
        desk, people, statement="الجسر " * 166, summary="الجسر " * 99, claimant="م" * 200
    )
    assert len(client.get(at(claim)).data) <= TEN_KB


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("query", "classes"),
    [
        ("", "theme-auto"),
        ("?theme=dark", "theme-dark"),
        ("?theme=light&size=compact", "theme-light compact"),
        ("?accent=plum", "theme-auto accent-plum"),
        ("?theme=pink&size=huge&accent=%22%3E&lang=zz&utm_source=x", "theme-auto"),
    ],
)
def test_options(client, desk, people, query, classes):
    claim = published_claim(desk, people)
    page = client.get(at(claim) + query)
    assert page_of(page).get("class") == classes
    assert bool(texts(page, "summary")) == ("compact" not in query)
    assert texts(page, "rating") == ["True"]
    check_framable(page)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_tag_follows_the_options_that_count(client, desk, people):
    claim = published_claim(desk, people)
    tags = [
        client.get(at(claim) + query).headers["ETag"]
        for query in ("", "?theme=dark", "?size=compact", "?theme=nonsense&utm_source=x")
    ]
    assert len(set(tags)) == 3
    assert tags[0] == tags[3]


def test_304_may_still_be_framed(client, desk, people):
    # The headers of a 304 go over those that a cache has kept.
    claim = published_claim(desk, people)
    page = client.get(at(claim))
    again = client.get(at(claim), headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304
    assert again.headers["Content-Security-Policy"] == page.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in again.headers


def test_correction_reaches_the_card(client, desk, people):
    claim = published_claim(desk, people)
    client.get(at(claim))
    corrected(desk, people, claim, rating="false")
    assert texts(client.get(at(claim)), "rating") == ["False"]


def test_arabic_card_runs_from_right_to_left(client, desk, people):
    claim = published_claim(desk, people, statement="كلف الجسر مليونين.", language="ar")
    page = client.get(at(claim))
    (card,) = with_class(page, "card")
    assert card.get("dir") == "rtl"
    assert heading(page).get("lang") == "ar"
    check_framable(page)


@pytest.mark.parametrize("state", [PublicState.UNDER_REVIEW, PublicState.RETRACTED])
def test_check_that_does_not_stand_shows_band_and_reason(client, desk, people, state):
    claim = published_claim(desk, people)
    set_public_state(desk, claim, state, "The accounts may be forged.")
    page = client.get(at(claim))
    assert page.status_code == 200
    check_framable(page)
    (band,) = texts(page, "band")
    assert band.startswith(f"{state.label}, ")
    assert "The accounts may be forged." in band
    assert texts(page, "rating") == texts(page, "summary") == []
    assert with_class(page, "rating-mark") == []
    assert "ramp-true" not in with_class(page, "card")[0].get("class")
    assert "See why" in texts(page, "foot")[0]


def test_check_that_was_taken_down_says_only_that(client, desk, people):
    claim = published_claim(desk, people, statement="Something defamatory.")
    set_public_state(desk, claim, PublicState.TAKEN_DOWN, "A court has ordered it.")
    page = client.get(at(claim))
    assert page.status_code == 410
    check_framable(page)
    assert "A court has ordered it." in text_of(with_class(page, "card")[0])
    assert "defamatory" not in page.text


def test_merged_check_shows_the_other_one(client, desk, people):
    kept = published_claim(desk, people, statement="Kept.")
    merged = published_claim(desk, people, statement="Merged.")
    set_public_state(desk, merged, PublicState.REDIRECTED, "", redirected_to=kept.public_id)
    assert text_of(heading(client.get(at(merged)))) == "Kept."
    set_public_state(desk, kept, PublicState.REDIRECTED, "", redirected_to=merged.public_id)
    assert client.get(at(merged)).status_code == 404


@pytest.mark.parametrize("public_id", ["0000000000", "x", "%00%00%00%00%00%00%00%00%00%00", "%F0"])
def test_unknown_check_is_a_small_card_too(client, desk, public_id):
    open_newsroom(desk)
    page = client.get(f"/embed/claims/{public_id}?theme=dark")
    assert page.status_code == 404
    check_framable(page)
    assert text_of(heading(page)) == "There is no such check"
    assert "ETag" not in page.headers


def test_nothing_else_may_be_framed(client, desk, people):
    claim = published_claim(desk, people)
    for address in ("/", claim.path, "/search", "/dashboard", "/nowhere", "/desk/sign-in"):
        headers = client.get(address).headers
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
