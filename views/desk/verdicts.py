"""Verdicts of a claim: draft, review, publication."""

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from forms.verdicts import PublishForm, SendBackForm, VerdictForm, filled
from operations import verdicts as operations
from operations.errors import Conflict
from queries import claims, scales
from views.attempts import CONFLICT, UNPROCESSABLE, attempt, attempt_further, attempt_or_flash
from views.auth import person
from views.desk.claim_page import Page, back, found, show
from views.words import markdown_html

verdicts = Blueprint("verdicts", __name__, url_prefix="/desk/claims")


@verdicts.post("/<id:claim_id>/verdict")
def edit(claim_id: int) -> Response | Page:
    claim = found(claim_id)
    form = VerdictForm(prefix="verdict")
    if "preview" in request.form:  # without JavaScript: the page again, nothing saved
        shown = markdown_html(form.explanation.data or "")
        return show(claim, verdict_form=form, preview=shown)
    try:
        done, _ = attempt(
            form,
            lambda: operations.draft(
                person(),
                claim,
                form.revision.data or 0,
                rating_id=form.rating_id.data,
                summary=form.summary.data or "",
                explanation=form.explanation.data or "",
            ),
        )
    except Conflict:
        return _conflict(form, claim_id)
    if not done:
        return show(found(claim_id), UNPROCESSABLE, verdict_form=form)
    if "submit" not in request.form:
        flash("Draft saved.")
        return back(claim_id, "verdict")
    submitted = attempt_further(lambda: operations.submit(person(), claim))
    flash("Submitted for review." if submitted else "The draft is saved, but not submitted.")
    return back(claim_id)


def _conflict(form: VerdictForm, claim_id: int) -> Page:
    claim = found(claim_id)
    ratings = scales.offered()
    form.offer(ratings)
    clashes = form.meet(filled(claims.work(claim).pending, ratings))
    return show(claim, CONFLICT, verdict_form=form, verdict_clashes=clashes)


@verdicts.post("/preview")
def preview() -> dict[str, str]:
    """The explanation as readers would see it, for the page's script."""
    return {"html": markdown_html(request.form.get("text", "")[: operations.LONGEST_EXPLANATION])}


@verdicts.post("/<id:claim_id>/submit")
def submit(claim_id: int) -> Response:
    claim = found(claim_id)
    if attempt_or_flash(lambda: operations.submit(person(), claim)):
        flash("Submitted for review.")
    return back(claim_id)


@verdicts.post("/<id:claim_id>/send-back")
def send_back(claim_id: int) -> Response | Page:
    claim = found(claim_id)
    form = SendBackForm(prefix="send_back")
    done, _ = attempt(form, lambda: operations.send_back(person(), claim, **form.typed()))
    if not done:
        return show(found(claim_id), UNPROCESSABLE, send_back_form=form)
    flash("Sent back.")
    return back(claim_id)


@verdicts.post("/<id:claim_id>/publish")
def publish(claim_id: int) -> Response | Page:
    claim = found(claim_id)
    form = PublishForm(prefix="publish")
    done, _ = attempt(
        form, lambda: operations.publish(person(), claim, seen=form.seen.data or "", **form.typed())
    )
    if not done:
        return show(found(claim_id), UNPROCESSABLE, publish_form=form)
    flash("Published.")
    return back(claim_id)


@verdicts.post("/<id:claim_id>/publish-changes")
def publish_changes(claim_id: int) -> Response | Page:
    claim = found(claim_id)
    form = PublishForm(prefix="publish")
    done, _ = attempt(
        form,
        lambda: operations.publish_changes(
            person(), claim, seen=form.seen.data or "", **form.typed()
        ),
    )
    if not done:
        return show(found(claim_id), UNPROCESSABLE, publish_form=form)
    flash("The changes are public.")
    return back(claim_id)


@verdicts.post("/<id:claim_id>/revise")
def revise(claim_id: int) -> Response:
    claim = found(claim_id)
    if attempt_or_flash(lambda: operations.revise(person(), claim)):
        flash("A new draft begins. Readers see the published check meanwhile.")
    return back(claim_id, "verdict")


@verdicts.post("/<id:claim_id>/keep-verdict")
def drop_revision(claim_id: int) -> Response:
    claim = found(claim_id)
    if attempt_or_flash(lambda: operations.drop_revision(person(), claim)):
        flash("The published verdict stays; the draft is set aside.")
    return back(claim_id)
