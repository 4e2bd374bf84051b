"""The demo: built as people would build it, never twice, and taken out without a trace."""

import json
import re
from collections import Counter

import pytest
import sqlalchemy as sa

import config
from commands import demo_accounts
from models.appearance import Appearance
from models.base import db
from models.claim import Claim, ClosedReason, Stage
from models.document import Document, Passage, Triage
from models.event import Event, SubjectKind
from models.public import PublicClaim, PublicSetting, PublicTally
from models.source import Citation, Source
from models.topic import Topic
from models.user import Role, User
from models.verdict import Verdict
from operations import (
    claims,
    demo,
    handling,
    notes,
    publishing,
    settings,
    sources,
    splitting,
    verdicts,
)
from operations.claims import Quote, Wording
from operations.demo import DemoState
from operations.errors import Refused
from operations.sources import Evidence
from queries import claims as claim_queries
from queries import gate, scales
from queries import settings as stored
from tests.support.commands import runner
from tests.support.newsroom import record_of
from tests.support.schemas import rows_of

DOSSIER = json.loads((config.ROOT / "demo" / "dossier.json").read_text())
DIGEST = (config.ROOT / "demo" / "digest.txt").read_bytes()
PASSWORDS = {account.email: "a demo password" for account in demo.ACCOUNTS}
SIGN_IN = re.compile(r"^  (\w+) +(\S+@\S+) +(\S+) +(\S.*)$", re.MULTILINE)
INIT = (
    "init", "--name", "The Daily", "--admin-name", "Ada", "--admin-email", "ada@daily.example",
    "--generate-password",
)  # fmt: skip
INSTALLATION_ONLY = {"events", "event_payloads", "event_heads", "settings", "public_settings"}


@pytest.fixture
def run(app):
    return runner(app)


def quickly_built(desk):
    """The demo with passwords that the test knows, without a commit for each step."""
    with desk():
        for _ in demo.build(DOSSIER, DIGEST, PASSWORDS):
            pass


def rows(app):
    with app.extensions["assay.engines"].writer.connect() as connection:
        return {table: found for table, found in rows_of(connection).items() if found}


def claim_of(slug):
    """The demo's claim by its name in the dossier."""
    statement = next(item["statement"] for item in DOSSIER["claims"] if item["slug"] == slug)
    return db.session.execute(sa.select(Claim).where(Claim.statement == statement)).scalar_one()


def count(model):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def test_the_dossier_is_on_file_as_it_says(run, desk):
    run("demo")
    with desk():
        stages = Counter(db.session.scalars(sa.select(Claim.stage)))
        assert stages == {
            Stage.DONE: 12, Stage.RESEARCHING: 2, Stage.IN_REVIEW: 1, Stage.CLOSED: 1
        }  # fmt: skip
        assert count(PublicClaim) == 12
        assert (count(Source), count(Citation), count(Topic)) == (24, 36, 4)
        for item in DOSSIER["claims"]:
            claim = claim_of(item["slug"])
            assert (claim.stage, claim.headline) == (item["stage"], item["headline"])
            assert claim.claimed_on.isoformat()[:7] == "2006-03"
            assert claim.claimed_on_inferred
            assert sorted(topic.name for topic in claim.topics) == sorted(item["topics"])
            work = claim_queries.work(claim)
            assert [place.passage.exact for place in work.appearances] == [item["quote"]]
            assert [(c.stance, c.finding) for c in work.citations] == [
                (c["stance"], c["finding"]) for c in item["citations"]
            ]
            assert {c.accessed_on.isoformat() for c in work.citations} <= {"2026-11-24"}
            found = work.in_force or work.pending
            assert (found and found.rating.slug) == (item["verdict"] or {}).get("rating")
        held = claim_of("allawi-cia")
        assert held.legal_hold.startswith("Living person. His own account")
        closed = claim_of("us-preparing-war-iran")
        assert closed.closed_reason is ClosedReason.NOT_CHECKABLE
        assert "secret intentions" in closed.closed_note
        assert {public.value["is_demo"] for public in db.session.scalars(
            sa.select(PublicSetting).where(PublicSetting.key == "demo"))} == {True}  # fmt: skip
    run("verify-log")
    run("check")


