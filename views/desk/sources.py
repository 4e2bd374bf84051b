"""Sources on file."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formats import searches
from forms import sources as source_forms
from forms.filters import number
from forms.revised import Clash
from forms.sources import SourceForm
from models.base import db
from models.source import Source
from operations import sources as operations
from operations.errors import Conflict
from operations.sources import SourceFacts
from queries import sources as queries
from views.attempts import CONFLICT, UNPROCESSABLE, attempt
from views.auth import person

sources = Blueprint("sources", __name__, url_prefix="/desk/sources")

Page = tuple[str, int]


@sources.get("")
def index() -> str:
    words = searches.one_line(request.args.get("q"))
    page = queries.page(words, after=number(request.args.get("after")))
    return render_template(
        "desk/sources/index.html", words=words, page=page, counts=queries.counts(page.rows)
    )


@sources.get("/<id:source_id>")
def page(source_id: int) -> str:
    source = _found(source_id)
    return render_template(
        "desk/sources/page.html",
        source=source,
        citations=queries.citing(source),
        most=queries.MOST_CITATIONS,
    )


@sources.route("/new", methods=["GET", "POST"])
def new() -> Response | Page:
    form = SourceForm()
    if request.method == "POST":
        done, source = attempt(form, lambda: operations.add(person(), SourceFacts(**form.facts())))
        if done and source is not None:
            flash("The source is on file.")
            return _to(source.id)
    return _form_page(form, None, UNPROCESSABLE if request.method == "POST" else 200)


@sources.route("/<id:source_id>/edit", methods=["GET", "POST"])
def edit(source_id: int) -> Response | Page:
    source = _found(source_id)
    if request.method == "GET":
        return _form_page(source_forms.filled(source), source)
    form = SourceForm()
    facts = SourceFacts(**form.facts())
    try:
        done, _ = attempt(
            form, lambda: operations.edit(person(), source, form.revision.data or 0, facts)
        )
    except Conflict:
        return _conflict(form, source_id)
    if done:
        flash("Saved.")
        return _to(source_id)
    return _form_page(form, _found(source_id), UNPROCESSABLE)


def _conflict(form: SourceForm, source_id: int) -> Page:
    """Both texts side by side; saving again from here is meant to go over theirs."""
    db.rollback()
    source = _found(source_id)
    clashes = form.meet(source_forms.filled(source))
    return _form_page(form, source, CONFLICT, clashes)


def _form_page(
    form: SourceForm, source: Source | None, status: int = 200, clashes: list[Clash] | None = None
) -> Page:
    text = render_template(
        "desk/sources/form.html", form=form, source=source, clashes=clashes, kinds=queries.kinds()
    )
    return text, status


def _found(source_id: int) -> Source:
    return queries.get(source_id) or abort(404)


def _to(source_id: int) -> Response:
    return redirect(url_for("sources.page", source_id=source_id), 303)
