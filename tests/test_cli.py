"""Commands: what they do, print and answer with; what goes wrong is told in plain lines."""

import json
import os
import subprocess
import sys

import click
import pytest
import sqlalchemy as sa

import cli
import config
from app import create_app
from models import immutable, migrate
from models.base import db
from models.claim import Claim
from models.event import Event
from models.public import PublicClaim, PublicTally
from models.rating import RatingScale
from models.user import Role, User
from operations import claims, indexing
from operations.claims import Wording
from outside import passwords
from queries import settings as stored
from tests.support import postgresql
from tests.support.commands import runner
from tests.support.newsroom import published_claim
from tests.support.schemas import rows_of

ONLY_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ONLY_POSTGRESQL = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
INIT = ("init", "--name", "The Daily", "--admin-name", "Ada Stern")
INIT_MORE = (
    "--admin-email",
    "Ada@Daily.example",
    "--time-zone",
    "Asia/Baghdad",
    "--language",
    "ar",
)
LONG = "a long sentence for the desk"


@pytest.fixture
def run(app):
    return runner(app)


def all_commands(command, path=()):
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from all_commands(inner, (*path, name))
    else:
        yield path


COMMANDS = [path for each in cli.COMMANDS for path in all_commands(each, (each.name,))]


@ONLY_SQLITE
@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_help_and_stands_in_the_docs(run, path):
    told = run(*path, "--help").output
    assert told.startswith("Usage: ")
    assert len(told.split("\n\n")[1].split()) > 3, "it says in a sentence what it does"
    documented = (config.ROOT / "docs" / "commands.md").read_text()
    assert f"`flask {' '.join(path)}" in documented


# --- flask init, flask user ----------------------------------------------------------------------


def test_init_sets_up_a_newsroom(run, desk):
    told = run(*INIT, *INIT_MORE, "--password-stdin", input=f"{LONG}\n").output
    assert told == ("The Daily is set up. Ada Stern signs in at http://localhost/desk/sign-in\n")
    with desk():
        admin = db.session.execute(sa.select(User)).scalar_one()
        assert (admin.email, admin.role, admin.is_demo) == (
            "ada@daily.example", Role.ADMIN, False,
        )  # fmt: skip
        assert passwords.matches(admin.password, LONG)
        scale = db.session.execute(sa.select(RatingScale)).scalar_one()
        assert (scale.name, scale.is_current, len(scale.ratings)) == ("Six ratings", True, 6)
        newsroom = stored.get("newsroom")
        assert (newsroom["name"], newsroom["time_zone"], newsroom["language"]) == (
            "The Daily", "Asia/Baghdad", "ar",
        )  # fmt: skip
    run("check")
    run("verify-log")


def test_init_asks_for_what_no_option_says(run, desk):
    answers = ["The Daily", "Ada Stern", "ada@daily.example", "", "", LONG, LONG]
    told = run("init", input="\n".join(answers) + "\n").output
    assert "Time zone of the desk [UTC]" in told
    assert "Password: \n" in told
    assert LONG not in told
    with desk():
        assert db.session.execute(sa.select(User.email)).scalar_one() == "ada@daily.example"


def test_init_prints_a_password_that_it_made_once(run, desk):
    told = run(*INIT, *INIT_MORE, "--generate-password").output
    made = told.rsplit("Password, shown this once: ", 1)[1].strip()
    with desk():
        assert passwords.matches(db.session.scalar(sa.select(User.password)), made)


@pytest.mark.parametrize(
    ("words", "answer", "told"),
    [
        (("--admin-email", "ada"), LONG, "--admin-email: An email address must have an @-sign."),
        (INIT_MORE, "short", "--password-stdin: A password has at least 12 characters."),
        ((*INIT_MORE, "--time-zone", "Mars"), LONG, "--time-zone: Give a time zone such as"),
        ((*INIT_MORE, "--language", "?"), LONG, "--language: Give a language code such as en"),
        ((*INIT_MORE, "--admin-name", " "), LONG, "--admin-name: Give the person's name."),
        ((*INIT_MORE, "--name", " "), LONG, "--name: Give the newsroom's name."),
    ],
)
def test_init_refuses_beside_the_option_and_writes_nothing(run, app, words, answer, told):
    result = run(*INIT, *words, "--password-stdin", input=f"{answer}\n", code=1)
    assert result.stderr.startswith(f"Error: {told}")
    assert rows(app) == {}


def rows(app):
    with app.extensions["assay.engines"].writer.connect() as connection:
        return {table: found for table, found in rows_of(connection).items() if found}


def test_init_is_refused_where_people_are_already(run, app, people):
    people.observer  # noqa: B018 (makes the person)
    before = rows(app)
    refused = run(*INIT, *INIT_MORE, "--generate-password", code=1)
    assert "This store has people already (1)" in refused.stderr
    assert rows(app) == before


