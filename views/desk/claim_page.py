"""The page of one claim: everything on it, and whichever form was refused as it was typed."""

from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from forms import verdicts as verdict_forms
from forms.notes import NoteForm
from forms.sources import EvidenceForm
from forms.verdicts import PublishForm, SendBackForm
from forms.workflow import AssignForm, CloseForm, HoldForm
from models.claim import Claim, Stage
from models.permissions import allows
from models.workflow import possible
from queries import claims, gate, history, pending, people, scales, sources

Page = tuple[str, int]


@dataclass(frozen=True)
class Clash:
    """A field of a conflict: what this person typed, and what was saved meanwhile."""

    label: str
    yours: str
    theirs: str


def found(claim_id: int) -> Claim:
    """The claim of an address, or the 404 page."""
    claim = claims.get(claim_id)
    if claim is None:
        abort(404)
    return claim


def back(claim_id: int, anchor: str = "") -> Response:
    """To the claim's page, after something was done."""
    return redirect(url_for("claims.page", claim_id=claim_id, _anchor=anchor or None), 303)


def show(claim: Claim, status: int = 200, **refused: Any) -> Page:
    """The whole page. `refused` holds forms (and their clashes, a preview) to show as typed."""
    work = claims.work(claim)
    desk = people.active()
    ratings = scales.offered()
    forms: dict[str, Any] = {
        "verdict_form": verdict_forms.filled(work.pending, ratings),
        "note_form": NoteForm(formdata=None, prefix="note"),
        "evidence_form": EvidenceForm(formdata=None, prefix="evidence"),
        "send_back_form": SendBackForm(formdata=None, prefix="send_back"),
        "publish_form": PublishForm(formdata=None, prefix="publish"),
        "assign_form": AssignForm(
            formdata=None, prefix="assign", data={"owner": claim.owner_id or current_user.id}
        ),
        "close_form": CloseForm(formdata=None, prefix="close"),
        "hold_form": HoldForm(formdata=None, prefix="hold"),
        **refused,
    }
    forms["verdict_form"].offer(ratings)
    forms["note_form"].offer([person for person in desk if person.id != current_user.id])
    forms["assign_form"].offer(people.who_may(desk, "claims.take"))
    publisher = current_user if allows(current_user.role, "verdicts.publish") else None
    page = render_template(
        "desk/claims/page.html",
        claim=claim,
        work=work,
        notes=claims.notes(claim, current_user),
        history=history.for_claim(claim),
        checklist=gate.checklist(work, publisher=publisher),
        differences=pending.differences(work),
        public_row=pending.public_row(claim),
        verbs={
            transition.verb
            for transition in possible(claim.stage)
            if allows(current_user.role, transition.action)
        },
        ratings={rating.id: rating for rating in ratings},
        sources_on_file=sources.find("", limit=100),
        editable=claim.stage not in (Stage.IN_REVIEW, Stage.CLOSED),
        **forms,
    )
    return page, status
