"""Documents: taking in, reading, marking passages, making claims of them."""

from dataclasses import asdict

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formats import symbols
from formats.quotes import Selector
from forms import documents as document_forms
from forms.claims import ClaimForm
from forms.documents import DetailsForm, DocumentForm, PassageForm
from forms.filters import number
from forms.revised import Clash
from models.document import Document, DocumentVersion, Triage
from operations import claims as claim_operations
from operations import documents as operations
from operations import passages as passage_operations
from operations.claims import Quote, Wording
from operations.documents import Upload
from operations.errors import Conflict
from queries import documents as queries
from views.attempts import CONFLICT, UNPROCESSABLE, attempt, attempt_or_flash
from views.auth import may, person
from views.desk import passage_claim_page, reader_page
from views.desk.reader_page import Page
from views.sites import site

documents = Blueprint("documents", __name__, url_prefix="/desk/documents")
documents.add_app_template_filter(symbols.runs)
documents.add_app_template_filter(symbols.shown)

CLAIM = "claim"  # the button beside those of the triage


@documents.get("")
def index() -> str:
    page = queries.newest(
        before=number(request.args.get("before")), after=number(request.args.get("after"))
    )
    return render_template("desk/documents/index.html", page=page)


@documents.route("/new", methods=["GET", "POST"])
def new() -> Response | Page:
    form = DocumentForm(data={"language": site().language})
    if request.method == "GET":
        return _new_page(form)
    readable, upload = attempt(form, _uploaded)
    if not readable:
        return _new_page(form, UNPROCESSABLE)
    text = form.text.data or ""
    done, document = attempt(
        form, lambda: operations.add(person(), text=text, upload=upload, **form.facts())
    )
    if done and document is not None:
        return _back(document.id)
    moved = upload if upload is not None and not text.strip() else None
    if moved is not None:
        form.fill_empty(asdict(moved.extracted))
    return _new_page(form, UNPROCESSABLE, moved)


def _uploaded() -> Upload | None:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return None
    return operations.read_upload(sent.filename, sent.read())


def _new_page(form: DocumentForm, status: int = 200, moved: Upload | None = None) -> Page:
    """The form. `moved` is a file whose text stands in the form now: it need not be sent again."""
    page = render_template(
        "desk/documents/new.html",
        form=form,
        moved=moved,
        most_characters=operations.LONGEST_TEXT,
        most_bytes=operations.LARGEST_FILE,
    )
    return page, status


@documents.get("/<id:document_id>")
def reader(document_id: int) -> Page:
    return reader_page.show(document_id, PassageForm(formdata=None))


@documents.route("/<id:document_id>/edit", methods=["GET", "POST"])
def edit(document_id: int) -> Response | Page:
    document = _document(document_id)
    if request.method == "GET":
        return _details_page(document_forms.filled(document), document)
    form = DetailsForm()
    if not may("verdicts.publish"):
        form.full_text_licensed.data = document.full_text_licensed
    licensed, revision = form.full_text_licensed.data, form.revision.data or 0
    try:
        done, _ = attempt(
            form,
            lambda: operations.edit(
                person(), document, revision, full_text_licensed=licensed, **form.facts()
            ),
        )
    except Conflict as conflict:
        return _conflict(form, document_id, conflict)
    if done:
        flash("Saved.")
        return _back(document_id)
    return _details_page(form, document, UNPROCESSABLE)


def _conflict(form: DetailsForm, document_id: int, conflict: Conflict) -> Page:
    """Both texts side by side; saving again from here is meant to go over theirs."""
    document = _document(document_id)
    clashes = form.meet(document_forms.filled(document))
    return _details_page(form, document, CONFLICT, clashes)


def _details_page(
    form: DetailsForm, document: Document, status: int = 200, clashes: list[Clash] | None = None
) -> Page:
    page = render_template(
        "desk/documents/edit.html", form=form, document=document, clashes=clashes
    )
    return page, status


@documents.post("/<id:document_id>/passages")
def mark(document_id: int) -> Response | Page:
    """Say what a passage is. "Make a claim" writes nothing yet: it leads to the claim's form."""
    version = _version(document_id)
    form = PassageForm()
    triage = form.triage.data or ""
    if triage == CLAIM:
        done, place = attempt(form, lambda: passage_operations.find(version, **form.place()))
        if done and place is not None:
            return redirect(_claim_address(document_id, place), 303)
        return reader_page.show(document_id, form, UNPROCESSABLE)
    reason = form.reason.data or "" if triage == Triage.SKIPPED else ""
    done, passage = attempt(
        form,
        lambda: passage_operations.mark(
            person(), version, triage=triage, reason=reason, **form.place()
        ),
    )
    if done and passage is not None:
        return _back(document_id, f"passage-{passage.id}")
    return reader_page.show(document_id, form, UNPROCESSABLE)


@documents.post("/<id:document_id>/passages/<id:passage_id>/unmark")
def unmark(document_id: int, passage_id: int) -> Response:
    passage = queries.passage(document_id, passage_id)
    if passage is None:  # a second click: the mark is gone already
        return _back(_document(document_id).id)
    paragraph = passage.version.text.rfind("\n", 0, passage.start) + 1
    attempt_or_flash(lambda: passage_operations.unmark(person(), passage))
    return _back(document_id, f"p-{paragraph}")


@documents.route("/<id:document_id>/claims/new", methods=["GET", "POST"])
def new_claim(document_id: int) -> Response | Page:
    """A claim of a passage: its place in the address, or its words (they are looked up first)."""
    version = _version(document_id)
    asked = PassageForm(formdata=None, data=request.args.to_dict())
    place = passage_claim_page.place(version, asked.start.data, number(request.args.get("end")))
    if place is None:
        done, place = attempt(asked, lambda: passage_operations.find(version, **asked.place()))
        if not done or place is None:
            return reader_page.show(document_id, asked, UNPROCESSABLE)
        if request.method == "GET":
            return redirect(_claim_address(document_id, place))
    if request.method == "GET":
        return passage_claim_page.show(passage_claim_page.prepared(version, place), version, place)
    form = ClaimForm()
    quote = Quote(version, place.exact, start=place.start)
    done, claim = attempt(
        form,
        lambda: claim_operations.create(person(), Wording(**form.typed()), quote),
    )
    if done and claim is not None:
        return redirect(url_for("claims.page", claim_id=claim.id), 303)
    return passage_claim_page.show(form, version, place, UNPROCESSABLE)


def _claim_address(document_id: int, place: Selector) -> str:
    return url_for(".new_claim", document_id=document_id, start=place.start, end=place.end)


def _back(document_id: int, anchor: str | None = None) -> Response:
    return redirect(url_for(".reader", document_id=document_id, _anchor=anchor), 303)


def _document(document_id: int) -> Document:
    return queries.get(document_id) or abort(404)


def _version(document_id: int) -> DocumentVersion:
    return queries.current_version(document_id) or abort(404)
