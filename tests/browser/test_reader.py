"""The reader in a browser: selecting, marking, going from mark to mark."""

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from models.base import db
from models.document import Passage
from operations import claims, documents, passages
from operations.claims import Quote, Wording
from queries import documents as queries
from tests.support.browser import check_axe, check_no_sideways_scroll, each_look

TEXT = (
    "Prices rose by a tenth 😀, the minister said.\n"
    " \n"
    "“They will fall again,” she said. 👩\u200d🚀 Prices rose by a tenth in Oslo, e\u0301 too.\n"
    "It was \u202eher\u202c finest\x07 hour.\n"
)
ARABIC = "قال الوزير إن الأسعار ارتفعت بعشرة في المئة.\nثم قال إنها ستنخفض (World Bank) قريباً.\n"

# Selects from one place in the document's text to another, in code points, as a mouse would.
SELECT = """([from, to]) => {
  const at = (wanted) => {
    const starts = (par) => Number(par.dataset.start);
    const pars = [...document.querySelectorAll('.doc-par')].filter((p) => starts(p) <= wanted);
    const walker = document.createTreeWalker(pars.at(-1), NodeFilter.SHOW_TEXT);
    let left = wanted - starts(pars.at(-1));
    let letters = [...walker.nextNode().data];
    while (letters.length < left) {
      left -= letters.length;
      letters = [...walker.nextNode().data];
    }
    return [walker.currentNode, letters.slice(0, left).join('').length];
  };
  getSelection().setBaseAndExtent(...at(from), ...at(to));
}"""
PASTE = """([words, times]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', words.repeat(times));
  const paste = { clipboardData, bubbles: true, cancelable: true };
  document.querySelector('#text').dispatchEvent(new ClipboardEvent('paste', paste));
}"""


@pytest.fixture
def document(people, desk):
    with desk(people.reporter) as reporter:
        return documents.add(reporter, title="Prices", text=TEXT).id


@pytest.fixture
def reader(document, people, sign_in):
    page = sign_in(people.reporter)
    page.goto(f"/desk/documents/{document}")
    return page


def tools(page):
    return page.get_by_role("region", name="Mark the selected words")


def select(page, quote, text=TEXT, occurrence=0):
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(quote, start + 1)
    page.evaluate(SELECT, [start, start + len(quote)])
    expect(tools(page)).to_be_visible()
    return start


def press(page, button):
    with page.expect_navigation():
        tools(page).get_by_role("button", name=button).click()


def marked(desk):
    with desk():
        return [
            (p.start, p.exact, str(p.triage), p.reason)
            for p in db.session.scalars(sa.select(Passage).order_by(Passage.start, Passage.end))
        ]


@each_look
def test_reader_has_no_barriers(document, people, desk, sign_in):
    with desk(people.reporter) as reporter:
        version = queries.current_version(document)
        quote = Quote(version, "Prices rose by a tenth 😀")
        claims.create(reporter, Wording(statement="Prices rose.", claimant="Minister"), quote)
        passages.mark(reporter, version, quote="They will fall", triage="prediction")
        passages.mark(reporter, version, quote="finest", triage="skipped", reason="No assertion.")
    page = sign_in(people.reporter)
    page.goto(f"/desk/documents/{document}")
    check_axe(page)
    check_no_sideways_scroll(page)
    select(page, "the minister said")
    check_axe(page)
    check_no_sideways_scroll(page)
    tools(page).get_by_role("button", name="Skip").click()
    check_axe(page)
    page.get_by_text("Mark a passage by pasting it").click()
    check_axe(page)


@pytest.mark.parametrize(
    ("quote", "occurrence"),
    [
        ("rose by a tenth 😀, the", 0),
        ("😀", 0),
        ("Prices rose by a tenth", 1),
        ("👩\u200d🚀 Prices", 0),
        ("e\u0301", 0),
        ("\u0301 too", 0),
        ("said.\n \n“They", 0),
        ("\u202eher\u202c finest\x07", 0),
        ("Oslo, e\u0301 too.\nIt was \u202eher\u202c fin", 0),
        (TEXT.strip(), 0),
    ],
)
def test_the_place_of_a_selection_is_the_place_in_the_text(reader, desk, quote, occurrence):
    start = select(reader, quote, occurrence=occurrence)
    press(reader, "Opinion")
    assert marked(desk) == [(start, quote, "opinion", "")]
    expect(reader.locator("mark[aria-current]").first).to_be_visible()


