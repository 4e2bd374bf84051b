"""From a document to a published check, as people do it; and every page of it without barriers."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Dialog, Page, expect

from models.user import User
from operations import claims, documents, handling, scales, settings, sources, verdicts
from operations.claims import Quote, Wording
from operations.sources import Evidence, SourceFacts
from queries import scales as scale_queries
from tests.support.browser import (
    check_axe,
    check_no_sideways_scroll,
    each_look,
    on_both_databases,
)
from tests.support.people import People, Person

Desk = Callable[..., AbstractContextManager[User]]
SignIn = Callable[[Person], Page]
TEXT = (
    "The mayor spoke on Tuesday.\n\n"
    "She said that the harbour was closed for nine days, and that nobody was paid.\n"
)


@pytest.fixture(autouse=True)
def newsroom(desk: Desk) -> None:
    with desk():
        settings.set_newsroom(None, name="The Desk", time_zone="Europe/Berlin")
        scales.use(None, slug="six", name="Six ratings")


def take_in_the_speech(page: Page) -> None:
    page.goto("/desk/documents/new")
    page.get_by_label("Title").fill("The mayor's speech")
    page.locator("textarea[name=text]").fill(TEXT)
    page.get_by_role("button", name="Add the document").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The mayor's speech")


def make_a_claim_of(page: Page, passage: str) -> None:
    page.goto("/desk/documents/1/claims/new?quote=" + passage.replace(" ", "+"))
    page.get_by_label("Statement").fill("The harbour was closed for nine days.")
    page.get_by_label("Claimant", exact=False).first.fill("Nadia Osman")
    page.get_by_label("Date of the claim").fill("2006-02-31")
    page.get_by_role("button", name="Add the claim").click()
    expect(page.get_by_text("28 days").first).to_be_visible()
    expect(page.get_by_label("Statement")).to_have_value("The harbour was closed for nine days.")
    page.get_by_label("Date of the claim").fill("2006-03")
    page.get_by_role("button", name="Add the claim").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "The harbour was closed for nine days."
    )


def add_evidence(page: Page) -> None:
    page.get_by_label("Title").fill("Harbour log")
    page.locator("#evidence-form").get_by_label("Address", exact=False).first.fill(
        "https://example.org/log"
    )
    page.get_by_label("Supports").check()
    page.get_by_label("What it shows").fill("Nine days of entries are missing.")
    page.get_by_role("button", name="Add evidence").click()
    expect(page.get_by_text("Evidence added.")).to_be_visible()


def draft_and_submit(page: Page) -> None:
    page.get_by_label("Mostly true").check()
    page.get_by_label("Verdict in one sentence").fill("The log bears it out.")
    page.get_by_label("Why we rate it so").fill("The **log** has no entry for nine days.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("[data-preview] strong")).to_have_text("log")
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.get_by_text("Submitted for review.")).to_be_visible()


@on_both_databases
def test_a_reporter_drafts_an_editor_sends_back_and_publishes_and_a_reader_sees_it(
    sign_in: SignIn, people: People
) -> None:
    page = sign_in(people.reporter)
    take_in_the_speech(page)
    make_a_claim_of(page, "closed for nine days")
    address = page.url
    page.get_by_role("button", name="Take this claim").click()
    add_evidence(page)
    draft_and_submit(page)

    sign_in(people.editor).goto(address)
    page.get_by_text("Send back", exact=True).first.click()
    page.get_by_label("What has to be mended?").fill("Which harbour?")
    page.get_by_role("button", name="Send back").click()
    expect(page.locator(".claim-facts")).to_contain_text("Researching")

    sign_in(people.reporter).goto(address)
    expect(page.locator(".returned")).to_contain_text("Which harbour?")
    check_axe(page)
    expect(page.get_by_label("Verdict in one sentence")).to_have_value("The log bears it out.")
    page.get_by_label("Verdict in one sentence").fill("The log of the east harbour bears it out.")
    page.get_by_role("button", name="Save and submit for review").click()

    sign_in(people.editor).goto(address)
    page.get_by_role("button", name="Publish").first.click()
    expect(page.get_by_text("This check is public")).to_be_visible()
    check_axe(page)

    page.context.clear_cookies()
    page.goto("/")
    page.get_by_role("link", name="The harbour was closed for nine days.").first.click()
    expect(page.locator("h1")).to_contain_text("The harbour was closed for nine days.")
    expect(page.get_by_text("The log of the east harbour bears it out.").first).to_be_visible()
    expect(page.get_by_text("Mostly true").first).to_be_visible()
    assert page.context.cookies() == []


def test_two_people_who_save_the_same_draft_lose_nothing(
    sign_in: SignIn, people: People, desk: Desk
) -> None:
    with desk(people.reporter) as reporter:
        wording = Wording(statement="The harbour was closed.", claimant="Nadia Osman")
        address = f"/desk/claims/{claims.create(reporter, wording).id}"
    page = sign_in(people.reporter)
    page.goto(address)
    second = page.context.new_page()
    second.goto(address)
    page.get_by_label("Verdict in one sentence").fill("The first text.")
    page.get_by_role("button", name="Save draft").click()
    second.get_by_label("Verdict in one sentence").fill("The second text.")
    second.get_by_role("button", name="Save draft").click()
    clash = second.locator(".conflict")
    expect(clash).to_contain_text("The first text.")
    expect(clash).to_contain_text("The second text.")
    expect(clash).to_be_focused()
    check_axe(second)
    second.get_by_role("button", name="Save draft").click()
    expect(second.get_by_label("Verdict in one sentence")).to_have_value("The second text.")


def test_leaving_unsaved_text_is_asked_about(sign_in: SignIn, people: People, desk: Desk) -> None:
    with desk(people.reporter) as reporter:
        wording = Wording(statement="The harbour was closed.", claimant="Nadia Osman")
        address = f"/desk/claims/{claims.create(reporter, wording).id}"
    page = sign_in(people.reporter)
    page.goto(address)
    page.get_by_label("Verdict in one sentence").fill("Half a thought")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="My work").first.click()
    expect(page.get_by_label("Verdict in one sentence")).to_have_value("Half a thought")
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved.")).to_be_visible()


@pytest.fixture
def arabic_claim(desk: Desk, people: People) -> str:
    """A claim in Arabic in review: long texts, evidence, notes, right to left."""
    with desk(people.reporter) as reporter:
        text = "قال الوزير إن الميناء أُغلق تسعة أيام.\n\nولم يُدفع لأحد أجر.\n"
        document = documents.add(reporter, title="خطاب الوزير", text=text, language="ar")
        wording = Wording(
            statement="أُغلق الميناء تسعة أيام كاملة في شهر آذار.",
            claimant="نادية عثمان",
            language="ar",
            topics="الموانئ",
        )
        quote = Quote(document.current, "الميناء أُغلق تسعة أيام")
        claim = claims.create(reporter, wording, quote)
        handling.take(reporter, claim)
        facts = SourceFacts(title="سجل الميناء", publisher="هيئة الموانئ", tier="primary")
        sources.cite(
            reporter, claim, Evidence(stance="mixed", finding="لا توجد سجلات."), facts=facts
        )
        verdicts.draft(
            reporter,
            claim,
            0,
            rating_id=scale_queries.offered()[2].id,
            summary="السجل ناقص.",
            explanation="لا توجد **سجلات** لتسعة أيام.",
        )
        return f"/desk/claims/{claim.id}"


@each_look
def test_the_desks_pages_have_no_barriers(
    sign_in: SignIn, people: People, arabic_claim: str
) -> None:
    page = sign_in(people.editor)
    for address in (
        arabic_claim,
        f"{arabic_claim}/edit",
        f"{arabic_claim}/split",
        f"{arabic_claim}/evidence/new",
        f"{arabic_claim}/evidence/1",
        "/desk/claims/new",
        "/desk/",
        "/desk/claims",
        "/desk/sources",
        "/desk/sources/1",
        "/desk/claimants",
        "/desk/claimants/1",
        "/desk/topics",
        "/desk/topics/1",
        "/desk/documents",
        "/desk/claims/999",
    ):
        page.goto(address)
        check_axe(page)
        check_no_sideways_scroll(page)


def test_an_arabic_claim_reads_right_to_left(
    sign_in: SignIn, people: People, arabic_claim: str
) -> None:
    page = sign_in(people.editor)
    page.goto(arabic_claim)
    heading = page.locator("h1")
    assert heading.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert heading.get_attribute("lang") == "ar"


def test_sending_one_form_keeps_what_was_typed_in_another(
    sign_in: SignIn, people: People, desk: Desk
) -> None:
    with desk(people.reporter) as reporter:
        wording = Wording(statement="The harbour was closed.", claimant="Nadia Osman")
        address = f"/desk/claims/{claims.create(reporter, wording).id}"
    page = sign_in(people.reporter)
    page.goto(address)
    page.get_by_label("Why we rate it so").fill("A long explanation, half written.")
    page.get_by_label("Half true").check()
    page.get_by_label("Note", exact=True).fill("A remark.")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".note-body")).to_have_text("A remark.")
    explanation = page.get_by_label("Why we rate it so")
    expect(explanation).to_have_value("A long explanation, half written.")
    expect(page.get_by_label("Half true")).to_be_checked()
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    page.reload()
    expect(explanation).to_have_value("A long explanation, half written.")
    expect(page.get_by_text("Not saved yet")).to_have_count(0)
