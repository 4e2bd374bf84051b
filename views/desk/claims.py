"""Claims: the page of one, its wording, and its way through the desk."""

from flask import Blueprint, flash, render_template, request
from werkzeug.wrappers import Response

from forms import claims as claim_forms
from forms.claims import ClaimForm
from forms.revised import Clash
from forms.workflow import AssignForm, CloseForm, HoldForm, SplitForm
from models.claim import Claim
from operations import claims as operations
from operations import handling, splitting
from operations.claims import Wording
from operations.errors import Conflict
from queries import documents, people, similarity
from views.attempts import CONFLICT, UNPROCESSABLE, attempt, attempt_or_flash
from views.auth import person
from views.desk.claim_page import Page, back, found, show

claims = Blueprint("claims", __name__, url_prefix="/desk/claims")


@claims.get("/<id:claim_id>")
def page(claim_id: int) -> Page:
    return show(found(claim_id))


@claims.route("/new", methods=["GET", "POST"])
def new() -> Response | Page:
    """A claim without a document: heard, sent in, or known by its address only."""
    form = ClaimForm()
    if request.method == "GET":
        return _wording_page(form, None)
    done, claim = attempt(form, lambda: operations.create(person(), Wording(**form.typed())))
    if not done or claim is None:
        return _wording_page(form, None, UNPROCESSABLE)
    return back(claim.id)


@claims.route("/<id:claim_id>/edit", methods=["GET", "POST"])
def edit(claim_id: int) -> Response | Page:
    claim = found(claim_id)
    if request.method == "GET":
        return _wording_page(claim_forms.filled(claim), claim)
    form = ClaimForm()
    wording = Wording(**form.typed())
    try:
        done, _ = attempt(
            form, lambda: operations.edit(person(), claim, form.revision.data or 0, wording)
        )
    except Conflict:
        return _conflict(form, claim_id)
    if done:
        flash("Saved.")
        return back(claim_id)
    return _wording_page(form, claim, UNPROCESSABLE)


def _conflict(form: ClaimForm, claim_id: int) -> Page:
    """Both texts side by side; saving again from here is meant to go over theirs."""
    claim = found(claim_id)
    theirs = claim_forms.filled(claim)
    clashes = form.meet(theirs)
    return _wording_page(form, claim, CONFLICT, clashes=clashes)


def _wording_page(
    form: ClaimForm, claim: Claim | None, status: int = 200, clashes: list[Clash] | None = None
) -> Page:
    statement = form.statement.data or ""
    text = render_template(
        "desk/claims/wording.html",
        form=form,
        claim=claim,
        clashes=clashes,
        similar=similarity.on_file(statement, besides=claim.id if claim else None)
        if statement and claim is None
        else [],
        names=documents.claimant_names(),
        topics=documents.topic_names(),
    )
    return text, status


@claims.route("/<id:claim_id>/split", methods=["GET", "POST"])
def split(claim_id: int) -> Response | Page:
    claim = found(claim_id)
    form = SplitForm(
        data={"revision": claim.revision, "first": claim.statement, "second": claim.statement}
    )
    if request.method == "GET":
        return _split_page(form, claim)
    revision = form.revision.data or 0
    try:
        done, other = attempt(
            form, lambda: splitting.split(person(), claim, revision, **form.typed())
        )
    except Conflict:
        claim = found(claim_id)
        form.revision.data = claim.revision
        form.take({"": [f"It was reworded meanwhile, and now says: “{claim.statement}”"]})
        return _split_page(form, claim, CONFLICT)
    if not done or other is None:
        return _split_page(form, found(claim_id), UNPROCESSABLE)
    flash("Split in two. This is the new claim; the other keeps its address.")
    return back(other.id)


def _split_page(form: SplitForm, claim: Claim, status: int = 200) -> Page:
    return render_template("desk/claims/split.html", form=form, claim=claim), status


@claims.post("/<id:claim_id>/take")
def take(claim_id: int) -> Response:
    claim = found(claim_id)
    if attempt_or_flash(lambda: handling.take(person(), claim)):
        flash("The claim is yours.")
    return back(claim_id)


@claims.post("/<id:claim_id>/assign")
def assign(claim_id: int) -> Response | Page:
    claim = found(claim_id)
    form = AssignForm(prefix="assign")
    chosen = people.with_ids([form.owner.data] if form.owner.data else [])
    if not chosen:
        form.take({"owner": ["Choose somebody who works here."]})
        return show(claim, UNPROCESSABLE, assign_form=form)
    done, _ = attempt(form, lambda: handling.assign(person(), claim, chosen[0]))
    if not done:
        return show(found(claim_id), UNPROCESSABLE, assign_form=form)
    flash("Assigned.")
    return back(claim_id)


@claims.post("/<id:claim_id>/close")
def close(claim_id: int) -> Response | Page:
    claim = found(claim_id)
    form = CloseForm(prefix="close")
    done, _ = attempt(form, lambda: handling.close(person(), claim, **form.typed()))
    if not done:
        return show(found(claim_id), UNPROCESSABLE, close_form=form)
    flash("Closed.")
    return back(claim_id)


@claims.post("/<id:claim_id>/reopen")
def reopen(claim_id: int) -> Response:
    claim = found(claim_id)
    if attempt_or_flash(lambda: handling.reopen(person(), claim)):
        flash("Reopened.")
    return back(claim_id)


@claims.post("/<id:claim_id>/hold")
def hold(claim_id: int) -> Response | Page:
    claim = found(claim_id)
    form = HoldForm(prefix="hold")
    done, _ = attempt(form, lambda: handling.hold(person(), claim, **form.typed()))
    if not done:
        return show(found(claim_id), UNPROCESSABLE, hold_form=form)
    flash("On legal hold: nothing of it is published until it is lifted.")
    return back(claim_id)


@claims.post("/<id:claim_id>/release")
def release(claim_id: int) -> Response:
    claim = found(claim_id)
    if attempt_or_flash(lambda: handling.release(person(), claim)):
        flash("The legal hold is lifted.")
    return back(claim_id)
