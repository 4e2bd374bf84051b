"""Verdicts: drafting, submitting, sending back, publishing, revising."""

from models.base import db, now
from models.claim import Claim, Contribution
from models.rating import Rating
from models.user import User
from models.verdict import CorrectionKind, Verdict, VerdictState
from models.workflow import DRAFTING
from operations import drafts, publishing, record, workflow
from operations.base import begin, save
from operations.check import Check
from operations.contributions import contribute
from operations.errors import Refused
from queries import claims as claim_queries
from queries import gate, pending, scales

LONGEST_SUMMARY = 600
LONGEST_EXPLANATION = 50_000


def draft(
    actor: User,
    claim: Claim,
    revision: int,
    *,
    rating_id: int | None,
    summary: str = "",
    explanation: str = "",
) -> Verdict:
    """Save the draft verdict of a claim; `revision` is 0 for a draft that is not there yet.

    A draft may be incomplete. Raises Refused by field, Conflict, NotPermitted.
    """
    begin(actor, "verdicts.draft", claim)
    if claim.stage not in DRAFTING:
        raise Refused(
            "A verdict is drafted while a claim is in research; "
            f"this one is {claim.stage.label.lower()}."
        )
    check = Check()
    fields = {
        "rating_id": _rating(check, rating_id),
        "summary": check.line("summary", summary, most=LONGEST_SUMMARY),
        "explanation": check.paragraphs("explanation", explanation, most=LONGEST_EXPLANATION),
    }
    check.done()
    verdict = drafts.in_state(claim, VerdictState.DRAFT)
    if verdict is None:
        verdict = drafts.begin(claim.id, actor.id)
        expected = verdict.revision
    else:
        expected = revision
    change = save(verdict, expected, fields)
    if change:
        verdict.saved_at = now()
        contribute(actor, claim, Contribution.VERDICT)
        db.session.flush()
        told = {"verdict": verdict.number, **_told(change)}
        record.write(actor, "verdict.drafted", claim, told, about=verdict)
    return verdict


def _rating(check: Check, rating_id: int | None) -> int | None:
    if rating_id is None:
        return None
    offered = {rating.id for rating in scales.offered()}
    if rating_id not in offered:
        check.refuse("rating_id", "Choose a rating of the current scale.")
    return rating_id