def test_blanks_at_the_ends_of_a_selection_are_left_out(reader, desk):
    start = TEXT.index(" the minister")
    reader.evaluate(SELECT, [start, start + len(" the minister ")])
    press(reader, "To check")
    assert marked(desk) == [(start + 1, "the minister", "to_check", "")]


def test_a_selection_inside_and_across_marks(reader, desk):
    for quote, button in (
        ("rose by a tenth 😀, the minister", "Opinion"),
        ("a tenth 😀", "Prediction"),
        ("tenth 😀, the minister said.\n \n“They will", "To check"),
        ("Prices rose by a", "Opinion"),
    ):
        select(reader, quote)
        press(reader, button)
    assert [row[1] for row in marked(desk)] == [
        "Prices rose by a",
        "rose by a tenth 😀, the minister",
        "a tenth 😀",
        "tenth 😀, the minister said.\n \n“They will",
    ]
    whole = reader.locator(".doc-par").first
    assert whole.evaluate("node => node.textContent") == TEXT.split("\n")[0]


def test_a_triple_click_selects_one_paragraph(reader, desk):
    reader.locator(".doc-par").nth(1).click(click_count=3, position={"x": 40, "y": 10})
    expect(tools(reader)).to_be_visible()
    press(reader, "Opinion")
    assert [row[1] for row in marked(desk)] == [TEXT.split("\n")[2]]


def test_a_drag_with_the_mouse(reader, desk):
    box = reader.locator(".doc-par").first.bounding_box()
    reader.mouse.move(box["x"] + 1, box["y"] + 14)
    reader.mouse.down()
    reader.mouse.move(box["x"] + 60, box["y"] + 14, steps=4)
    reader.wait_for_timeout(300)
    expect(tools(reader)).to_be_hidden()  # not while the words are being chosen
    reader.mouse.move(box["x"] + 1, box["y"] + 200, steps=4)
    reader.mouse.up()
    expect(tools(reader)).to_be_visible()
    press(reader, "Opinion")
    assert marked(desk)[0][0] == 0


def test_a_claim_is_made_of_a_selection(reader, desk):
    select(reader, "the minister said")
    press(reader, "Make a claim")
    expect(reader).to_have_url(re.compile(r"/claims/new\?start=26&end=43$"))
    expect(reader.get_by_label("Statement")).to_have_value("the minister said")
    check_axe(reader)
    assert marked(desk) == []
    reader.get_by_label("Claimant", exact=False).first.fill("Minister")
    reader.get_by_role("button", name="Add the claim").click()
    expect(reader).to_have_url(re.compile("/desk/claims/1"))
    reader.goto("/desk/documents/1")
    reader.locator(".passage-n").click()
    expect(reader).to_have_url(re.compile("#card-1"))
    expect(reader.locator("#card-1")).to_have_attribute("aria-current", "true")


def test_the_words_of_a_long_passage_are_used_by_a_click(people, desk, sign_in):
    text = "Word " * 60 + "end."
    with desk(people.reporter) as reporter:
        documents.add(reporter, title="Long", text=text)
    page = sign_in(people.reporter)
    page.goto(f"/desk/documents/1/claims/new?start=0&end={len(text)}")
    expect(page.get_by_label("Statement")).to_have_value("")
    page.get_by_role("button", name="Use the passage's words").click()
    expect(page.get_by_label("Statement")).to_have_value(text)


def test_what_is_skipped_asks_for_a_reason(reader, desk):
    select(reader, "the minister said")
    tools(reader).get_by_role("button", name="Skip").click()
    field = tools(reader).get_by_label("Why is it skipped?")
    expect(field).to_be_focused()
    field.fill("No assertion; nobody knows cost or point.")
    with reader.expect_navigation():
        field.press("Enter")
    assert marked(desk) == [
        (26, "the minister said", "skipped", "No assertion; nobody knows cost or point.")
    ]