def test_user_add_and_a_new_password(run, app, client):
    run("user", "add", "--email", "mo@daily.example", "--name", "Mo", "--role", "editor",
        "--password-stdin", input=f"{LONG}\n")  # fmt: skip
    answer = client.submit("/desk/sign-in", "Sign in", email="mo@daily.example", password=LONG)
    assert answer.status_code == 302
    refused = run("user", "add", "--email", "Mo@Daily.example", "--name", "M", "--role", "admin",
                  "--generate-password", code=1)  # fmt: skip
    assert refused.stderr == (
        "Error: --email: Somebody has an account with this e-mail address already.\n"
    )
    told = run("user", "password", "--email", "mo@daily.example", "--generate-password").output
    made = told.rsplit("once: ", 1)[1].strip()
    assert client.get("/desk/").status_code == 302, "the session was ended"
    answer = client.submit("/desk/sign-in", "Sign in", email="mo@daily.example", password=made)
    assert answer.status_code == 302
    nobody = run("user", "password", "--email", "x@y.example", "--generate-password", code=1)
    assert "--email: Nobody has an account" in nobody.stderr


@ONLY_SQLITE
def test_unknown_roles_and_two_ways_to_a_password(run):
    words = ("user", "add", "--email", "mo@daily.example", "--name", "Mo", "--role")
    assert "'boss' is not one of" in run(*words, "boss", code=2).stderr
    both = run(*words, "editor", "--password-stdin", "--generate-password", code=2)
    assert "not both" in both.stderr


# --- flask db ------------------------------------------------------------------------------------


