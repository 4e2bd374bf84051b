"""Claimants and topics on the desk: found by name, shown with their claims, claimants edited."""

import re

from models.base import db
from models.claimant import Claimant
from models.topic import Topic
from operations import claims
from operations.claims import Wording
from queries import names
from tests.support.newsroom import record_of
from tests.support.statements import statements

CLAIMANTS, TOPICS = "/desk/claimants", "/desk/topics"
ARABIC = "حيدر العبادي"


def put(desk, person, statement, claimant, **wording):
    """A claim on file; its id and the id of its claimant."""
    with desk(person) as actor:
        claim = claims.create(actor, Wording(statement=statement, claimant=claimant, **wording))
        return claim.id, claim.claimant_id


def listed(answer):
    return re.findall(r'<a class="two-lines" [^>]*>([^<]*)</a>', answer.text)


def test_claimants_stand_by_name_with_their_counts(people, desk, as_):
    put(desk, people.reporter, "One.", "bea", subject="Abe")
    put(desk, people.reporter, "Two.", "Bea", subject="Abe")
    put(desk, people.reporter, "Three.", ARABIC, claimant_description="متحدث")
    answer = as_(people.observer).get(CLAIMANTS)
    assert listed(answer) == ["Abe", "bea", ARABIC]
    counts = re.findall(r'data-label="(Claims|About them)">(\d+)<', answer.text)
    assert counts == [
        ("Claims", "0"), ("About them", "2"),
        ("Claims", "2"), ("About them", "0"),
        ("Claims", "1"), ("About them", "0"),
    ]  # fmt: skip
    assert "<bdi>متحدث</bdi>" in answer.text


def test_a_claimant_shows_what_they_claim_and_what_is_said_of_them(people, desk, as_):
    _, bea = put(desk, people.reporter, "Mine.", "Bea", claimant_description="Mayor of X")
    put(desk, people.reporter, "About Bea.", "Abe", subject="Bea")
    page = as_(people.observer).get(f"{CLAIMANTS}/{bea}").text
    asserted, about = page.split('id="asserted"')[1].split('id="about"')
    assert ("Mine." in asserted, "About Bea." in asserted) == (True, False)
    assert ("Mine." in about, "About Bea." in about) == (False, True)
    assert "Mayor of X" in page
    assert "Edit" not in page


def test_groups_and_the_unnamed_are_told_to_have_no_public_page(people, desk, as_):
    _, group = put(desk, people.reporter, "One.", "Officials", claimant_kind="group")
    assert "Gets no public page" in as_(people.observer).get(f"{CLAIMANTS}/{group}").text


def test_a_claimant_is_edited_and_the_claims_are_found_by_the_new_name(people, desk, as_):
    _, bea = put(desk, people.reporter, "One.", "Bea")
    client = as_(people.reporter)
    answer = client.submit(
        f"{CLAIMANTS}/{bea}/edit", "Save", name=ARABIC, kind="group", description="ناطق"
    )
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert f'<h1 dir="auto">{ARABIC}</h1>' in page
    assert "Group" in page
    assert listed(client.get(f"/desk/claims?q={ARABIC}")) == ["One."]


def test_what_cannot_be_is_told_and_nothing_is_lost(people, desk, as_):
    _, bea = put(desk, people.reporter, "One.", "Bea")
    client = as_(people.reporter)
    form = client.get(f"{CLAIMANTS}/{bea}/edit")
    for wrong, told in (
        ({"name": ""}, "Give a name."),
        ({"name": "x" * 201}, "201 characters long"),
        ({"name": "A\0B"}, "control character"),
        ({"name": "A\u202eB"}, "changes the text direction"),
        ({"kind": "alien"}, "Choose one of: Person, Organization, Group, Unnamed."),
        ({"kind": None}, "Choose one of: Person"),
        ({"description": "x" * 301}, "301 characters long"),
    ):
        answer = client.submit(form, "Save", **{"description": "Kept words", **wrong})
        assert (wrong, answer.status_code) == (wrong, 422)
        assert told in answer.text
        assert "description" in wrong or 'value="Kept words"' in answer.text
    with desk():
        assert db.session.get(Claimant, bea).name == "Bea"