def test_keys_mark_and_go_from_mark_to_mark(reader, desk):
    select(reader, "the minister said")
    with reader.expect_navigation():
        reader.keyboard.press("o")
    select(reader, "They will fall again")
    with reader.expect_navigation():
        reader.keyboard.press("o")
    assert [row[2] for row in marked(desk)] == ["opinion", "opinion"]
    reader.goto("/desk/documents/1")
    current = reader.locator("mark[aria-current]")
    for key, words in (
        ("n", "the minister said"),
        ("n", "They will fall again"),
        ("n", "the minister said"),
        ("p", "They will fall again"),
    ):
        reader.keyboard.press(key)
        expect(current).to_have_text(words)
        expect(reader.locator(":focus")).to_have_class("passage-n")
    select(reader, "too")
    with reader.expect_navigation():
        reader.keyboard.press("c")
    expect(reader).to_have_url(re.compile("/claims/new"))


def test_keys_are_letters_in_fields_and_can_be_turned_off(reader, desk):
    reader.get_by_text("Mark a passage by pasting it").click()
    reader.get_by_label("Passage", exact=True).type("no cop")
    expect(reader.get_by_label("Passage", exact=True)).to_have_value("no cop")
    reader.locator("h1").click()
    reader.keyboard.press("?")
    expect(reader.get_by_text("next, previous mark")).to_be_visible()
    reader.get_by_label("Use these keys").uncheck()
    reader.reload()
    select(reader, "the minister said")
    reader.keyboard.press("o")
    reader.wait_for_timeout(300)
    assert marked(desk) == []
    reader.keyboard.press("?")
    expect(reader.get_by_label("Use these keys")).not_to_be_checked()


def test_escape_drops_the_selection(reader):
    select(reader, "the minister said")
    reader.keyboard.press("Escape")
    expect(tools(reader)).to_be_hidden()
    assert reader.evaluate("getSelection().isCollapsed")


def test_a_click_on_a_mark_leads_to_its_card(reader):
    select(reader, "the minister said")
    press(reader, "Opinion")
    reader.goto("/desk/documents/1")
    reader.get_by_text("the minister said").click()
    expect(reader.locator("#card-1")).to_have_attribute("aria-current", "true")
    reader.get_by_role("button", name="Unmark passage 1").click()
    expect(reader.locator("mark")).to_have_count(0)


def test_too_long_a_selection_is_told_before_it_is_sent(people, desk, sign_in):
    with desk(people.reporter) as reporter:
        documents.add(reporter, title="Long", text="Word " * 1_100)
    page = sign_in(people.reporter)
    page.goto("/desk/documents/1")
    page.evaluate(SELECT, [0, 5_400])
    expect(tools(page)).to_contain_text("a passage has at most 5,000")
    expect(tools(page).get_by_role("button", name="Opinion")).to_be_disabled()


def test_arabic_text_is_marked_from_right_to_left(people, desk, sign_in):
    with desk(people.reporter) as reporter:
        documents.add(reporter, title="خبر", text=ARABIC, language="ar")
    page = sign_in(people.reporter)
    page.goto("/desk/documents/1")
    assert page.locator(".doc-par").first.evaluate("n => getComputedStyle(n).direction") == "rtl"
    start = select(page, "ستنخفض (World Bank) قريباً", text=ARABIC)
    press(page, "Prediction")
    assert marked(desk) == [(start, "ستنخفض (World Bank) قريباً", "prediction", "")]
    check_axe(page)
    check_no_sideways_scroll(page)


def test_hostile_text_does_nothing(people, desk, sign_in):
    text = (
        "<script>document.title='x'</script> <img src=x onerror=\"document.title='x'\"> {{ 7*7 }}"
    )
    with desk(people.reporter) as reporter:
        documents.add(reporter, title="<b>T</b>", text=text, publisher="<img src=x>")
    page = sign_in(people.reporter)
    page.goto("/desk/documents/1")
    expect(page).to_have_title("<b>T</b> · Assay")
    assert page.locator(".doc-par").evaluate("node => node.textContent") == text


def test_an_observer_has_no_tools_and_the_keys_that_read(people, desk, document, sign_in):
    with desk(people.reporter) as reporter:
        version = queries.current_version(document)
        passages.mark(reporter, version, quote="the minister said", triage="opinion")
    page = sign_in(people.observer)
    page.goto(f"/desk/documents/{document}")
    page.evaluate(SELECT, [0, 6])
    expect(page.locator("#reader-tools")).to_have_count(0)
    page.keyboard.press("n")
    expect(page.locator("mark[aria-current]")).to_have_text("the minister said")


