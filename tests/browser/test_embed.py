"""The embed on another site's page: shown, quiet, and the only page that can be framed."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import check_axe, check_no_sideways_scroll, each_look
from tests.support.newsroom import corrected, published_claim

ARTICLE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>An article</title>
<h1>An article</h1>{}"""


@pytest.fixture
def claim(desk, people):
    return published_claim(desk, people, rating="mostly-false")


def frame(address, width=320):
    return f'<iframe src="{address}" title="Fact check" width="{width}" height="320"></iframe>'


def test_is_shown_on_another_site_and_asks_for_nothing_else(page, server, elsewhere, claim):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    embed = f"{server.address}/embed/claims/{claim.public_id}"
    page.goto(elsewhere(ARTICLE.format(frame(embed))))
    card = page.frame_locator("iframe")
    expect(card.get_by_role("heading")).to_have_text("The bridge cost two million.")
    expect(card.get_by_text("Mostly false")).to_be_visible()
    assert [url for url in asked if server.address in url] == [embed]
    assert page.context.cookies() == []


def test_its_style_is_the_one_that_the_policy_names(page, server, elsewhere, claim):
    page.goto(elsewhere(ARTICLE.format(frame(f"{server.address}/embed/claims/{claim.public_id}"))))
    rule = page.frame_locator("iframe").locator(".card")
    expect(rule).to_have_css("border-inline-start-width", "4px")


def test_link_to_the_evidence_opens_the_check_beside_the_article(page, server, elsewhere, claim):
    page.goto(elsewhere(ARTICLE.format(frame(f"{server.address}/embed/claims/{claim.public_id}"))))
    with page.context.expect_page() as opened:
        page.frame_locator("iframe").get_by_role("link", name="See the evidence").click()
    expect(opened.value).to_have_url(server.address + claim.path)
    assert opened.value.evaluate("window.opener") is None


def test_a_correction_shows_when_the_article_is_read_again(
    page, desk, people, server, elsewhere, claim
):
    article = elsewhere(ARTICLE.format(frame(f"{server.address}/embed/claims/{claim.public_id}")))
    page.goto(article)
    corrected(desk, people, claim, rating="true")
    card = page.frame_locator("iframe")
    page.frames[1].goto(page.frames[1].url + "?theme=light")  # past the 30 s that browsers keep it
    expect(card.get_by_text("True", exact=True)).to_be_visible()


def test_a_missing_check_leaves_no_hole(page, server, elsewhere):
    page.goto(elsewhere(ARTICLE.format(frame(f"{server.address}/embed/claims/0000000000"))))
    expect(page.frame_locator("iframe").get_by_role("heading")).to_have_text(
        "There is no such check"
    )


@pytest.mark.parametrize("path", ["", "dashboard"])
def test_no_other_page_lets_itself_be_framed(new_context, server, elsewhere, claim, path):
    # Not the watched tab: the browser reports the refusal as an error.
    page = new_context(base_url=server.address).new_page()
    address = f"{server.address}/{path}" if path else server.address + claim.path
    page.goto(elsewhere(ARTICLE.format(frame(address))))
    page.wait_for_timeout(300)
    assert page.frames[1].url == "chrome-error://chromewebdata/"


@each_look
def test_is_sound_in_every_size(page, desk, people, claim):
    arabic = published_claim(desk, people, statement="كلف الجسر مليونين.", language="ar")
    for check in (claim, arabic):
        for query in ("", "?theme=dark", "?size=compact&theme=light&accent=gold"):
            page.goto(f"/embed/claims/{check.public_id}{query}")
            check_axe(page)
            check_no_sideways_scroll(page)
    page.set_viewport_size({"width": 280, "height": 400})
    check_no_sideways_scroll(page)