def test_the_second_of_two_who_edit_sees_both_texts_and_can_save(people, desk, as_):
    _, bea = put(desk, people.reporter, "One.", "Bea")
    address = f"{CLAIMANTS}/{bea}/edit"
    mine, theirs = as_(people.reporter), as_(people.second_reporter)
    form = mine.get(address)
    theirs.submit(address, "Save", description="<b>Theirs</b>", kind="organization")
    clash = mine.submit(form, "Save", description="Mine", kind="group")
    assert clash.status_code == 409
    both = clash.text.split('class="conflict"')[1].split("<form")[0]
    for told in ("Mine", "&lt;b&gt;Theirs&lt;/b&gt;", "Group", "Organization"):
        assert told in both
    assert mine.submit(clash, "Save").status_code == 303
    assert "Mine" in mine.get(f"{CLAIMANTS}/{bea}").text


def test_names_are_searched_whatever_their_letters_and_markup_is_text(people, desk, as_):
    put(desk, people.reporter, "One.", "Émile Étienne")
    put(desk, people.reporter, "Two.", '<b>100 %</b> "quoted"')
    put(desk, people.reporter, "Three.", ARABIC)
    client = as_(people.observer)
    found = {"étienne ÉMILE": 1, "%": 1, "<b>": 1, "العبادي": 1, "_": 0, "\0": 3, "x" * 999: 0}
    for words, count in found.items():
        answer = client.get(CLAIMANTS, query_string={"q": words})
        assert (words, answer.status_code, len(listed(answer))) == (words, 200, count)
        assert "<b>" not in answer.text


def test_one_name_is_one_claimant_whatever_the_letter_case(people, desk, as_):
    first = put(desk, people.reporter, "One.", "Élise")[1]
    assert put(desk, people.reporter, "Two.", "Élise")[1] == first
    assert put(desk, people.reporter, "Three.", "élise")[1] == first


def test_topics_stand_by_name_with_their_counts_and_claims(people, desk, as_):
    claim_id, _ = put(desk, people.reporter, "One.", "Bea", topics="Élections, water")
    put(desk, people.reporter, "Two.", "Bea", topics="Élections, élections")
    client = as_(people.observer)
    answer = client.get(TOPICS)
    assert sorted(listed(answer)) == ["water", "Élections"]
    assert sorted(re.findall(r'data-label="Claims">(\d+)<', answer.text)) == ["1", "2"]
    with desk():
        topic_id = db.session.query(Topic).filter_by(name="water").one().id
        assert record_of(claim_id).topics
    assert listed(client.get(f"{TOPICS}/{topic_id}")) == ["One."]


def test_names_lead_on_page_by_page_and_forged_pages_begin_anew(people, desk, as_, monkeypatch):
    monkeypatch.setattr(names, "PAGE", 2)
    for name in ("b", "A", "c", "a"):
        put(desk, people.reporter, "One.", f"name {name}", topics=f"topic {name}")
    client = as_(people.observer)
    for address, first, second in (
        (CLAIMANTS, ["name A", "name b"], ["name c"]),
        (TOPICS, ["topic A", "topic b"], ["topic c"]),
    ):
        answer = client.get(address)
        assert listed(answer) == first
        following = re.search(r'href="([^"]*)">Next', answer.text)[1].replace("&amp;", "&")
        assert listed(client.get(following)) == second
        for after in ("x", "0", "-1", "999999999", "99999999999999999999", "%00"):
            assert listed(client.get(f"{address}?after={after}")) == first


def test_pages_cost_the_same_for_3_and_60(app, people, desk, as_):
    client = as_(people.observer)
    _, bea = put(desk, people.reporter, "First.", "Bea", topics="T")
    costs = []
    for more in (3, 57):
        for n in range(more):
            put(
                desk,
                people.reporter,
                f"C{more} {n}.",
                "Bea",
                subject=f"S{more} {n}",
                topics=f"T, U{more} {n}",
            )
        with statements(app) as sent:
            for address in (CLAIMANTS, f"{CLAIMANTS}/{bea}", TOPICS, f"{TOPICS}/1"):
                client.get(address)
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 30, sent


def test_what_is_not_there_is_404(people, as_):
    client = as_(people.reporter)
    for address in (CLAIMANTS, TOPICS):
        for number in ("0", "999", "9223372036854775808", "x"):
            assert client.get(f"{address}/{number}").status_code == 404


def test_observers_may_not_edit_and_empty_lists_say_so(people, desk, as_):
    client = as_(people.observer)
    assert "No claimants yet" in client.get(CLAIMANTS).text
    assert "No topics yet" in client.get(TOPICS).text
    _, bea = put(desk, people.reporter, "One.", "Bea")
    assert client.get(f"{CLAIMANTS}/{bea}/edit").status_code == 403
    assert client.send(f"{CLAIMANTS}/{bea}/edit", name="X").status_code == 403
    assert "Nobody of this name" in client.get(f"{CLAIMANTS}?q=zz").text
