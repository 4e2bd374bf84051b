"""Taking the demo out of a store: what its people made, and nothing else.

What others had a hand in, and what their work refers to, stays. The rest goes with its chains; the
installation's own chain keeps an event that says what went.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import InstrumentedAttribute

from models import immutable
from models.base import db
from models.claim import Claim
from models.claimant import Claimant
from models.document import Document, DocumentVersion, Passage
from models.event import Event, SubjectKind
from models.file import File
from models.public import (
    PublicAppearance,
    PublicClaim,
    PublicClaimTopic,
    PublicDocument,
    PublicVersion,
)
from models.rating import Rating, RatingScale
from models.references import portions, referring, unreferenced
from models.source import Source, SourceKind
from models.topic import Topic
from models.user import SignInAttempt, User, UserSession
from operations import indexing, publishing, record, settings, throttle
from operations.demo import NEWSROOM
from operations.erasure import erase
from outside import files
from queries import settings as stored

_PUBLIC = (PublicClaimTopic, PublicAppearance, PublicClaim, PublicVersion)


@dataclass
class Removal:
    """How much of what went, what stays and why, and the kept files that went with it."""

    counts: dict[str, int] = field(default_factory=dict)
    stays: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def add(self, what: str, count: int) -> None:
        if count:
            self.counts[what] = self.counts.get(what, 0) + count

    def keep(self, why: str, names: Iterable[str]) -> None:
        listed = "; ".join(sorted(names))
        if listed:
            self.stays.append(f"{why}: {listed}")


def anything() -> bool:
    """Whether the store holds a demo, whole or in part."""
    if stored.get("demo")["is_demo"]:
        return True
    return db.session.scalar(select(User.id).where(User.is_demo, User.active)) is not None


def remove() -> Removal:
    """Take the demo out, as the command line; after the commit, `clear_files` is due.

    Rolled back instead of committed, it tells what would go.
    """
    db.writing()
    session = db.session()
    session.expunge_all()
    done = Removal()
    with immutable.lifted(session.connection()):
        people = set(session.scalars(select(User.id).where(User.is_demo)))
        claims_stay = _remove_claims(people, done)
        _remove_documents(people, done)
        _remove_sources(people, done)
        _remove_unused(SubjectKind.CLAIMANT, Claimant, Claimant.name, people, done)
        _remove_unused(SubjectKind.TOPIC, Topic, Topic.name, people, done)
        alone = session.scalar(select(User.id).where(User.id.not_in(people)).limit(1)) is None
        if alone:
            _remove_scales(done)
        _remove_people(people, done)
    session.expunge_all()
    if not claims_stay:
        _reset_settings(alone)
    publishing.rebuild()
    record.write(None, "demo.removed", None, {"removed": done.counts, "stays": done.stays})
    return done


def clear_files(removal: Removal) -> None:
    """Remove from the disk what no file on record names any more."""
    for digest in removal.files:
        if db.session.scalar(select(File.id).where(File.sha256 == digest)) is None:
            files.path(db.files, digest).unlink(missing_ok=True)


def _touched(kind: SubjectKind, made: Any, people: set[int]) -> set[int]:
    """Which of these subjects somebody else had a hand in, by their chains."""
    return set(
        db.session.scalars(
            select(Event.subject_id)
            .where(
                Event.subject_kind == kind,
                Event.subject_id.in_(made),
                Event.actor_id.is_not(None),
                Event.actor_id.not_in(people),
            )
            .distinct()
        )
    )


def _remove_claims(people: set[int], done: Removal) -> set[int]:
    """Remove the demo's claims with all that hangs on them; give those that have to stay."""
    session = db.session
    made = select(Claim.id).where(Claim.created_by_id.in_(people))
    mine = set(session.scalars(made))
    going = mine - _touched(SubjectKind.CLAIM, made, people)
    halves = session.execute(
        select(Claim.id, Claim.split_from_id).where(Claim.split_from_id.in_(made))
    ).all()
    while kept := {whole for half, whole in halves if half not in going} & going:
        going -= kept
    staying = mine - going
    done.keep(
        "Claims that others worked on, and with them the demo's mark",
        _names(Claim, Claim.statement, staying),
    )
    for ids in portions(going):
        checks = select(func.count()).where(PublicClaim.claim_id.in_(ids))
        done.add("published checks", session.scalar(checks) or 0)
        for kind in _PUBLIC:
            session.execute(delete(kind).where(kind.claim_id.in_(ids)))
        for claim_id in ids:
            indexing.remove("public_search", claim_id)
            indexing.remove("claim_search", claim_id)
    _erase(SubjectKind.CLAIM, going, done, parts=True)
    return staying


