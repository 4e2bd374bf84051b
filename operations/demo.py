"""The demo: a real dossier, built by the operations that people use."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.base import db
from models.claim import Claim
from models.document import Document, DocumentVersion
from models.event import Event, SubjectKind
from models.source import Source
from models.user import Role, User
from models.words import Mark, Ramp, Word
from operations import (
    claims,
    documents,
    handling,
    notes,
    people,
    record,
    scales,
    settings,
    sources,
    verdicts,
)
from operations.claims import Quote, Wording
from operations.passages import mark
from operations.sources import Evidence, SourceFacts
from queries import scales as scale_queries

NEWSROOM = "Assay demo desk"


@dataclass(frozen=True)
class Account:
    """Somebody of the demo. Nobody's real address: `.example` leads nowhere (RFC 2606)."""

    email: str
    name: str
    role: Role


# One for each role, and a second editor: whoever touched a verdict cannot publish it.
ACCOUNTS = (
    Account("observer@demo.example", "Sam Okoro", Role.OBSERVER),
    Account("reporter@demo.example", "Mona Reyes", Role.REPORTER),
    Account("editor@demo.example", "Jonas Lind", Role.EDITOR),
    Account("editor2@demo.example", "Amina Haddad", Role.EDITOR),
    Account("admin@demo.example", "Priya Nair", Role.ADMIN),
)


class DemoState(Word):
    """What a store has to do with the demo."""

    EMPTY = "empty"
    HALF_BUILT = "half_built"
    BUILT = "built"
    OTHERS = "others"


def state() -> DemoState:
    """Whether the demo is there, was interrupted, or the store is empty or somebody else's."""
    last = db.session.scalar(
        select(Event.verb)
        .where(
            Event.subject_kind == SubjectKind.INSTALLATION,
            Event.verb.in_(("demo.begun", "demo.built", "demo.removed")),
        )
        .order_by(Event.seq.desc())
        .limit(1)
    )
    if last == "demo.begun":
        return DemoState.HALF_BUILT
    if last == "demo.built":
        return DemoState.BUILT
    return DemoState.OTHERS if _anything_there() else DemoState.EMPTY


def _anything_there() -> bool:
    """Whether there are people or their work. Closed accounts of an earlier demo do not count."""
    own = select(User.id).where(User.is_demo.is_(False) | User.active)
    asked = (own, select(Document.id), select(Claim.id), select(Source.id))
    return any(db.session.scalar(question.limit(1)) is not None for question in asked)


def build(dossier: Mapping[str, Any], digest: bytes, passwords: Mapping[str, str]) -> Iterator[int]:
    """Build the demo from its dossier: a reporter works, an editor publishes.

    `passwords` go by e-mail address. Yields after each operation, for the caller to commit, with
    the number of claims that are finished.
    """
    settings.mark_demo(True)
    record.write(None, "demo.begun", None)
    yield 0
    settings.set_newsroom(None, name=NEWSROOM)
    yield 0
    _use_scale(dossier["rating_scale"])
    yield 0
    desk: dict[Role, User] = {}
    for account in ACCOUNTS:
        desk.setdefault(account.role, _person(account, passwords[account.email]))
        yield 0
    dossier_desk = _Desk(dossier, reporter=desk[Role.REPORTER], editor=desk[Role.EDITOR])
    version = dossier_desk.take_in(digest)
    yield 0
    for passage in dossier["passages_not_checkable"]:
        mark(desk[Role.REPORTER], version, quote=passage["quote"], triage=passage["triage"])
        yield 0
    for done, item in enumerate(dossier["claims"]):
        for _ in dossier_desk.check(item, version):
            yield done
    db.writing()
    record.write(None, "demo.built", None, {"claims": len(dossier["claims"])})
    yield len(dossier["claims"])


def _use_scale(scale: Mapping[str, Any]) -> None:
    if scale_queries.current() is not None:
        return
    ratings = [
        {**rating, "ramp": Ramp(rating["ramp"]), "mark": Mark(rating["mark"])}
        for rating in scale["ratings"]
    ]
    db.writing()
    scales.use(None, slug=scale["slug"], name=scale["name"], ratings=ratings)


