"""The way in and out: sessions, cookies, form tokens, and where the way in leads."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select, update

from forms.auth import own_page
from models.base import db, now
from models.user import SignInAttempt, User, UserSession
from operations import people as operations
from operations import sessions, throttle
from outside import passwords
from tests.support.signing_in import PAGE, Browser
from views.access import ACCESS

WRONG = "not the password at all"
OUT = "/desk/sign-out"
FORM = "/desk/documents/new"  # any form of the desk


@pytest.fixture
def reporter(people):
    return people.reporter


def change(app, person, verb, *values):
    """Something that an administrator does in the meantime."""
    with app.app_context():
        getattr(operations, verb)(None, db.session.get_one(User, person.id), *values)
        db.commit()


def live_sessions(app):
    with app.app_context():
        return db.session.scalar(
            select(func.count()).select_from(UserSession).where(UserSession.ended_at.is_(None))
        )


# In and out ------------------------------------------------------------------------------------


def test_a_person_signs_in_and_out(app, reporter):
    browser = Browser(app)
    assert not browser.is_signed_in()
    answer = browser.try_to_sign_in(reporter.email, reporter.password)
    assert (answer.status_code, answer.location) == (302, "/desk/")
    assert reporter.name in browser.get("/desk/").text
    answer = browser.post(OUT, {"csrf_token": browser.token("/desk/")})
    assert (answer.status_code, answer.location) == (302, PAGE)
    assert not browser.is_signed_in()
    assert live_sessions(app) == 0


@pytest.mark.parametrize("typed", [str.upper, " {} ".format, "{}\u200b".format])
def test_the_spelling_of_the_address_does_not_matter(app, reporter, typed):
    answer = Browser(app).try_to_sign_in(typed(reporter.email), reporter.password)
    assert answer.status_code == 302


def test_a_password_composed_otherwise_is_the_same(app, people, reporter):
    change(app, reporter, "set_password", "Grüße aus der Redaktion")
    answer = Browser(app).try_to_sign_in(reporter.email, "Gru\u0308ße aus der Redaktion")
    assert answer.status_code == 302


def test_signing_in_while_signed_in_leads_to_the_desk(app, reporter):
    browser = Browser(app).sign_in(reporter)
    assert browser.get(PAGE).location == "/desk/"


def test_signing_out_by_a_link_is_refused(app, reporter):
    browser = Browser(app).sign_in(reporter)
    assert browser.get(OUT).status_code == 405
    assert browser.is_signed_in()


def test_signing_out_when_signed_out_changes_nothing(app):
    browser = Browser(app)
    assert browser.post(OUT, {"csrf_token": browser.token()}).location == PAGE


# Who is refused --------------------------------------------------------------------------------


def refused(answer):
    """What an answer tells: its status, its words, its headers."""
    words = answer.text.partition('class="error-summary"')[2].partition("</div>")[0]
    return answer.status_code, words, sorted(answer.headers.keys())


@pytest.fixture
def closed(app, people):
    person = people.add("reporter", "Carla Closed")
    change(app, person, "deactivate")
    return person


def test_unknown_mistaken_and_closed_are_refused_alike(app, reporter, closed):
    tries = {
        "mistaken": (reporter.email, WRONG),
        "unknown": ("no.one@newsroom.example", WRONG),
        "no address": ("no one", WRONG),
        "closed": (closed.email, closed.password),
        "closed and mistaken": (closed.email, WRONG),
    }
    told = {name: refused(Browser(app).try_to_sign_in(*typed)) for name, typed in tries.items()}
    assert len(set(map(str, told.values()))) == 1, told
    assert told["unknown"][0] == 422


@pytest.mark.parametrize("email", ["reporter", "no.one@newsroom.example", "no address"])
def test_every_try_costs_one_verification(app, reporter, monkeypatch, email):
    verified = []
    real = PasswordHasher.verify

    def spy(hasher, hashed, password):
        verified.append(password)
        return real(hasher, hashed, password)

    monkeypatch.setattr(PasswordHasher, "verify", spy)
    email = reporter.email if email == "reporter" else email
    assert Browser(app).try_to_sign_in(email, WRONG).status_code == 422
    assert verified == [WRONG.encode()]


def test_nothing_is_locked_while_a_password_is_hashed(app, reporter, monkeypatch):
    real = passwords.matches

    def meanwhile(hashed, password):
        throttle.take("somebody else", "203.0.113.7")  # writes: it would wait for its own request
        return real(hashed, password)

    monkeypatch.setattr(passwords, "matches", meanwhile)
    Browser(app).sign_in(reporter)


@pytest.mark.parametrize(
    "values",
    [
        {"email": "", "password": ""},
        {"email": "anna@desk.example"},
        {"password": "a long enough sentence"},
        {"email": "x" * 100_000, "password": "y"},
        {"email": "\0", "password": "\0\0\0\0"},
        {"email": "anna@desk.example", "password": "y" * 20_000},
        {"email": ["a@b.example", "c@d.example"], "password": ["1", "2"]},
    ],
)
def test_odd_input_is_refused_and_breaks_nothing(app, values):
    browser = Browser(app)
    answer = browser.post(PAGE, {"csrf_token": browser.token(), **values})
    assert answer.status_code in (413, 422)


@pytest.mark.parametrize("body", [b"[1, 2]", b"null", b"{", b'{"email": {"a": 1}}'])
def test_json_is_no_way_in(app, reporter, body):
    browser = Browser(app)
    headers = {"X-CSRFToken": browser.token(), "Accept": "application/json"}
    answer = browser.client.post(PAGE, data=body, content_type="application/json", headers=headers)
    assert answer.status_code == 415


def test_tokens_in_addresses_and_headers_are_no_way_in(app, reporter):
    with app.test_request_context():
        user = db.session.get_one(User, reporter.id)
        token = str(user.get_auth_token())
        db.remove()
    browser = Browser(app)
    assert browser.get(f"/desk/?auth_token={token}").status_code == 302
    assert browser.get("/desk/", headers={"Authentication-Token": token}).status_code == 302
    basic = {"auth": (reporter.email, reporter.password)}
    assert browser.get("/desk/", **basic).status_code == 302


# Sessions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "values"),
    [
        ("set_password", ["another long sentence"]),
        ("deactivate", []),
        ("change_role", ["editor"]),
    ],
)
def test_changes_to_the_account_sign_out_everywhere(app, people, reporter, verb, values):
    browsers = [Browser(app).sign_in(reporter), Browser(app).sign_in(reporter)]
    other = Browser(app).sign_in(people.editor)
    change(app, reporter, verb, *values)
    assert [browser.is_signed_in() for browser in browsers] == [False, False]
    assert other.is_signed_in()


def test_a_session_ended_elsewhere_is_over_at_the_next_request(app, reporter):
    here, elsewhere = Browser(app).sign_in(reporter), Browser(app).sign_in(reporter)
    with app.app_context():
        db.writing()
        sessions.end_all(db.session.get_one(User, reporter.id))
        db.commit()
    assert not here.is_signed_in()
    assert not elsewhere.is_signed_in()
    assert here.sign_in(reporter).is_signed_in()


def test_signing_out_in_one_browser_leaves_the_other(app, reporter):
    one, other = Browser(app).sign_in(reporter), Browser(app).sign_in(reporter)
    one.post(OUT, {"csrf_token": one.token("/desk/")})
    assert not one.is_signed_in()
    assert other.is_signed_in()


def test_a_copied_cookie_is_worth_nothing_after_signing_out(app, reporter):
    browser = Browser(app).sign_in(reporter)
    copied = browser.cookie()
    thief = Browser(app, "198.51.100.1")
    thief.client.set_cookie("assay_desk", copied, path="/desk")
    assert thief.is_signed_in()
    browser.post(OUT, {"csrf_token": browser.token("/desk/")})
    assert not thief.is_signed_in()


def test_nothing_from_before_signing_in_is_worth_anything_after(app, reporter):
    """Session fixation: a cookie that somebody planted, with the form token they know."""
    attacker = Browser(app)
    known_token = attacker.token()
    planted = attacker.cookie()
    victim = Browser(app)
    victim.client.set_cookie("assay_desk", planted, path="/desk")
    victim.sign_in(reporter)
    assert victim.cookie() != planted
    assert not attacker.is_signed_in()
    assert victim.post(OUT, {"csrf_token": known_token}).status_code == 400
    assert victim.is_signed_in()


def test_every_sign_in_has_a_token_of_its_own(app, reporter):
    browser = Browser(app)
    for _ in range(3):
        browser.sign_in(reporter)
        browser.post(OUT, {"csrf_token": browser.token("/desk/")})
    with app.app_context():
        hashes = db.session.scalars(select(UserSession.token_hash)).all()
    assert len(hashes) == len(set(hashes)) == 3


def test_an_idle_session_ends_after_twelve_hours_and_use_prolongs_it(app, reporter, time_machine):
    time_machine.move_to("2026-03-01T08:00Z", tick=False)
    browser = Browser(app).sign_in(reporter)
    for _ in range(3):
        time_machine.shift(timedelta(hours=11, minutes=59))
        assert browser.is_signed_in()
    time_machine.shift(timedelta(hours=12))
    assert not browser.is_signed_in()


def test_no_session_lives_longer_than_thirty_days(app, reporter, time_machine):
    time_machine.move_to("2026-03-01T08:00Z", tick=False)
    browser = Browser(app).sign_in(reporter)
    for days, alive in ((29, True), (2, False)):
        time_machine.shift(timedelta(days=days))
        with app.app_context(), db.short() as session:
            session.execute(update(UserSession).values(seen_at=now()))
        assert browser.is_signed_in() is alive


def test_use_is_marked_once_a_minute(app, reporter, time_machine):
    time_machine.move_to("2026-03-01T08:00Z", tick=False)
    browser = Browser(app).sign_in(reporter)

    def seen_after(seconds):
        time_machine.shift(seconds)
        assert browser.is_signed_in()
        with app.app_context():
            (seen,) = db.session.scalars(select(UserSession.seen_at))
            return seen.strftime("%M:%S")

    assert [seen_after(30), seen_after(29), seen_after(1), seen_after(1)] == [
        "00:00",
        "00:00",
        "01:00",
        "01:00",
    ]


def test_a_session_knows_its_browser_and_network(app, reporter):
    Browser(app, "2001:db8::7").sign_in(reporter)
    with app.app_context():
        (row,) = db.session.scalars(select(UserSession))
        assert row.network == "2001:db8::/64"
        assert row.browser.startswith("Werkzeug")


def test_a_renewed_hash_replaces_an_outdated_one(app, reporter, monkeypatch):
    with app.app_context():
        before = db.session.get_one(User, reporter.id).password
    monkeypatch.setattr(passwords, "outdated", lambda hashed: hashed == before)
    Browser(app).sign_in(reporter)
    with app.app_context():
        after = db.session.get_one(User, reporter.id).password
    assert after != before
    assert passwords.matches(after, reporter.password)


# Cookies ---------------------------------------------------------------------------------------


def test_the_cookie_goes_to_the_desk_only_and_not_to_scripts(app, reporter):
    answer = Browser(app).try_to_sign_in(reporter.email, reporter.password)
    (cookie,) = answer.headers.getlist("Set-Cookie")
    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert parts == {"HttpOnly", "Path=/desk", "SameSite=Lax"}  # no Expires: gone with the browser


@pytest.mark.parametrize("address", ["/", "/healthz", "/static/css/base.css", "/nothing", "/desks"])
def test_public_addresses_know_no_session_even_with_its_cookie(app, reporter, address):
    browser = Browser(app).sign_in(reporter)
    answer = browser.get(address, headers={"Cookie": f"assay_desk={browser.cookie()}"})
    assert "Set-Cookie" not in answer.headers
    assert "cookie" not in answer.headers.get("Vary", "").lower()
    assert reporter.name not in answer.text
    answer.close()


def test_a_public_page_cannot_write_a_session(app):
    with app.test_request_context("/"), pytest.raises(RuntimeError, match="under /desk only"):
        app.jinja_env.globals["csrf_token"]()


# Form tokens -----------------------------------------------------------------------------------


@pytest.mark.parametrize("token", [None, "", "wrong", "another browser's"])
@pytest.mark.parametrize("address", [PAGE, OUT, FORM])
def test_a_form_without_its_token_is_refused(app, reporter, token, address):
    browser = Browser(app)
    if address != PAGE:
        browser.sign_in(reporter)
    values = {"email": reporter.email, "password": reporter.password}
    if token is not None:
        values["csrf_token"] = Browser(app).token() if "another" in token else token
    assert browser.post(address, values).status_code == 400
    assert browser.is_signed_in() is (address != PAGE)


def test_a_public_address_that_takes_forms_is_guarded_until_it_opts_out(app, monkeypatch):
    monkeypatch.setitem(ACCESS, "report", "public")
    app.add_url_rule("/report", "report", lambda: "thanks", methods=["POST"])
    assert Browser(app).post("/report", {"text": "words"}).status_code == 400


def test_tokens_stay_good_while_the_session_lives(app, reporter, time_machine):
    time_machine.move_to("2026-03-01T08:00Z", tick=False)
    browser = Browser(app).sign_in(reporter)
    token = browser.token("/desk/")
    time_machine.shift(timedelta(hours=11))
    assert browser.post(OUT, {"csrf_token": token}).location == PAGE


# Where the way in leads ------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", ["/desk/", FORM, f"{FORM}?text=new&q=a%20b"])
def test_the_way_in_leads_back_to_where_one_was_going(app, reporter, wanted):
    browser = Browser(app)
    way_in = browser.get(wanted).location
    answer = browser.try_to_sign_in(reporter.email, reporter.password, page=way_in)
    assert answer.location == wanted


FOREIGN = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example/desk/",
    "/\\evil.example",
    "\\\\evil.example",
    "/desk\\@evil.example",
    "/desk/\\evil.example",
    "/desk//evil.example",
    "/desk/..//evil.example",
    "/desk/%2e%2e//evil.example",
    "/desk/../../evil.example",
    "/desk@evil.example",
    "/desk.evil.example",
    "/deskevil",
    " /desk/",
    "/desk/ ",
    "/desk/\r\nLocation: https://evil.example",
    "/desk/\t/evil.example",
    "/desk/\x00",
    "javascript:alert(1)",
    "data:text/html,x",
    "http:evil.example",
    "http:///evil.example",
    "https:/evil.example",
    "//[",
    "http://[::1",
    "http://localhost/desk/",
    "http://localhost:99999/desk/",
    "http://localhost@evil.example/desk/",
    "/",
    "/embed/claims/1",
    "public.front",
    ".login",
    "desk",
    "?next=//evil.example",
    "#",
    "%2f%2fevil.example",
    "/%2fevil.example",
    "／／evil.example",
    "\u200a//evil.example",
]


@pytest.mark.parametrize("foreign", FOREIGN)
def test_the_way_in_leads_nowhere_else(app, reporter, foreign):
    assert own_page(foreign) == ""
    for where in ("address", "form"):
        browser = Browser(app)
        values = {"csrf_token": browser.token(), "email": reporter.email}
        values["password"] = reporter.password
        query = {"next": foreign} if where == "address" else {}
        values |= {"next": foreign} if where == "form" else {}
        answer = browser.post(PAGE, values, query_string=query)
        assert (answer.status_code, answer.location) == (302, "/desk/")
        answer = browser.post(
            OUT, {"csrf_token": browser.token("/desk/"), "next": foreign}, query_string=query
        )
        assert answer.location == PAGE


def test_the_sign_in_page_repeats_no_foreign_address(app):
    browser = Browser(app)
    assert "evil" not in browser.get(PAGE, query_string={"next": "//evil.example"}).text
    assert 'value="/desk/claims"' in browser.get(f"{PAGE}?next=/desk/claims").text


# Nothing typed is lost -------------------------------------------------------------------------

LONG = "\nIt began in March.\n\n<script>alert(1)</script> and so on. " + "word " * 60


def ended(app, person):
    browser = Browser(app).sign_in(person)
    token = browser.token("/desk/")
    change(app, person, "set_password", person.password)
    return browser, token


def test_a_form_sent_after_the_session_ended_shows_what_was_typed(app, reporter):
    browser, token = ended(app, reporter)
    sent = {"csrf_token": token, "text": LONG, "title": "A title", "old_password": "secret words"}
    came_from = {"Referer": f"http://localhost{FORM}"}
    answer = browser.post(FORM, sent, headers=came_from)
    assert answer.status_code == 401
    assert "You are signed out" in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; and so on." in answer.text
    assert "A title" in answer.text
    assert "secret words" not in answer.text
    assert f"{PAGE}?next={FORM}" in answer.text


def test_it_can_be_sent_again_after_signing_in(app, reporter):
    browser, token = ended(app, reporter)
    page = browser.post(FORM, {"csrf_token": token, "text": LONG})
    browser.sign_in(reporter)  # in another tab
    again = browser.client.submit(page, "Send it again")
    assert again.status_code == 400
    assert "grown old" in again.text
    assert LONG.strip().splitlines()[0] in again.text
    assert browser.client.submit(again, "Send it again").status_code not in (400, 401)


def test_odd_characters_and_fields_come_back_as_a_sound_page(app):
    sent = {"text": "\0\x01\x85" + LONG, "a\0b": "c", "<b>": "</textarea><b>", "empty": ""}
    answer = Browser(app).post(FORM, {**sent, "many": ["one", "two"]})
    assert answer.status_code == 401
    assert [word in answer.text for word in ("one", "two", "&lt;b&gt;")] == [True, True, True]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
    ],
)
def test_words_that_another_site_sends_are_not_shown_as_ours(app, headers):
    answer = Browser(app).post(FORM, {"text": "Call this number"}, headers=headers)
    assert answer.status_code == 401
    assert "Call this number" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}, {}],
)
def test_words_that_our_own_page_sends_are(app, headers):
    answer = Browser(app).post(FORM, {"text": "My long work"}, headers=headers)
    assert "My long work" in answer.text


def test_a_refused_sign_in_form_shows_no_password(app):
    answer = Browser(app).post(PAGE, {"email": "a@b.example", "password": "secret words"})
    assert answer.status_code == 400
    assert "secret words" not in answer.text


def test_tries_are_counted_in_the_store(app, reporter):
    Browser(app).try_to_sign_in(reporter.email, WRONG)
    with app.app_context():
        assert len(db.session.scalars(select(SignInAttempt)).all()) == 1


def test_the_kept_page_shows_words_and_hides_what_is_for_the_form_alone(client):
    answer = client.post(
        "/desk/claims/1/verdict",
        data={
            "verdict-csrf_token": "secret-token",
            "verdict-revision": "3",
            "verdict-summary": "My summary.",
        },
    )
    assert answer.status_code in (400, 401)
    assert "secret-token" not in answer.text
    assert ">Summary</label>" in answer.text
    assert '<input type="hidden" name="verdict-revision" value="3">' in answer.text