def test_a_reporter_marks_and_drafts_and_an_editor_publishes(desk):
    quickly_built(desk)
    with desk():
        by_email = {user.id: user.email for user in db.session.scalars(sa.select(User))}
        in_force = db.session.scalars(
            sa.select(Verdict).where(Verdict.published_by_id.is_not(None))
        ).all()
        assert {by_email[v.published_by_id] for v in in_force} == {"editor@demo.example"}
        assert {by_email[v.submitted_by_id] for v in in_force} == {"reporter@demo.example"}
        assert {by_email[c.created_by_id] for c in db.session.scalars(sa.select(Citation))} == {
            "reporter@demo.example"
        }

        triage = Counter(db.session.scalars(sa.select(Passage.triage)))
        assert triage == {Triage.TO_CHECK: 16, Triage.OPINION: 2, Triage.PREDICTION: 1}
        both = [
            db.session.execute(
                sa.select(Passage.start, Passage.end)
                .join(Appearance, Appearance.passage_id == Passage.id)
                .where(Appearance.claim_id == claim_of(slug).id)
            ).one()
            for slug in ("death-squads-occupying-powers", "death-squads-ruling-parties")
        ]
        assert both[0].start < both[1].start < both[0].end == both[1].end


def test_claim_without_source_and_claim_on_hold_go_no_further_and_say_why(desk):
    quickly_built(desk)
    with desk():
        reporter = db.session.scalar(sa.select(User).where(User.role == Role.REPORTER))
        claim = claim_of("death-squads-occupying-powers")
        rating_id = scales.offered()[0].id
        verdicts.draft(
            reporter, claim, 0, rating_id=rating_id, summary="So.", explanation="So it is."
        )
        with pytest.raises(Refused, match="Add at least one source as evidence"):
            verdicts.submit(reporter, claim)

        editor = db.session.scalar(sa.select(User).where(User.role == Role.EDITOR))
        with pytest.raises(Refused, match="On legal hold"):
            verdicts.publish(editor, claim_of("allawi-cia"))
        items = gate.checklist(claim_queries.work(claim_of("allawi-cia")))
        assert [item.key for item in gate.blocking(items)] == ["hold"]


def test_sign_in_is_printed_each_time_and_works(run, app, as_, client):
    first = run("demo", "--if-empty")
    before = rows(app)
    second = run("demo", "--if-empty")
    assert rows(app) == before
    accounts = SIGN_IN.findall(first.stdout)
    assert [role for role, *_ in accounts] == ["Observer", "Reporter", "Editor", "Editor", "Admin"]
    assert SIGN_IN.findall(second.stdout) == accounts
    assert "Sign in at http://localhost/desk/sign-in" in second.stdout
    for _, email, password, _ in accounts:
        answer = client.submit("/desk/sign-in", "Sign in", email=email, password=password)
        assert answer.status_code == 302, email
        client.delete_cookie("assay_desk", path="/desk")
    with app.app_context():
        path = demo_accounts.path()
    assert path.stat().st_mode & 0o777 == 0o600
    path.unlink()
    renewed = SIGN_IN.findall(run("demo").stdout)
    assert [row[1] for row in renewed] == [row[1] for row in accounts]
    assert {row[2] for row in renewed}.isdisjoint({row[2] for row in accounts})
    _, email, password, _ = renewed[0]
    assert client.submit(
        "/desk/sign-in", "Sign in", email=email, password=password
    ).status_code == (302)


@pytest.mark.parametrize("finished", [6, 60])
def test_a_demo_left_half_built_is_built_anew(run, app, desk, finished):
    with desk():
        for operations, _ in enumerate(demo.build(DOSSIER, DIGEST, PASSWORDS), start=1):
            db.commit()
            if operations == finished:
                break
        assert demo.state() is DemoState.HALF_BUILT
    told = run(*INIT, code=1).stderr
    assert "The demo's are taken out by: flask demo --remove" in told
    printed = run("demo", "--if-empty").stdout
    assert "left half-built" in printed
    assert SIGN_IN.findall(printed)
    with desk():
        assert (count(Claim), count(Document), count(User)) == (16, 1, 5)
        assert demo.state() is DemoState.BUILT
    run("verify-log")
    run("check")


