"""Each thing that `flask check` looks at is spoilt once, past every rule, and found."""

import pytest
import sqlalchemy as sa

from models import immutable
from models.base import db
from models.claim import Claim, ClaimContributor
from models.document import DocumentVersion
from models.file import File
from models.public import (
    PublicAppearance,
    PublicClaim,
    PublicClaimant,
    PublicClaimTopic,
    PublicTally,
    PublicTopic,
    PublicVersion,
)
from models.rating import RatingScale
from models.user import User
from models.verdict import Verdict
from operations import claims, indexing
from operations.claims import Wording
from outside import files
from queries import invariants, public_rows
from tests.support.newsroom import add_document, corrected, published_claim


@pytest.fixture
def check(people, desk):
    """A published and corrected claim of a passage, and another claim that is new."""
    people.admin  # noqa: B018 (somebody in charge)
    document_id = add_document(desk, people, "The bridge cost two million, they say.")
    claim = published_claim(
        desk, people, document_id=document_id, quote="The bridge cost two million",
        topics="Bridges, Money",
    )  # fmt: skip
    corrected(desk, people, claim, rating="false")
    with desk(people.reporter) as reporter:
        claims.create(reporter, Wording(statement="It was so.", claimant="Somebody"))
    return claim.id


def findings():
    """What all questions find, in one list."""
    found = []
    for ask in (
        invariants.record_guarded,
        invariants.scale_in_use,
        invariants.somebody_in_charge,
        invariants.texts_verbatim,
        lambda: invariants.files_kept(lambda digest: files.path(db.files, digest)),
        invariants.stages_fit_verdicts,
        invariants.one_verdict_in_force,
        invariants.second_person,
        public_rows.differences,
        invariants.search_complete,
    ):
        found += ask()
    return found


def found_after(*acts):
    """What is found once these statements or functions are done; then they are undone."""
    db.writing()
    connection = db.session.connection()
    with immutable.lifted(connection):
        for act in acts:
            if callable(act):
                act()
            else:
                connection.execute(act)
    found = findings()
    db.rollback()
    return found


def test_what_is_well_is_found_well(check, desk):
    with desk():
        assert findings() == []


def test_an_empty_store_is_well(app, desk):
    with desk():
        assert findings() == []


def test_everything_that_is_spoilt_is_found(check, desk):
    claim = f"claim {check}"
    of_claim = sa.update(Claim).where(Claim.id == check)
    row = sa.update(PublicClaim).where(PublicClaim.claim_id == check)
    verdict = sa.update(Verdict).where(Verdict.claim_id == check, Verdict.state == "in_force")
    tally = sa.update(PublicTally).where(PublicTally.dimension == "all")
    spoilt = {
        "no scale": ([sa.update(RatingScale).values(is_current=False)],
                     ["no rating scale with at least two values is in use"]),
        "nobody in charge": ([sa.update(User).where(User.role == "admin").values(active=False)],
                             ["there is no active administrator: flask user add --role admin"]),
        "text": ([sa.update(DocumentVersion).values(text="The bridge cost three million.")],
                 ["document 1: the text of version 1 was changed"]),
        "no verdict": ([verdict.values(state="superseded")],
                       [f"{claim}: done, but no verdict is in force",
                        f"{claim}: something is public, but no verdict is in force"]),
        "review": ([of_claim.values(stage="in_review")],
                   [f"{claim}: in review, but no verdict is submitted"]),
        "submitted": ([sa.update(Verdict).where(Verdict.number == 1).values(state="submitted")],
                      [f"{claim}: not in review, but a verdict is submitted"]),
        "closed": ([of_claim.values(stage="closed", closed_reason="duplicate")],
                   [f"{claim}: closed, but a verdict is in force"]),
        "public text": ([row.values(body=PublicClaim.body + " ")],
                        [f"{claim}: its public row says other than version 2"]),
        "public rating": ([row.values(rating_slug="true")],
                          [f"{claim}: the rating_slug of its public row is not false"]),
        "public state": ([row.values(state="retracted")],
                         [f"{claim}: the state of its public row is not live"]),
        "no version": ([sa.delete(PublicVersion).where(PublicVersion.number == 1)],
                       [f"{claim}: 1 public versions are there, not 2"]),
        "no topics": ([sa.delete(PublicClaimTopic).where(PublicClaimTopic.topic_slug == "money")],
                      [f"{claim}: its public topics are not those of its newest version"]),
        "passage": ([sa.update(PublicAppearance).values(exact="The bridge")],
                    [f"{claim}: its public passages are not those of its newest version"]),
        "stray passage": ([sa.insert(PublicAppearance).values(
            claim_id=99, document_public_id="x", position=1, exact="x", prefix="", suffix="")],
            ["claim 99: public_appearances tells of it, but it has no version"]),
        "topic": ([sa.delete(PublicTopic).where(PublicTopic.slug == "money")],
                  ["topic money: checks name it, but it has no public row"]),
        "claimant": ([sa.delete(PublicClaimant)],
                     ["claimant mayor-example: checks name it, but it has no public row"]),
        "search": ([lambda: indexing.remove("claim_search", check),
                    lambda: indexing.put("public_search", 99, "words")],
                   [f"claim_search: {claim} is not in it (flask reindex)",
                    "public_search: claim 99 is in it, but gone (flask reindex)"]),
    }  # fmt: skip
    with desk():
        day = db.session.scalar(sa.select(PublicTally.day).limit(1))
        spoilt["tally"] = (
            [tally.values(count=3)],
            [f"tally all {day} six false: it says 3, a recount 1"],
        )
        spoilt["no tally"] = (
            [sa.delete(PublicTally).where(PublicTally.key == "money")],
            [f"tally topic money {day} six false: it says 0, a recount 1"],
        )
        for name, (acts, expected) in spoilt.items():
            assert found_after(*acts) == expected, name
        assert findings() == []


def test_a_check_without_its_public_row(check, desk):
    with desk():
        found = found_after(sa.delete(PublicClaim).where(PublicClaim.claim_id == check))
    assert f"claim {check}: version 2 is public, but its row is missing" in found
    assert f"claim {check}: a verdict is in force, but nothing is public" in found
    assert f"public_search: claim {check} is in it, but gone (flask reindex)" in found


def test_publishing_ones_own_work_is_found(check, desk, people):
    editor_id = people.editor.id
    with desk():
        found = found_after(
            sa.insert(ClaimContributor).values(
                claim_id=check,
                user_id=editor_id,
                contribution="evidence",
                since=sa.select(Claim.created_at).where(Claim.id == check).scalar_subquery(),
            )
        )
    assert [each for each in found if "verdict" in each] == [
        f"claim {check}: verdict 1 was published by somebody who contributed to it",
        f"claim {check}: verdict 2 was published by somebody who contributed to it",
    ]


def test_kept_files_that_are_gone_or_cut(check, desk):
    with desk():
        digest, size = db.session.execute(sa.select(File.sha256, File.size)).one()
        path = files.path(db.files, digest)
        path.write_bytes(b"The bridge")
        assert findings() == [f"the kept file {digest} has 10 bytes, not {size}"]
        path.unlink()
        assert findings() == [f"the kept file {digest} is missing"]


def test_lifted_triggers_are_found(app, desk):
    with desk():
        db.writing()
        with immutable.lifted(db.session.connection()):
            assert len(findings()) == len(immutable.TABLES)
        assert findings() == []
