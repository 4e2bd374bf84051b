"""The embed of one claim: a card for other sites to frame. No cookie, no script, no third party."""

from flask import Blueprint, Response, g, render_template, request

from formats import claimreview
from models.public import PublicState
from queries import public as questions
from queries.public import Check
from views import caching
from views.converters import is_public_id
from views.embed import frames
from views.embed.frames import Options
from views.sites import site

embed = Blueprint("embed", __name__, url_prefix="/embed")
caching.readers(embed)
embed.after_request(frames.let_frame)

_WITH_REASON = (PublicState.UNDER_REVIEW, PublicState.RETRACTED, PublicState.TAKEN_DOWN)


@embed.before_request
def _frameable() -> None:
    g.frameable = True


@embed.get("/claims/<public_id>")
def claim(public_id: str) -> Response:
    # Any id has an answer here, as the page that frames it shows whatever comes.
    options = frames.options(request.args)
    check = _followed(questions.check(public_id)) if is_public_id(public_id) else None
    if check is None:
        return caching.tagged("", _missing(options), 404)
    tag = caching.tag("embed", check.public_id, check.version, check.state.value, options)
    return caching.unchanged(tag) or caching.tagged(tag, *_card(check, options))


def _followed(check: Check | None) -> Check | None:
    """The check itself, or the one that it was merged into."""
    if check is None or check.state is not PublicState.REDIRECTED:
        return check
    other = questions.check(check.shown.get("redirected_to", ""))
    return other if other and other.state is not PublicState.REDIRECTED else None


def _missing(options: Options) -> str:
    return render_template(
        "embed/missing.html", embed=options, embed_css=frames.style(), home=f"{site().base_url}/"
    )


def _card(check: Check, options: Options) -> tuple[str, int]:
    gone = check.state is PublicState.TAKEN_DOWN
    page = render_template(
        "embed/gone.html" if gone else "embed/claim.html",
        embed=options,
        embed_css=frames.style(),
        check=check,
        shown=check.shown,
        href=claimreview.address(site().base_url, check.shown),
        reason=questions.reason(check.claim_id) if check.state in _WITH_REASON else "",
    )
    return page, 410 if gone else 200