def test_a_store_with_something_in_it_is_left_alone(run, app, people):
    people.reporter  # noqa: B018 (makes the person)
    before = rows(app)
    refused = run("demo", code=1)
    assert "something in this store already" in refused.stderr
    left_out = run("demo", "--if-empty")
    assert left_out.stdout == (
        "There is something in this store already, so the demo is left out.\n"
    )
    assert rows(app) == before


def test_production_refuses_the_demo(run, app):
    app.config["PRODUCTION"] = True
    for words in (["demo"], ["demo", "--if-empty"], ["demo", "--remove", "--yes"]):
        assert "refused in production" in run(*words, code=1).stderr
    assert rows(app).keys() <= {"alembic_version"}


def test_taken_out_it_leaves_nothing_behind(run, app, desk):
    run("demo")
    with desk():
        kept = [path for path in db.files.rglob("*") if path.is_file()]
        accounts = demo_accounts.path()
    assert len(kept) == 1
    before = rows(app)
    assert "16 claims" in run("demo", "--remove", input="n\n", code=1).stdout
    assert rows(app) == before

    printed = run("demo", "--remove", "--yes").stdout
    for part in ("16 claims", "12 published checks", "24 sources", "5 accounts", "1 document,"):
        assert part in printed
    assert "Stays" not in printed
    assert set(rows(app)) == INSTALLATION_ONLY
    assert not kept[0].exists()
    assert not accounts.exists()
    with desk():
        subjects = set(db.session.scalars(sa.select(Event.subject_kind).distinct()))
        last = db.session.execute(sa.select(Event).order_by(Event.id.desc()).limit(1)).scalar_one()
        assert subjects == {SubjectKind.INSTALLATION}
        assert last.verb == "demo.removed"
        assert json.loads(last.payload.body)["removed"]["claims"] == 16
    run("verify-log")
    run("check")
    assert run("demo", "--remove").stdout == "There is no demo in this store.\n"

    run("demo")
    run("demo", "--remove", "--yes")
    run(*INIT)
    run("verify-log")
    run("check")


def test_an_error_on_the_way_takes_nothing_out(run, app, desk, monkeypatch):
    quickly_built(desk)
    before = rows(app)

    def fail():
        raise OSError("the disk is gone")

    monkeypatch.setattr(publishing, "rebuild", fail)
    assert "the disk is gone" in run("demo", "--remove", "--yes", code=1).stderr
    assert rows(app) == before
    run("check")


def outsiders_claim(desk, person, statement="Oil was at 60 dollars."):
    """A claim of somebody else that is made of the demo's document, source, claimant, topic."""
    with desk(person) as actor:
        document = db.session.execute(sa.select(Document)).scalar_one()
        source = db.session.scalar(sa.select(Source).order_by(Source.id))
        wording = Wording(
            statement=statement, claimant="Iyad Allawi", topics="Iraq war, Oil", headline="Oil?"
        )
        claim = claims.create(actor, wording, Quote(document.current, "Behind all this"))
        handling.take(actor, claim)
        sources.cite(actor, claim, Evidence("supports", finding="It says so."), source=source)
        verdicts.draft(
            actor, claim, 0, rating_id=scales.offered()[1].id, summary="So.", explanation="So."
        )
        verdicts.submit(actor, claim)
        return claim.id, source.id


