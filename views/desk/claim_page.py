"""The page of one claim: everything on it, and whichever form was refused as it was typed."""

from typing import Any

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forms import verdicts as verdict_forms
from forms.notes import NoteForm
from forms.sources import EvidenceForm
from forms.verdicts import PublishForm, SendBackForm
from forms.workflow import AssignForm, CloseForm, HoldForm
from models.claim import Claim, Stage
from models.permissions import allows
from models.workflow import possible
from queries import claims, gate, history, people, scales, sources
from queries import pending as public_state
from views.auth import person

Page = tuple[str, int]


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
    me = person()
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
            formdata=None, prefix="assign", data={"owner": claim.owner_id or me.id}
        ),
        "close_form": CloseForm(formdata=None, prefix="close"),
        "hold_form": HoldForm(formdata=None, prefix="hold"),
        **refused,
    }
    forms["verdict_form"].offer(ratings)
    forms["evidence_form"].offer(sources.find("", limit=100))
    forms["note_form"].offer([each for each in desk if each.id != me.id])
    forms["assign_form"].offer(people.who_may(desk, "claims.take"))
    publisher = me if allows(me.role, "verdicts.publish") else None
    page = render_template(
        "desk/claims/page.html",
        claim=claim,
        work=work,
        notes=claims.notes(claim, me),
        history=history.for_claim(claim),
        checklist=gate.checklist(work, publisher=publisher),
        differences=public_state.differences(work),
        public_row=public_state.public_row(claim),
        verbs={
            transition.verb
            for transition in possible(claim.stage)
            if allows(me.role, transition.action)
        },
        ratings={rating.id: rating for rating in ratings},
        pending=work.pending,
        drafting=claim.stage in (Stage.NEW, Stage.RESEARCHING)
        and allows(me.role, "verdicts.draft"),
        editable=claim.stage not in (Stage.IN_REVIEW, Stage.CLOSED),
        **forms,
    )
    return page, status
