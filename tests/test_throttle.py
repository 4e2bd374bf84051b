"""Ten tries in five minutes, by account and by network, however they are spelled."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app import create_app
from models.base import db
from models.user import SignInAttempt
from operations import throttle
from operations.throttle import TooManyTries, network_of
from tests.support.signing_in import PAGE, Browser

WRONG = "not the password at all"
START = "2026-03-01T12:00Z"


@pytest.fixture
def here(app):
    with app.app_context():
        yield


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(START, tick=False)
    return time_machine


def rows():
    return db.session.scalar(select(func.count()).select_from(SignInAttempt))


def use_up_account(email):
    for number in range(throttle.TRIES):
        throttle.take(email, f"203.0.113.{number}")


def test_the_eleventh_try_at_an_account_is_refused_from_anywhere(here, clock):
    use_up_account("anna@desk.example")
    clock.shift(60)
    with pytest.raises(TooManyTries) as refused:
        throttle.take("anna@desk.example", "198.51.100.1")
    assert refused.value.wait == 240
    assert "4 minutes" in str(refused.value)


def test_the_eleventh_try_from_a_network_is_refused_for_anybody(here, clock):
    for number in range(throttle.TRIES):
        throttle.take(f"person{number}@desk.example", "203.0.113.7")
    with pytest.raises(TooManyTries):
        throttle.take("anna@desk.example", "203.0.113.7")
    throttle.take("anna@desk.example", "203.0.113.8")


def test_after_five_minutes_there_are_tries_again_and_the_old_ones_are_gone(here, clock):
    use_up_account("anna@desk.example")
    clock.shift(timedelta(minutes=5))
    throttle.take("anna@desk.example", "198.51.100.1")
    assert rows() == 1


def test_the_window_slides(here, clock):
    for _ in range(throttle.TRIES):
        throttle.take("anna@desk.example", "203.0.113.7")
        clock.shift(20)
    with pytest.raises(TooManyTries) as refused:
        throttle.take("anna@desk.example", "203.0.113.7")
    assert refused.value.wait == 100
    clock.shift(100)
    throttle.take("anna@desk.example", "203.0.113.7")
    with pytest.raises(TooManyTries):
        throttle.take("anna@desk.example", "203.0.113.7")


def test_refused_tries_do_not_prolong_the_wait(here, clock):
    use_up_account("anna@desk.example")
    for _ in range(20):
        with pytest.raises(TooManyTries):
            throttle.take("anna@desk.example", "198.51.100.1")
    assert rows() == throttle.TRIES


@pytest.mark.parametrize(
    "spelled",
    [
        "ANNA@DESK.EXAMPLE",
        "  anna@desk.example\t",
        "an na@desk.example",
        "anna@desk.example\u200b",
        "an\u00adna@desk.example",
        "ａｎｎａ＠ｄｅｓｋ．example",
        "anna\u2060@desk.example",
        "𝒶nna@desk.example",
        "anna@desk.example\0",
    ],
)
def test_no_spelling_of_an_account_has_tries_of_its_own(here, clock, spelled):
    use_up_account("anna@desk.example")
    with pytest.raises(TooManyTries):
        throttle.take(spelled, "198.51.100.1")


def test_domains_count_alike_in_both_their_forms(here, clock):
    use_up_account("anna@bücher.example")
    with pytest.raises(TooManyTries):
        throttle.take("anna@xn--bcher-kva.example", "198.51.100.1")


def test_success_clears_the_account_and_leaves_the_network_its_failures(here, clock):
    for _ in range(9):
        throttle.take("anna@desk.example", "203.0.113.7")
    throttle.succeeded(throttle.take("anna@desk.example", "203.0.113.7"))
    for number in range(9):
        throttle.take("anna@desk.example", f"198.51.100.{number}")
    throttle.take("bert@desk.example", "203.0.113.7")
    with pytest.raises(TooManyTries):
        throttle.take("carl@desk.example", "203.0.113.7")


def test_a_newsroom_behind_one_address_signs_in_together(here, clock):
    for number in range(30):
        throttle.succeeded(throttle.take(f"person{number}@desk.example", "203.0.113.7"))


def test_what_is_typed_is_not_kept(here, clock):
    throttle.take("my secret password", "203.0.113.7")
    (row,) = db.session.scalars(select(SignInAttempt))
    assert "secret" not in row.account
    assert len(row.account) == 64


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        (None, "unknown"),
        ("no address", "unknown"),
    ],
)
def test_addresses_count_by_network(address, network):
    assert network_of(address) == network


def test_tries_at_the_same_moment_do_not_slip_through(app):
    def take(number):
        with app.app_context():
            try:
                throttle.take("anna@desk.example", f"203.0.113.{number}")
            except TooManyTries:
                return False
            return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(take, range(3 * throttle.TRIES))) == throttle.TRIES


# Through the page ------------------------------------------------------------------------------


def use_up_page(app, email, address="192.0.2.9"):
    browser = Browser(app, address)
    for _ in range(throttle.TRIES):
        assert browser.try_to_sign_in(email, WRONG).status_code == 422
    return browser


def test_the_page_says_how_long_to_wait_and_lets_nobody_in(app, people, clock):
    person = people.reporter
    browser = use_up_page(app, person.email)
    answer = browser.try_to_sign_in(person.email, person.password)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "300"
    assert "Wait 5 minutes" in answer.text
    clock.shift(301)
    browser.sign_in(person)


def test_known_and_unknown_accounts_are_throttled_alike(app, people, clock):
    answers = []
    for email, address in ((people.reporter.email, "192.0.2.1"), ("no@one.example", "192.0.2.2")):
        answer = use_up_page(app, email, address).try_to_sign_in(email, WRONG)
        answers.append((answer.status_code, answer.headers["Retry-After"], told(answer)))
    assert answers[0] == answers[1]


def told(answer):
    return answer.text.partition("error-summary")[2].partition("</div>")[0]


def test_a_trusted_proxy_tells_who_asks_and_the_asker_cannot(settings, clock):
    app = create_app(settings | {"TRUSTED_PROXIES": 1})

    def ask(number, forwarded):
        email = f"person{number}@desk.example"
        sent = {"X-Forwarded-For": forwarded}
        return Browser(app).try_to_sign_in(email, WRONG, headers=sent).status_code

    for number in range(throttle.TRIES):
        assert ask(number, f"198.51.100.{number}, 203.0.113.7") == 422
    assert ask(20, "198.51.100.99, 203.0.113.7") == 429
    assert ask(21, "203.0.113.8") == 422
    app.extensions["assay.engines"].dispose()


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP"])
def test_forwarded_addresses_buy_no_tries(app, clock, header):
    browser = Browser(app)
    for number in range(throttle.TRIES):
        sent = {header: f"198.51.100.{number}"}
        browser.try_to_sign_in(f"person{number}@desk.example", WRONG, headers=sent)
    answer = browser.try_to_sign_in("last@desk.example", WRONG, headers={header: "198.51.100.99"})
    assert answer.status_code == 429


def test_addresses_of_one_ipv6_network_share_their_tries(app, clock):
    for number in range(throttle.TRIES):
        Browser(app, f"2001:db8::{number:x}").try_to_sign_in(f"p{number}@desk.example", WRONG)
    assert Browser(app, "2001:db8::ff").try_to_sign_in("a@b.example", WRONG).status_code == 429
    assert Browser(app, "2001:db8:0:1::1").try_to_sign_in("a@b.example", WRONG).status_code == 422


def test_a_try_without_a_form_token_is_none(app, people, clock):
    browser = Browser(app)
    values = {"email": people.reporter.email, "password": WRONG}
    for _ in range(throttle.TRIES + 1):
        assert browser.post(PAGE, values).status_code == 400
    with app.app_context():
        assert rows() == 0