def test_others_work_stays_whole_with_what_it_refers_to(run, app, desk, people):
    quickly_built(desk)
    claim_id, source_id = outsiders_claim(desk, people.reporter)
    with desk(people.editor) as editor:
        verdicts.publish(editor, record_of(claim_id))
        public = db.session.get(PublicClaim, claim_id).body
    before = rows(app)
    printed = run("demo", "--remove", "--yes").stdout
    assert "16 claims" in printed
    assert f"Sources that others work with: {title_of(source_id, before)}" in printed
    assert "Documents that others work with: Washington turns" in printed
    assert "Accounts, closed, of those whose doings are part of what stays: Mona Reyes" in printed
    after = rows(app)
    for table in ("claims", "citations", "verdicts", "public_claims", "public_versions"):
        key = "id" if table == "claims" else "claim_id"
        assert after[table] == [row for row in before[table] if row[key] == claim_id], table
    assert [row["id"] for row in after["sources"]] == [source_id]
    assert [row["name"] for row in after["claimants"]] == ["Iyad Allawi"]
    assert {row["name"] for row in after["topics"]} == {"Iraq war", "Oil"}
    assert [row["slug"] for row in after["public_claimants"]] == ["iyad-allawi"]
    assert {row["slug"] for row in after["public_topics"]} == {"iraq-war", "oil"}
    assert len(after["public_documents"]) == 1
    assert sum(row["count"] for row in after["public_tallies"] if row["dimension"] == "all") == 1
    assert len(after["ratings"]) == 6
    accounts = {row["email"]: row["active"] for row in after["users"] if row["is_demo"]}
    assert accounts == {"reporter@demo.example": False}
    with desk():
        assert db.session.get(PublicClaim, claim_id).body == public
        demo_mark = db.session.get(PublicSetting, "demo").value
        assert demo_mark == {"is_demo": False}
        assert demo.state() is DemoState.OTHERS
        assert db.session.scalar(sa.select(sa.func.count()).select_from(PublicTally)) == 4
    run("verify-log")
    assert "no active administrator" in run("check", code=1).stdout
    run("user", "add", "--email", "a@daily.example", "--name", "A", "--role", "admin",
        "--generate-password")  # fmt: skip
    run("check")


def title_of(source_id, before):
    return next(row["title"] for row in before["sources"] if row["id"] == source_id)


def test_a_demo_claim_that_others_worked_on_stays_and_with_it_the_mark(run, desk, people):
    quickly_built(desk)
    people.admin  # noqa: B018 (makes the person)
    with desk(people.reporter) as reporter:
        whole = claim_of("allawi-installed-by-bremer")
        half = splitting.split(
            reporter, whole, whole.revision, first="Allawi was installed.", second="Bremer did it."
        )
        touched = claim_of("allawi-background")
        notes.add(reporter, touched, body="Seen otherwise.")
        touched_id = touched.id
        ids = {whole.id, half.id, touched_id}
        handling.take(reporter, half)
    printed = run("demo", "--remove", "--yes").stdout
    assert "14 claims" in printed
    assert (
        "Claims that others worked on, and with them the demo's mark: Allawi was installed.; "
        "Iyad Allawi is a Shi'ite and a former Ba'athist."
    ) in printed
    with desk():
        assert set(db.session.scalars(sa.select(Claim.id))) == ids
        assert db.session.scalars(sa.select(PublicClaim.claim_id)).all() == [touched_id]
        assert db.session.get(PublicSetting, "demo").value == {"is_demo": True}
        closed = db.session.scalars(sa.select(User.email).where(User.is_demo)).all()
        assert set(closed) == {"editor@demo.example", "reporter@demo.example"}
    run("verify-log")
    run("check")


def test_what_the_demos_people_did_elsewhere_stays(run, desk, people, app):
    """Also: an account that must stay is opened again by the next demo."""
    quickly_built(desk)
    with desk():
        admin = db.session.scalar(sa.select(User).where(User.role == Role.ADMIN, User.is_demo))
        settings.set_newsroom(admin, name="Another name", time_zone="Asia/Baghdad")
    run("demo", "--remove", "--yes")
    with desk():
        assert db.session.scalars(sa.select(User.email)).all() == ["admin@demo.example"]
        assert db.session.scalars(sa.select(User.active)).all() == [False]
        assert demo.state() is DemoState.EMPTY
        assert stored.get("newsroom") == stored.DEFAULTS["newsroom"]
    run("verify-log")
    run("check")
    printed = run("demo").stdout
    assert [email for _, email, *_ in SIGN_IN.findall(printed)] == [a.email for a in demo.ACCOUNTS]
    with desk():
        assert count(User) == 5
        assert set(db.session.scalars(sa.select(User.active))) == {True}
    run("check")
    run("demo", "--remove", "--yes")
    run(*INIT)
    run("check")
