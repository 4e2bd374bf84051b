"""Evidence of a claim."""

from flask import Blueprint, abort, flash, render_template, request
from werkzeug.wrappers import Response

from formats import searches
from forms.revised import Clash
from forms.sources import EvidenceForm, filled_evidence
from models.source import Citation
from operations import sources as operations
from operations.errors import Conflict
from operations.sources import Evidence, SourceFacts
from queries import claims, sources
from views.attempts import CONFLICT, UNPROCESSABLE, attempt, attempt_or_flash
from views.auth import person
from views.desk.claim_page import Page, back, found, show

evidence = Blueprint("evidence", __name__, url_prefix="/desk/claims")


@evidence.get("/<id:claim_id>/evidence/new")
def search(claim_id: int) -> str:
    """Evidence from any source on file, found by words; the claim's page offers the newest only."""
    words = searches.one_line(request.args.get("q", ""))
    form = EvidenceForm(formdata=None, prefix="evidence")
    form.offer(sources.find(words, limit=50))
    return render_template(
        "desk/claims/evidence.html", claim=found(claim_id), form=form, words=words
    )


@evidence.post("/<id:claim_id>/evidence")
def new(claim_id: int) -> Response | Page:
    claim = found(claim_id)
    form = EvidenceForm(prefix="evidence")
    on_file = sources.get(form.source_id.data) if form.source_id.data else None
    done, _ = attempt(
        form,
        lambda: operations.cite(
            person(),
            claim,
            Evidence(**form.evidence()),
            source=on_file,
            facts=SourceFacts(**form.facts()),
        ),
    )
    if not done:
        return show(found(claim_id), UNPROCESSABLE, evidence_form=form)
    flash("Evidence added.")
    return back(claim_id, "evidence-form")


@evidence.route("/<id:claim_id>/evidence/<id:citation_id>", methods=["GET", "POST"])
def edit(claim_id: int, citation_id: int) -> Response | Page:
    citation = _citation(claim_id, citation_id)
    if request.method == "GET":
        return _edit_page(citation, filled_evidence(citation))
    form = EvidenceForm()
    try:
        done, _ = attempt(
            form,
            lambda: operations.edit_citation(
                person(), citation, form.revision.data or 0, Evidence(**form.evidence())
            ),
        )
    except Conflict:
        citation = _citation(claim_id, citation_id)
        clashes = form.meet(filled_evidence(citation))
        return _edit_page(citation, form, CONFLICT, clashes)
    if not done:
        return _edit_page(_citation(claim_id, citation_id), form, UNPROCESSABLE)
    flash("Saved.")
    return back(claim_id, "evidence")


@evidence.post("/<id:claim_id>/evidence/<id:citation_id>/remove")
def remove(claim_id: int, citation_id: int) -> Response:
    citation = _citation(claim_id, citation_id)
    if attempt_or_flash(lambda: operations.remove_citation(person(), citation)):
        flash("Taken out of the evidence. The source stays on file.")
    return back(claim_id, "evidence")


def _citation(claim_id: int, citation_id: int) -> Citation:
    citation = claims.citation(claim_id, citation_id)
    if citation is None:
        abort(404)
    return citation


def _edit_page(
    citation: Citation, form: EvidenceForm, status: int = 200, clashes: list[Clash] | None = None
) -> Page:
    form.offer([citation.source])
    text = render_template(
        "desk/claims/evidence_edit.html",
        citation=citation,
        claim=citation.claim,
        form=form,
        clashes=clashes,
    )
    return text, status
