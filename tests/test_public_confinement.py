"""The public side reads `public_*` tables and nothing else, and nothing of the desk gets out."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from sqlalchemy import event, select
from sqlalchemy.exc import DatabaseError

from models.all import Base
from models.base import db
from models.document import Document
from operations import claims, handling, notes, passages, sources, verdicts
from operations.claims import Wording
from operations.sources import Evidence, SourceFacts
from tests.support.newsroom import (
    WORDING,
    add_document,
    draft,
    open_newsroom,
    published_claim,
    record_of,
)
from tests.support.reading import links
from views.access import ACCESS

TABLES = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
PUBLIC = [table for table in TABLES if table.name.startswith("public_")]
DESK = [table for table in TABLES if not table.name.startswith("public_")]


# The session


def test_public_session_reads_every_public_table(desk):
    with desk():
        for table in PUBLIC:
            db.public.execute(select(table).limit(1))
        db.public.execute(sa.text("SELECT * FROM public_search LIMIT 1"))


def test_public_session_reads_no_table_of_the_desk(desk):
    assert len(DESK) > 15
    with desk():
        for table in DESK:
            with pytest.raises(DatabaseError):
                db.public.execute(select(table).limit(1))
            db.public.rollback()
        for name in ("claim_search", "alembic_version"):
            with pytest.raises(DatabaseError):
                db.public.execute(sa.text(f"SELECT * FROM {name}"))
            db.public.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO public_topics (slug, name) VALUES ('a', 'A')",
        "UPDATE public_claims SET body = ''",
        "DELETE FROM public_settings",
        "DROP TABLE public_topics",
        "CREATE TABLE public_more (a INTEGER)",
        "SELECT statement FROM claims WHERE id IN (SELECT claim_id FROM public_claims)",
        "SELECT * FROM public_topics UNION SELECT email, email FROM users",
    ],
)
def test_public_session_changes_nothing_and_joins_nothing(desk, statement):
    with desk(), pytest.raises(DatabaseError):
        db.public.execute(sa.text(statement))


# What gets out


SPELLED = "CANARY"
SPEECH = f"""{SPELLED}-text-before, a long way before anything that was checked here.

The bridge cost two million.