def _person(account: Account, password: str) -> User:
    """A new account, or the one that an earlier demo had to leave closed."""
    closed = db.session.scalar(select(User).where(User.email == account.email, User.is_demo))
    if closed is None:
        return people.add(
            None,
            email=account.email,
            name=account.name,
            role=account.role,
            password=password,
            is_demo=True,
        )
    people.change_role(None, closed, account.role)
    people.set_password(None, closed, password)
    people.reactivate(None, closed)
    return closed


class _Desk:
    """The dossier's desk at work: who does what, and what is on file so far."""

    def __init__(self, dossier: Mapping[str, Any], *, reporter: User, editor: User) -> None:
        self.dossier = dossier
        self.reporter, self.editor = reporter, editor
        self.claimants = {each["slug"]: each for each in dossier["claimants"]}
        self.facts = {each["slug"]: each for each in dossier["sources"]}
        self.on_file: dict[str, Source] = {}
        self.ratings = {rating.slug: rating.id for rating in scale_queries.offered()}

    def take_in(self, digest: bytes) -> DocumentVersion:
        about = self.dossier["document"]
        document = documents.add(
            self.reporter,
            title=about["title"],
            upload=documents.read_upload(about["file"], digest),
            publisher=about["publisher"],
            published_on=about["published_on"],
            language=about["language"],
        )
        return document.current

    def check(self, item: Mapping[str, Any], version: DocumentVersion) -> Iterator[None]:
        """Carry one claim to its stage, with a stop after each operation."""
        claim = claims.create(self.reporter, self._wording(item), Quote(version, item["quote"]))
        yield
        if item["stage"] != "closed":
            handling.take(self.reporter, claim)
            yield
        for citation in item["citations"]:
            self._cite(claim, citation)
            yield
        for note in item["notes"]:
            notes.add(self.reporter, claim, body=note["body"], visibility=note["visibility"])
            yield
        yield from self._conclude(claim, item)

    def _wording(self, item: Mapping[str, Any]) -> Wording:
        claimant = self.claimants[item["claimant"]]
        subject = self.claimants.get(item["subject"], {})
        return Wording(
            statement=item["statement"],
            headline=item["headline"],
            claimant=claimant["name"],
            claimant_kind=claimant["kind"],
            claimant_description=claimant["role"] or "",
            subject=subject.get("name", ""),
            subject_kind=subject.get("kind", ""),
            subject_description=subject.get("role") or "",
            as_reported_by=item["as_reported_by"] or "",
            claimed_on=item["claimed_on"],
            claimed_on_inferred=item["claimed_on_inferred"],
            topics=", ".join(item["topics"]),
        )

    def _cite(self, claim: Claim, item: Mapping[str, Any]) -> None:
        slug = item["source"]
        evidence = Evidence(
            stance=item["stance"],
            finding=item["finding"],
            accessed_on=self.dossier["accessed_on"],
        )
        if slug in self.on_file:
            sources.cite(self.reporter, claim, evidence, source=self.on_file[slug])
            return
        facts = {name: value or "" for name, value in self.facts[slug].items() if name != "slug"}
        citation = sources.cite(self.reporter, claim, evidence, facts=SourceFacts(**facts))
        self.on_file[slug] = citation.source

    def _conclude(self, claim: Claim, item: Mapping[str, Any]) -> Iterator[None]:
        verdict = item["verdict"]
        if item["stage"] == "closed":
            note = item["notes"][0]["body"]
            handling.close(self.reporter, claim, reason=item["closed_reason"], note=note)
            yield
        if verdict is None:
            return
        verdicts.draft(
            self.reporter,
            claim,
            0,
            rating_id=self.ratings[verdict["rating"]],
            summary=verdict["summary"],
            explanation=verdict["explanation"],
        )
        yield
        verdicts.submit(self.reporter, claim)
        yield
        if item["legal_hold"]:
            handling.hold(self.editor, claim, reason=item["legal_hold"])
            yield
        if item["stage"] == "done":
            verdicts.publish(self.editor, claim)
            yield
