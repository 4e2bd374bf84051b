"""Claimants on file."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formats import searches
from forms import claimants as claimant_forms
from forms.claimants import ClaimantForm
from forms.filters import number
from forms.revised import Clash
from models.base import db
from models.claimant import Claimant
from operations import claimants as operations
from operations.errors import Conflict
from queries import claim_list
from queries import claimants as queries
from queries.claim_list import Filters
from views.attempts import CONFLICT, UNPROCESSABLE, attempt
from views.auth import person

claimants = Blueprint("claimants", __name__, url_prefix="/desk/claimants")

Page = tuple[str, int]


@claimants.get("")
def index() -> str:
    words = searches.one_line(request.args.get("q"))
    page = queries.page(words, after=number(request.args.get("after")))
    return render_template(
        "desk/claimants/index.html",
        words=words,
        page=page,
        counts=queries.counts(page.rows),
        counts_about=queries.counts_about(page.rows),
    )


@claimants.get("/<id:claimant_id>")
def page(claimant_id: int) -> str:
    claimant = _found(claimant_id)
    return render_template(
        "desk/claimants/page.html",
        claimant=claimant,
        asserted=claim_list.page(Filters(claimant_id=claimant.id)),
        about=claim_list.page(Filters(subject_id=claimant.id)),
    )


@claimants.route("/<id:claimant_id>/edit", methods=["GET", "POST"])
def edit(claimant_id: int) -> Response | Page:
    claimant = _found(claimant_id)
    if request.method == "GET":
        return _form_page(claimant_forms.filled(claimant), claimant)
    form = ClaimantForm()
    try:
        done, _ = attempt(
            form,
            lambda: operations.edit(person(), claimant, form.revision.data or 0, **form.fields()),
        )
    except Conflict:
        return _conflict(form, claimant_id)
    if done:
        flash("Saved.")
        return redirect(url_for("claimants.page", claimant_id=claimant_id), 303)
    return _form_page(form, _found(claimant_id), UNPROCESSABLE)


def _conflict(form: ClaimantForm, claimant_id: int) -> Page:
    """Both texts side by side; saving again from here is meant to go over theirs."""
    db.rollback()
    claimant = _found(claimant_id)
    clashes = form.meet(claimant_forms.filled(claimant))
    return _form_page(form, claimant, CONFLICT, clashes)


def _form_page(
    form: ClaimantForm, claimant: Claimant, status: int = 200, clashes: list[Clash] | None = None
) -> Page:
    text = render_template(
        "desk/claimants/form.html", form=form, claimant=claimant, clashes=clashes
    )
    return text, status


def _found(claimant_id: int) -> Claimant:
    return queries.get(claimant_id) or abort(404)
