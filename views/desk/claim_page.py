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
from models.verdict import Verdict
from models.workflow import DRAFTING, EDITABLE, possible
from queries import claims, gate, history, people, scales, sources
from queries import pending as public_state
from queries.claims import Work
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
    forms["publish_form"].seen.data = public_state.digest(work)
    publisher = me if allows(me.role, "verdicts.publish") else None
    differences = public_state.differences(work)
    verbs = {each.verb for each in possible(claim.stage) if allows(me.role, each.action)}
    drafting = claim.stage in DRAFTING and allows(me.role, "verdicts.draft")
    editable = claim.stage in EDITABLE
    places = {
        "verdict_form": drafting,
        "evidence_form": editable and allows(me.role, "sources.work"),
        "note_form": allows(me.role, "notes.write"),
        "send_back_form": "send_back" in verbs,
        "publish_form": "publish" in verbs or bool("publish_changes" in verbs and differences),
        "assign_form": "assign" in verbs,
        "close_form": "close" in verbs,
        "hold_form": allows(me.role, "claims.hold") and claim.stage is not Stage.CLOSED,
    }
    page = render_template(
        "desk/claims/page.html",
        claim=claim,
        work=work,
        notes=claims.notes(claim, me),
        history=history.for_claim(claim),
        checklist=gate.checklist(work, publisher=publisher),
        differences=differences,
        public_row=public_state.public_row(claim),
        verbs=verbs,
        ratings={rating.id: rating for rating in ratings},
        pending=work.pending,
        drafting=drafting,
        returned=_returned(work) if drafting else None,
        editable=editable,
        # The claim moved on while this was typed, and the page has no place for the form now.
        kept=[refused[name] for name, place in places.items() if name in refused and not place],
        **forms,
    )
    return page, status


def _returned(work: Work) -> Verdict | None:
    """The verdict that was sent back, while the draft that goes on from it is in the making."""
    draft = work.pending
    before = [v for v in work.verdicts if draft is not None and v.number == draft.number - 1]
    return next((verdict for verdict in before if verdict.returned_reason), None)
