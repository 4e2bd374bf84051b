"""Who may come in where. Every endpoint stands in this table, or nobody comes in.

"public" and "embed" need no login; "account" is the way in and out; "signed_in" needs a person of
any role; everything else is an action of `models/permissions.py` that the role must allow.
"""

from flask import Flask, abort, redirect, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from models.permissions import allows

OPEN = {"public", "embed", "account"}

ACCESS: dict[str, str] = {
    "static": "public",
    "health.live": "public",
    "health.ready": "public",
    "security.login": "account",
    "security.logout": "account",
    # Readers
    "public.front": "public",
    "public.search": "public",
    "public.claim": "public",
    "public.claimant": "public",
    "public.topic": "public",
    "public.document": "public",
    "dashboard.verdicts": "public",
    "dashboard.verdicts_csv": "public",
    "about.methodology": "public",
    "about.robots": "public",
    "embed.claim": "embed",
    # The desk
    "desk.home": "desk.see",
    "documents.index": "desk.see",
    "documents.new": "documents.add",
    "documents.reader": "desk.see",
    "documents.edit": "documents.add",
    "documents.mark": "passages.mark",
    "documents.unmark": "passages.mark",
    "documents.new_claim": "claims.work",
    "claim_list.index": "desk.see",
    "claims.new": "claims.work",
    "claims.page": "desk.see",
    "claims.edit": "claims.work",
    "claims.split": "claims.split",
    "claims.take": "claims.take",
    "claims.assign": "claims.assign",
    "claims.close": "claims.close",
    "claims.reopen": "claims.close",
    "claims.hold": "claims.hold",
    "claims.release": "claims.hold",
    "evidence.search": "sources.work",
    "evidence.new": "sources.work",
    "evidence.edit": "sources.work",
    "evidence.remove": "sources.work",
    "verdicts.edit": "verdicts.draft",
    "verdicts.preview": "verdicts.draft",
    "verdicts.submit": "claims.submit",
    "verdicts.send_back": "claims.send_back",
    "verdicts.publish": "verdicts.publish",
    "verdicts.publish_changes": "verdicts.publish",
    "verdicts.revise": "verdicts.revise",
    "verdicts.drop_revision": "verdicts.revise",
    "notes.new": "notes.write",
    "sources.index": "desk.see",
    "sources.new": "sources.work",
    "sources.page": "desk.see",
    "sources.edit": "sources.work",
    "claimants.index": "desk.see",
    "claimants.page": "desk.see",
    "claimants.edit": "claims.work",
    "topics.index": "desk.see",
    "topics.page": "desk.see",
}


def init(app: Flask) -> None:
    app.before_request(_check)


def _check() -> Response | None:
    if request.endpoint is None:
        return None  # no such address: the 404 page
    access = ACCESS.get(request.endpoint)
    if access is None:
        abort(403)
    if access in OPEN:
        return None
    if not current_user.is_authenticated:
        if request.method in ("GET", "HEAD"):
            return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
        abort(401)
    if access != "signed_in" and not allows(current_user.role, access):
        abort(403)
    return None