@pytest.fixture
def bare_store(request, tmp_path, worker_id):
    """The address of a store that nothing has been done to."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/bare.db"
        return
    server = postgresql.server()
    name = f"{server.run}_{worker_id}_bare"
    yield server.create(name)
    server.drop(name)


@pytest.mark.parametrize("bare_store", ["sqlite", "postgresql"], indirect=True)
def test_store_goes_up_and_down(bare_store, tmp_path):
    app = create_app(
        {"DATABASE_URL": bare_store, "SECRET_KEY": "k", "INSTANCE_PATH": tmp_path / "i"}
    )
    run, head = runner(app), migrate.head()
    behind = run(*INIT, *INIT_MORE, "--generate-password", code=1)
    assert behind.stderr == (
        f"Error: The store is empty, the code at {head}. Run first: flask db upgrade\n"
    )
    assert "failed  Migrations are at the newest\n          the store is at nothing" in (
        run("check", code=1).stdout
    )
    assert json.loads(run("db", "current", "--json", code=1).stdout) == {
        "store": None,
        "code": head,
    }
    assert run("db", "upgrade").output == f"The store is at {head} (it was at nothing).\n"
    assert run("db", "upgrade").output == f"The store is at {head}, as it was.\n"
    assert json.loads(run("db", "current", "--json").stdout) == {"store": head, "code": head}
    run("check")
    run("db", "downgrade", "0002", input="n\n", code=1)
    run("db", "current")
    assert run("db", "downgrade", "0002", "--yes").output == (
        f"The store is at 0002 (it was at {head}).\n"
    )
    assert "at 0002" in run("demo", code=1).stderr
    assert "Can't locate revision" in run("db", "upgrade", "nowhere", code=1).stderr
    run("db", "downgrade", "base", "--yes")
    run("db", "upgrade")
    app.extensions["assay.engines"].dispose()


@ONLY_POSTGRESQL
def test_grant_public_lets_a_role_read_the_public_tables_only(run, app, database):
    role = postgresql.server().public_role
    told = run("db", "grant-public", role).output
    assert told.startswith(f"{role} may read public_appearances, ")
    assert "users" not in told
    missing = run("db", "grant-public", "nobody-here", code=1)
    assert 'The store: role "nobody-here" does not exist' in missing.stderr


@ONLY_SQLITE
def test_grant_public_is_for_postgresql(run):
    assert "Roles are for PostgreSQL" in run("db", "grant-public", "reader", code=1).stderr


# --- flask verify-log, flask check, flask reindex ------------------------------------------------


@pytest.fixture
def claim(people, desk):
    people.admin  # noqa: B018 (somebody in charge)
    return published_claim(desk, people)


def test_verify_log_says_what_is_wrong_and_where(run, app, claim):
    whole = run("verify-log")
    assert whole.stdout.endswith("events verified: the record is whole.\n")
    told = json.loads(run("verify-log", "--json").stdout)
    assert told == {"whole": True, "events": told["events"], "problems": []}
    engine = app.extensions["assay.engines"].writer
    with engine.begin() as connection, immutable.lifted(connection):
        submitted = sa.update(Event).where(Event.verb == "claim.submit")
        connection.execute(submitted.values(verb="claim.take"))
    found = run("verify-log", code=1).stdout
    assert f"claim {claim.id}, event 5: it was changed: its hash is not that of what it says\n" in (
        found
    )
    assert found.endswith("events verified: 1 thing is wrong.\n")
    problems = json.loads(run("verify-log", "--json", code=1).stdout)["problems"]
    assert [(each["subject"], each["id"], each["event"]) for each in problems] == [
        ("claim", claim.id, 5)
    ]


def test_check_says_what_is_wrong(run, app, claim):
    assert {line.split()[0] for line in run("check").stdout.splitlines()} == {"well"}
    with app.extensions["assay.engines"].writer.begin() as connection:
        connection.execute(sa.update(PublicTally).values(count=7))
    told = run("check", code=1).stdout
    assert "failed  Public rows fit their versions\n          tally all " in told
    answer = json.loads(run("check", "--json", code=1).stdout)
    assert not answer["well"]
    failed = [each for each in answer["checks"] if each["state"] == "failed"]
    assert [each["name"] for each in failed] == ["Public rows fit their versions"]
    assert len(failed[0]["findings"]) == 3


@ONLY_SQLITE
def test_check_in_production_wants_https_and_no_demo(run, app, desk):
    run("demo")
    app.config["PRODUCTION"] = True
    told = run("check", code=1).stdout
    assert "ASSAY_BASE_URL should begin with https://" in told
    assert "the demo is in this store" in told


@ONLY_POSTGRESQL
def test_check_warns_of_a_public_side_that_could_read_the_desk(settings, database):
    app = create_app({**settings, "PUBLIC_DATABASE_URL": database.url})
    told = runner(app)("check").stdout
    assert "warning The public side is confined\n          it may read the desk's tables" in told
    app.extensions["assay.engines"].dispose()


def test_reindex_mends_the_public_rows_and_the_indexes(run, app, desk, claim):
    with desk():
        db.writing()
        db.session.execute(sa.update(PublicTally).values(count=7))
        db.session.execute(sa.update(PublicClaim).values(rating_slug="false"))
        indexing.remove("claim_search", claim.id)
        indexing.put("claim_search", 99, "words")
        indexing.put("public_search", 99, "words")
    run("check", code=1)
    assert run("reindex", "--public").stdout == "1 public checks written anew.\n"
    assert "claim_search" in run("check", code=1).stdout
    assert run("reindex", "--search").stdout == "1 claims indexed anew.\n"
    run("check")
    assert run("reindex").stdout.count("\n") == 2


def test_reindexing_takes_claims_in_portions(run, desk, people, monkeypatch):
    monkeypatch.setattr("operations.reindexing.AT_ONCE", 2)
    with desk(people.reporter) as reporter:
        for number in range(5):
            claims.create(reporter, Wording(statement=f"It was {number}.", claimant="Somebody"))
        for claim_id in db.session.scalars(sa.select(Claim.id)).all():
            indexing.remove("claim_search", claim_id)
    assert run("reindex", "--search").stdout == "5 claims indexed anew.\n"
    assert "well    Search indexes are complete" in run("check", code=1).stdout


# --- what goes wrong before a command begins -----------------------------------------------------


@ONLY_SQLITE
def test_store_that_does_not_answer_is_told_in_one_line(settings, tmp_path):
    nowhere = "postgresql://nobody@127.0.0.1:1/nowhere"
    for url in (nowhere, f"sqlite:///{tmp_path}/no/folder/assay.db"):
        app = create_app({**settings, "DATABASE_URL": url, "PUBLIC_DATABASE_URL": url})
        run = runner(app)
        for words in (["db", "upgrade"], ["demo"], ["verify-log"]):
            told = run(*words, code=1).stderr
            assert told.startswith("Error: The store: ")
            assert told.count("\n") == 1
        answer = json.loads(run("check", "--json", code=1).stdout)
        assert [each["state"] for each in answer["checks"]] == ["failed"]
        app.extensions["assay.engines"].dispose()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRUSTED_PROXIES", "many"),
        ("DATABASE_URL", "mysql://localhost/assay"),
        ("LOG_LEVEL", "loud"),
        ("PRODUCTION", "perhaps"),
        ("INSTANCE_PATH", "/dev/null/instance"),
    ],
)
def test_setting_that_cannot_be_read_is_an_error_for_people(tmp_path, name, value):
    environment = {"ASSAY_INSTANCE_PATH": str(tmp_path), f"ASSAY_{name}": value}
    with pytest.raises(click.ClickException, match=f"^ASSAY_{name}"):
        config.load(environment)


def test_and_it_is_told_in_one_line_before_any_command(tmp_path):
    environment = {
        **os.environ, "ASSAY_INSTANCE_PATH": str(tmp_path), "ASSAY_LOG_LEVEL": "loud"
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "check"],
        cwd=config.ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ASSAY_LOG_LEVEL='loud': ")
    assert done.stderr.count("\n") == 1