def _remove_documents(people: set[int], done: Removal) -> None:
    """Remove the demo's documents, save those that others marked or made claims of."""
    session = db.session
    made = select(Document.id).where(Document.created_by_id.in_(people))
    mine = set(session.scalars(made))
    quoted = session.scalars(
        select(DocumentVersion.document_id)
        .join(Passage, Passage.version_id == DocumentVersion.id)
        .where(DocumentVersion.document_id.in_(made), ~unreferenced(Passage))
    )
    going = mine - set(quoted) - _touched(SubjectKind.DOCUMENT, made, people)
    done.keep("Documents that others work with", _names(Document, Document.title, mine - going))
    raw: set[int] = set()
    for ids in portions(going):
        of_these = DocumentVersion.document_id.in_(ids)
        raw |= set(session.scalars(select(DocumentVersion.raw_file_id).where(of_these)))
    shown = select(PublicAppearance.document_public_id)
    named = select(Document.public_id).where(Document.created_by_id.in_(people))
    session.execute(
        delete(PublicDocument).where(
            PublicDocument.public_id.in_(named), PublicDocument.public_id.not_in(shown)
        )
    )
    _erase(SubjectKind.DOCUMENT, going, done, parts=True)
    unused = File.id.in_(raw - {None}), unreferenced(File)
    done.files += session.scalars(select(File.sha256).where(*unused))
    session.execute(delete(File).where(*unused))
    done.add("kept files", len(done.files))


def _remove_sources(people: set[int], done: Removal) -> None:
    by_demo = Source.created_by_id.in_(people)
    kinds = set(db.session.scalars(select(Source.kind_id).where(by_demo).distinct())) - {None}
    _remove_unused(SubjectKind.SOURCE, Source, Source.title, people, done)
    db.session.execute(delete(SourceKind).where(SourceKind.id.in_(kinds), unreferenced(SourceKind)))


def _remove_unused(
    kind: SubjectKind,
    model: Any,
    name: InstrumentedAttribute[str],
    people: set[int],
    done: Removal,
) -> None:
    """Remove what the demo put on file, save what others edited or use."""
    made = select(model.id).where(model.created_by_id.in_(people))
    mine = set(db.session.scalars(made))
    unused = set(db.session.scalars(made.where(unreferenced(model))))
    going = unused - _touched(kind, made, people)
    done.keep(f"{kind.label}s that others work with", _names(model, name, mine - going))
    _erase(kind, going, done)


def _remove_scales(done: Removal) -> None:
    db.session.execute(delete(Rating))
    _erase(SubjectKind.SCALE, set(db.session.scalars(select(RatingScale.id))), done)


def _remove_people(people: set[int], done: Removal) -> None:
    """Remove the demo's accounts; those that something still refers to are closed for good."""
    session = db.session
    session.execute(delete(UserSession).where(UserSession.user_id.in_(people)))
    tries = [throttle.account_key(email) for email in _names(User, User.email, people)]
    session.execute(delete(SignInAttempt).where(SignInAttempt.account.in_(tries)))
    staying: set[int] = set()
    for column in referring(User.__table__):  # type: ignore[arg-type]
        if column.table is not Event.__table__:
            staying |= set(session.scalars(select(column).where(column.in_(people)).distinct()))
    # What they did to each other's accounts goes with these; to one that stays, it stays.
    while acting := _acting(people - staying):
        staying |= acting
    _erase(SubjectKind.USER, people - staying, done)
    for user in session.scalars(select(User).where(User.id.in_(staying), User.active)):
        user.active = False
        record.write(None, "user.deactivated", user, {"sessions_ended": 0})
    done.keep(
        "Accounts, closed, of those whose doings are part of what stays",
        _names(User, User.display_name, staying),
    )


def _acting(people: set[int]) -> set[int]:
    """Which of these people acted in another chain than those of their own accounts."""
    own = (Event.subject_kind == SubjectKind.USER) & Event.subject_id.in_(people)
    return set(
        db.session.scalars(
            select(Event.actor_id).where(Event.actor_id.in_(people), ~own).distinct()
        )
    )


def _reset_settings(alone: bool) -> None:
    """Take the mark away, and the demo's name; where nobody else is, all that was set goes."""
    for key, default in stored.DEFAULTS.items():
        now = stored.get(key)
        of_demo = key == "demo" or now.get("name") == NEWSROOM
        if now != default and (alone or of_demo):
            settings.put(None, key, default)


def _erase(kind: SubjectKind, ids: set[int], done: Removal, *, parts: bool = False) -> None:
    done.add("accounts" if kind is SubjectKind.USER else f"{kind}s", len(ids))
    done.add("events", erase(kind, ids, parts=parts))


def _names(model: Any, name: InstrumentedAttribute[str], ids: set[int]) -> list[str]:
    return [
        found
        for some in portions(ids)
        for found in db.session.scalars(select(name).where(model.id.in_(some)))
    ]
