"""A form that cannot be accepted: what the person typed is shown again, to send or to copy."""

import re

from flask import Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from forms.auth import own_page

_SECRETS = {"csrf_token", "next"}
_UNSEEN = {"revision", "opened", "seen", "start", "end", "prefix", "suffix"}  # for the form alone
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # no page may hold them


def page_with_texts(status: int, *, with_texts: bool = True) -> Response:
    """The page with every text of the refused form, and with this status."""
    texts = _texts() if with_texts and _sent_from_here() else []
    page = render_template(
        "errors/signed_out.html",
        status=status,
        texts=[(name, text) for name, text in texts if _bare(name) not in _UNSEEN],
        unseen=[(name, text) for name, text in texts if _bare(name) in _UNSEEN],
        files=[file.filename for file in request.files.values() if file.filename] if texts else [],
        address=request.full_path.rstrip("?"),
        back=_page_before(),
    )
    return make_response(page, status)


def _bare(name: str) -> str:
    """A field's name without the prefix of its form: several forms may share a page."""
    return name.rpartition("-")[2]


def _texts() -> list[tuple[str, str]]:
    try:
        sent = list(request.form.items(multi=True))
    except HTTPException:  # too large to be read: there is nothing to show
        return []
    return [
        (_CONTROLS.sub("", name), _CONTROLS.sub("", text))
        for name, text in sent
        if text and _bare(name) not in _SECRETS and "password" not in name.lower()
    ]


def _sent_from_here() -> bool:
    """Whether our own page sent the form: words that another site sends are not shown as ours.

    Browsers say so in one of these headers; what sends neither is no browser and no victim.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.host


def _page_before() -> str:
    """The page that held the form, to come back to after signing in."""
    referrer = request.referrer or ""
    here = request.host_url.rstrip("/")
    return own_page(referrer.removeprefix(here)) if referrer.startswith(here) else ""