{SPELLED}-skipped-passage. {SPELLED}-text-after, a long way after anything that was checked.
"""


@pytest.fixture
def newsroom(desk, people):
    """A published claim, and canaries in every field of the desk that is not for readers."""
    open_newsroom(desk)
    speech = add_document(desk, people, SPEECH)
    claim = published_claim(
        desk, people, document_id=speech, quote="The bridge cost two million.", rating="half-true"
    )
    unpublished_speech(desk, people)
    with desk(people.reporter) as reporter:
        record = record_of(claim.id)
        version = db.session.get(Document, speech).current
        passages.mark(
            reporter, version, quote=f"{SPELLED}-skipped-passage", triage="skipped",
            reason=f"{SPELLED}-skip-reason",
        )  # fmt: skip
        notes.add(reporter, record, body=f"{SPELLED}-internal-note")
        notes.add(
            reporter, record, body=f"{SPELLED}-confidential-note", visibility="confidential",
            readers=[reporter],
        )  # fmt: skip
        # A public note, evidence and wording that wait for the next publication.
        notes.add(reporter, record, body=f"{SPELLED}-pending-note", visibility="public")
        claims.edit(
            reporter, record, record.revision, replace(WORDING, headline=f"{SPELLED}-headline")
        )
        sources.cite(
            reporter, record,
            Evidence(stance="contradicts", finding=f"{SPELLED}-finding", quote=f"{SPELLED}-quote"),
            facts=SourceFacts(
                title=f"{SPELLED}-source", independence_group=f"{SPELLED}-group"
            ),
        )  # fmt: skip
    with desk(people.editor) as editor:
        record = record_of(claim.id)
        handling.hold(editor, record, reason=f"{SPELLED}-legal-hold")
        revision = verdicts.revise(editor, record).revision
        draft(
            editor, record, revision, "false", summary=f"{SPELLED}-draft-summary",
            explanation=f"{SPELLED}-draft-explanation",
        )  # fmt: skip
    unpublished_claims(desk, people)
    return claim


def unpublished_speech(desk, people):
    add_document(
        desk, people, f"{SPELLED}-other-text", title=f"{SPELLED}-other-title",
        publisher=f"{SPELLED}-other-publisher", author=f"{SPELLED}-other-author",
    )  # fmt: skip


def unpublished_claims(desk, people):
    wording = Wording(
        statement=f"{SPELLED}-statement about a bridge",
        claimant=f"{SPELLED} Claimant",
        claimant_description=f"{SPELLED}-role",
        topics=f"{SPELLED} topic",
    )
    with desk(people.reporter) as reporter:
        returned = claims.create(reporter, wording)
        handling.take(reporter, returned)
        sources.cite(
            reporter, returned, Evidence(stance="supports", finding="It does."),
            facts=SourceFacts(title=f"{SPELLED}-source-2"),
        )  # fmt: skip
        draft(reporter, returned, 0, "true", summary="It is.", explanation=f"{SPELLED}-why")
        verdicts.submit(reporter, returned)
        closed = claims.create(reporter, replace(wording, statement=f"{SPELLED}-closed-statement"))
        returned_id, closed_id = returned.id, closed.id
    with desk(people.editor) as editor:
        verdicts.send_back(editor, record_of(returned_id), reason=f"{SPELLED}-returned")
        handling.close(
            editor, record_of(closed_id), reason="out_of_scope", note=f"{SPELLED}-closed-note"
        )


def addresses(client, claim):
    """Every public address that can be reached by links, and those that are only for programs."""
    waiting = [
        "/", claim.path, f"/claims/{claim.public_id}", f"/embed/claims/{claim.public_id}",
        "/embed/claims/none", "/search?q=bridge", f"/search?q={SPELLED}", "/dashboard",
        "/dashboard/verdicts.csv", "/dashboard/verdicts.csv?table=time", "/robots.txt",
        "/methodology", "/healthz", "/readyz", "/nowhere",
        "/topics/bridges", "/topics/canary-topic", "/claimants/canary-claimant",
    ]  # fmt: skip
    seen = set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address, buffered=True)
        yield address, answer
        if answer.mimetype == "text/html":
            for link in links(answer):
                path = urlsplit(link)._replace(scheme="", netloc="", fragment="").geturl()
                if path.startswith("/"):
                    waiting.append(path)


def test_nothing_of_the_desk_is_in_any_public_byte(app, client, desk, people, newsroom):
    hidden = [
        SPELLED.lower(),
        *(person.email for person in (people.reporter, people.editor)),
        *(person.name.split()[0] for person in (people.reporter, people.editor)),
    ]
    reached = set()
    adapter = app.url_map.bind("localhost")
    for address, answer in addresses(client, newsroom):
        told = (answer.text + str(answer.headers)).replace(f'value="{SPELLED}"', "")
        told = told.replace(f"Search: {SPELLED}", "").lower()
        if "canary" not in address:
            found = [word for word in hidden if word.lower() in told]
            assert not found, f"{found} in {address}"
        if address != "/robots.txt":
            assert "/desk" not in told, address
        if answer.status_code < 400:
            reached.add(adapter.match(urlsplit(address).path)[0])
    public = {name for name, access in ACCESS.items() if access in ("public", "embed")}
    assert public <= reached, "a public page that this test does not fetch"


def test_the_canaries_are_really_there(desk, newsroom):
    """Or the test above would find nothing for the wrong reason."""
    told = 0
    with desk():
        for table in DESK:
            for row in db.session.execute(select(table)):
                told += str(row).count(SPELLED)
    assert told > 40


def test_public_pages_ask_the_public_session_alone(app, client, newsroom):
    asked = []

    def note(connection, cursor, statement, *rest):
        asked.append(statement)

    writer = app.extensions["assay.engines"].writer
    event.listen(writer, "before_cursor_execute", note)
    try:
        for address, _ in addresses(client, newsroom):
            assert not asked, (address, asked)
    finally:
        event.remove(writer, "before_cursor_execute", note)


def test_the_public_side_writes_no_cookie_and_reads_none(client, newsroom):
    for address in ("/", newsroom.path, f"/embed/claims/{newsroom.public_id}"):
        plain = client.get(address)
        with_cookie = client.get(address, headers={"Cookie": "assay_desk=forged; session=x"})
        assert with_cookie.data == plain.data
        assert "Set-Cookie" not in with_cookie.headers
        assert "cookie" not in with_cookie.headers.get("Vary", "").lower()