# Taking a document in


@each_look
def test_new_document_has_no_barriers(people, sign_in):
    page = sign_in(people.reporter)
    page.goto("/desk/documents/new")
    check_axe(page)
    check_no_sideways_scroll(page)
    page.get_by_role("button", name="Add the document").click()
    expect(page.get_by_role("alert")).to_be_focused()
    check_axe(page)


def test_a_document_is_pasted_and_read(people, desk, sign_in):
    page = sign_in(people.reporter)
    page.goto("/desk/documents")
    page.get_by_role("link", name="Add a document").click()
    page.get_by_label("Text").fill(TEXT.replace("\x07", ""))
    page.get_by_label("Title").fill("Prices")
    page.get_by_role("button", name="Add the document").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Prices")
    with desk():
        assert queries.current_version(1).text == TEXT.replace("\x07", "")


def test_what_is_too_large_is_told_before_it_is_sent(people, sign_in, tmp_path):
    page = sign_in(people.reporter)
    page.goto("/desk/documents/new")
    large = tmp_path / "large.txt"
    large.write_bytes(b"word " * 10_000_000)
    page.get_by_label("Or a file").set_input_files(large)
    expect(page.get_by_text("This file has 50.0 MB; at most 8 MB can be taken in.")).to_be_visible()
    page.get_by_role("button", name="Add the document").click()
    expect(page.get_by_label("Or a file")).to_be_focused()
    check_axe(page)
    page.get_by_label("Or a file").set_input_files([])
    expect(page.get_by_text("This file has 50.0 MB")).to_have_count(0)
    page.evaluate(PASTE, ["word ", 10_000_000])
    told = "This text has 50,000,000 characters; at most 2,000,000 can be taken in."
    expect(page.get_by_text(told)).to_be_visible()
    expect(page.get_by_label("Text")).to_have_value("")
    # A browser takes half a minute to draw two million characters: a lower limit will do.
    page.evaluate("document.querySelector('#text').dataset.most = 10")
    page.get_by_label("Text").fill("😀" * 11)
    page.get_by_role("button", name="Add the document").click()
    expect(page.get_by_text("This text has 11 characters; at most 10")).to_be_visible()
    expect(page).to_have_url(re.compile("/desk/documents/new$"))


def test_topics_on_file_are_added_by_a_click(people, desk, document, sign_in):
    with desk(people.reporter) as reporter:
        claims.create(reporter, Wording(statement="S", claimant="C", topics="War, Peace"))
    page = sign_in(people.reporter)
    page.goto(f"/desk/documents/{document}/claims/new?start=0&end=6")
    page.get_by_label("Topics", exact=True).fill("Prices,")
    page.get_by_role("button", name="War").click()
    page.get_by_role("button", name="War").click()
    expect(page.get_by_label("Topics", exact=True)).to_have_value("Prices, War")


def test_without_script_a_passage_is_pasted(people, desk, document, new_context, server):
    context = new_context(base_url=server.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/desk/sign-in")
    page.get_by_label("E-mail address").fill(people.reporter.email)
    page.get_by_label("Password").fill(people.reporter.password)
    page.get_by_label("Password").press("Enter")
    page.goto(f"/desk/documents/{document}")
    expect(page.get_by_text("Select words in the text")).to_be_hidden()
    page.get_by_text("Mark a passage by pasting it").click()
    page.get_by_label("Passage", exact=True).fill("the minister said")
    page.get_by_role("button", name="Skip", exact=True).click()
    expect(page.get_by_text("Say why it is skipped.").first).to_be_visible()
    page.get_by_label("Why it is skipped").fill("No assertion.")
    page.get_by_role("button", name="Skip", exact=True).click()
    assert marked(desk) == [(26, "the minister said", "skipped", "No assertion.")]
    page.get_by_role("link", name="Make a claim of passage 1").click()
    page.get_by_label("Claimant").first.fill("Minister")
    page.get_by_role("button", name="Add the claim").click()
    expect(page).to_have_url(re.compile("/desk/claims/1"))
