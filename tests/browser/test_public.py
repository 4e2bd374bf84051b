"""Readers' pages in a real browser: light and dark, wide and on a phone, and without a script."""

import pytest
from playwright.sync_api import expect

from models.public import PublicState
from operations.sources import Evidence, SourceFacts
from tests.support.browser import Look, check_axe, check_no_sideways_scroll, each_look
from tests.support.newsroom import (
    add_document,
    corrected,
    open_newsroom,
    published_claim,
    set_public_state,
)

LONG = (
    "Khalilzad passed on a message from Bush that he doesn't want, doesn't support and doesn't "
    "accept Jaafari as Iraq's next prime minister."
)
SUMMARY = (
    "One politician who says he was in the room gives these words; American officials did not "
    "dispute the account. We know of no second witness and no record."
)
ARABIC = (
    "نقل السفير الأمريكي رسالة من الرئيس بوش مفادها أنه لا يريد الجعفري رئيسا للوزراء ولا يدعمه."
)
SPEECH = "He told them that he carried a personal message. Then he left the room in a hurry."


@pytest.fixture
def checks(desk, people):
    open_newsroom(desk, is_demo=True)
    speech = add_document(desk, people, SPEECH, title="Washington turns on the government")
    facts = SourceFacts(
        title="x" * 80, publisher="A Gazette", original_url=f"https://gazette.example/{'a' * 200}"
    )
    evidence = [
        (Evidence(stance=stance, finding="It says so.", quote="“So it is.”"), facts)
        for stance in ("supports", "contradicts", "mixed", "context")
    ]
    return {
        "long": published_claim(
            desk,
            people,
            statement=LONG,
            summary=SUMMARY,
            claimant="An unsigned commentary",
            claimant_kind="unnamed",
            claimant_description="Author unknown, late March 2006",
            claimed_on="2006-03",
            claimed_on_inferred=True,
            document_id=speech,
            quote="he carried a personal message",
            rating="mostly-true",
            evidence=evidence,
        ),
        "arabic": published_claim(
            desk, people, statement=ARABIC, language="ar", claimant="حيدر العبادي", rating="false"
        ),
    }


@each_look
def test_claim_and_verdict_are_seen_without_scrolling(page, checks):
    page.set_viewport_size({"width": page.viewport_size["width"], "height": 667})
    for claim in checks.values():
        page.goto(claim.path)
        for part in ("h1.claim", ".verdict"):
            box = page.locator(part).bounding_box()
            assert box["y"] + box["height"] <= 667, part


@each_look
def test_every_page_is_sound(page, desk, people, checks):
    corrected(desk, people, checks["arabic"], rating="half-true")
    held = published_claim(desk, people, statement="This one is under review.")
    set_public_state(desk, held, PublicState.UNDER_REVIEW, "We look at it again.")
    gone = published_claim(desk, people, statement="This one is gone.")
    set_public_state(desk, gone, PublicState.TAKEN_DOWN, "A court has ordered it.")
    page.goto(checks["long"].path)
    document = page.locator("figcaption a").first.get_attribute("href")
    for address in (
        "/",
        *(claim.path for claim in (*checks.values(), held, gone)),
        document,
        "/search?q=message",
        "/search?q=zeppelin",
        "/topics/bridges",
        "/claimants/mayor-example",
        "/dashboard",
        "/methodology",
        "/claims/0000000000",
    ):
        page.goto(address)
        check_axe(page)
        check_no_sideways_scroll(page)


@pytest.mark.parametrize("look", [Look("light", 375)], indirect=True, ids=str)
def test_words_without_end_stay_on_the_page(page, desk, people):
    endless = "W" * 200
    document = add_document(
        desk, people, f"He said {endless} and left.", title=endless, publisher=endless,
        author=endless, url=f"https://{'w' * 60}.example/{endless}",
    )  # fmt: skip
    facts = SourceFacts(
        title=endless, publisher=endless, read_as=endless, read_at="https://example.org/" + endless
    )
    claim = published_claim(
        desk, people, statement=endless, headline=endless, claimant=endless,
        claimant_description=endless, subject="X" * 200, subject_kind="person",
        as_reported_by=endless, claimed_in=endless, topics=f"{'W' * 80}, {'V' * 80}",
        summary=endless, explanation=endless, document_id=document, quote=endless,
        evidence=[(Evidence(stance="mixed", finding=endless, locator=endless), facts)],
        public_note=endless,
    )  # fmt: skip
    corrected(desk, people, claim, rating="false", reason=endless, summary=endless)
    page.goto(claim.path)
    document = page.locator("figcaption a").first.get_attribute("href")
    slug = "w" * 80
    for address in (
        claim.path, document, "/", f"/search?q={endless}", f"/topics/{slug}",
        f"/claimants/{slug}", f"/embed/claims/{claim.public_id}",
    ):  # fmt: skip
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        check_no_sideways_scroll(page)


def test_arabic_claim_shows_from_right_to_left(page, checks):
    page.goto(checks["arabic"].path)
    start, width = page.evaluate(
        """() => {
            const range = document.createRange();
            const text = document.querySelector("h1.claim").firstChild;
            range.setStart(text, 0);
            range.setEnd(text, 1);
            const first = range.getBoundingClientRect();
            const box = document.querySelector("h1.claim").getBoundingClientRect();
            return [box.right - first.right, box.width];
        }"""
    )
    assert start < width / 10  # the first letter stands at the right edge


def test_a_reader_finds_a_check_by_search(page, checks):
    page.goto("/")
    page.get_by_label("Search the checks").fill("khalilzads messages")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Khalilzad passed on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LONG)
    expect(page.get_by_role("heading", name="Our verdict: Mostly true")).to_be_visible()
    page.get_by_role("link", name="Our ratings and rules").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How we work")


def test_embed_code_can_be_copied(page, server, checks):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(checks["long"].path)
    page.get_by_text("Show the code to copy").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f'<iframe src="{server.address}/embed/claims/')


def test_a_check_can_be_read_without_scripts(new_context, server, checks):
    page = new_context(base_url=server.address, java_script_enabled=False).new_page()
    page.goto(checks["long"].path)
    expect(page.get_by_role("heading", name="Our verdict: Mostly true")).to_be_visible()
    page.get_by_text("Show the code to copy").click()
    expect(page.get_by_label("Embed code")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_be_hidden()


def test_readers_get_no_cookie(page, checks):
    for address in ("/", checks["long"].path, "/search?q=x", "/dashboard"):
        page.goto(address)
    assert page.context.cookies() == []