def _told(change: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """The change with the rating's label instead of its number."""
    told = {side: dict(values) for side, values in change.items()}
    for values in told.values():
        if "rating_id" in values:
            rating = db.session.get(Rating, values.pop("rating_id") or 0)
            values["rating"] = rating.label if rating else None
    return told


def submit(actor: User, claim: Claim) -> Verdict:
    """Submit the draft for review; from here on this verdict is never edited.

    Raises Refused with everything that is missing, NotPermitted.
    """
    transition = workflow.start(actor, "submit", claim)
    work = claim_queries.work(claim)
    verdict = work.pending
    standing_in_the_way = gate.blocking_submission(gate.checklist(work))
    if standing_in_the_way:
        raise Refused({"": [f"{row.label}: {row.consequence}" for row in standing_in_the_way]})
    if verdict is None:
        raise Refused("Draft a verdict first.")
    verdict.state = VerdictState.SUBMITTED
    verdict.submitted_at, verdict.submitted_by_id = now(), actor.id
    contribute(actor, claim, Contribution.VERDICT)
    workflow.finish(actor, transition, claim, {"verdict": verdict.number}, about=verdict)
    return verdict


def send_back(actor: User, claim: Claim, *, reason: str) -> Verdict:
    """Send a submitted verdict back with a reason; a new draft begins with its texts.

    Raises Refused by field, NotPermitted.
    """
    transition = workflow.start(actor, "send_back", claim)
    check = Check()
    why = check.paragraphs(
        "reason", reason, most=2_000, required="Say what has to be mended before it can go out."
    )
    check.done()
    verdict = _submitted(claim)
    again = drafts.give_back(verdict, why)
    workflow.finish(
        actor, transition, claim, {"verdict": verdict.number, "reason": why}, about=verdict
    )
    return again


def _submitted(claim: Claim) -> Verdict:
    verdict = drafts.in_state(claim, VerdictState.SUBMITTED)
    if verdict is None:
        raise Refused("No verdict of this claim waits for review.")
    return verdict


def publish(
    actor: User, claim: Claim, *, correction: str = "", reason: str = "", seen: str | None = None
) -> Verdict:
    """Publish the submitted verdict: page, feed, embed and dashboard change with this transaction.

    The publisher is nobody who contributed to the verdict or its evidence. Where a check of the
    claim is public already, `correction` (its kind) and a public `reason` are asked for. `seen` is
    `pending.digest` of what the publisher looked at; None if no person looked.
    Raises Refused with what stands in the way, NotPermitted.
    """
    transition = workflow.start(actor, "publish", claim)
    verdict = _submitted(claim)
    work = claim_queries.work(claim)
    _is_what_was_seen(work, seen)
    _pass_gate(work, actor)
    kind, why = _told_public(claim, correction, reason)
    if work.in_force is not None:
        work.in_force.state = VerdictState.SUPERSEDED
        db.session.flush()
    verdict.state = VerdictState.IN_FORCE
    verdict.published_at, verdict.published_by_id = now(), actor.id
    verdict.correction, verdict.public_reason = kind, why
    db.session.flush()
    version = publishing.publish(work, verdict, kind, why)
    workflow.finish(
        actor,
        transition,
        claim,
        {
            "verdict": verdict.number,
            "rating": verdict.rating.label if verdict.rating else "",
            "public_version": version.number,
            "correction": kind,
            "reason": why,
        },
        about=verdict,
    )
    return verdict


def publish_changes(
    actor: User, claim: Claim, *, correction: str, reason: str, seen: str | None = None
) -> None:
    """Publish what was changed on the desk since the check went out; the verdict stays.

    Like every publication it needs a second person: nobody who made one of the changes. `seen` as
    for `publish`. Raises Refused by field, NotPermitted.
    """
    transition = workflow.start(actor, "publish_changes", claim)
    work = claim_queries.work(claim)
    if work.in_force is None or not pending.differences(work):
        raise Refused("Nothing on the desk differs from what is public.")
    _is_what_was_seen(work, seen)
    _pass_gate(work, actor)
    kind, why = _told_public(claim, correction, reason)
    version = publishing.publish(work, work.in_force, kind, why)
    workflow.finish(
        actor,
        transition,
        claim,
        {"public_version": version.number, "correction": kind, "reason": why},
    )


def _is_what_was_seen(work: claim_queries.Work, seen: str | None) -> None:
    if seen is not None and seen != pending.digest(work):
        raise Refused(
            "What would be published changed since you opened this page. Look at it again, then "
            "publish."
        )


def _pass_gate(work: claim_queries.Work, actor: User) -> None:
    in_the_way = gate.blocking(gate.checklist(work, publisher=actor))
    if in_the_way:
        raise Refused({"": [f"{row.label}: {row.consequence}" for row in in_the_way]})


# A retraction withdraws a check; it does not publish another.
_CHANGES = tuple(kind for kind in CorrectionKind if kind is not CorrectionKind.RETRACTION)


def _told_public(claim: Claim, correction: str, reason: str) -> tuple[CorrectionKind | None, str]:
    """The kind and public reason of a change to what is public; none for a first publication."""
    if publishing.standing(claim) is None:
        return None, ""
    check = Check()
    kind = None
    if correction in _CHANGES:
        kind = CorrectionKind(correction)
    else:
        told = ", ".join(each.label for each in _CHANGES)
        check.refuse("correction", f"Say what kind of change it is: {told}.")
    why = check.line("reason", reason, most=600, required="Tell readers what changed and why.")
    check.done()
    return kind, why


def revise(actor: User, claim: Claim) -> Verdict:
    """Take a published claim back into research; the public check stays as it is meanwhile.

    The new draft begins with the texts of the verdict in force. Raises Refused, NotPermitted.
    """
    transition = workflow.start(actor, "revise", claim)
    in_force = drafts.in_state(claim, VerdictState.IN_FORCE)
    if in_force is None:
        raise Refused("No verdict of this claim is in force.")
    verdict = drafts.go_on(in_force, actor.id)
    workflow.finish(actor, transition, claim, {"verdict": verdict.number}, about=verdict)
    return verdict


def drop_revision(actor: User, claim: Claim) -> None:
    """Give up a revision: the draft is set aside and the published verdict stays in force."""
    transition = workflow.start(actor, "drop_revision", claim)
    if drafts.in_state(claim, VerdictState.IN_FORCE) is None:
        raise Refused("There is no published verdict to keep.")
    verdict = drafts.in_state(claim, VerdictState.DRAFT)
    if verdict is not None:
        drafts.set_aside(verdict, "Set aside: the published verdict was kept.")
    number = verdict.number if verdict else None
    workflow.finish(actor, transition, claim, {"verdict": number}, about=verdict)
