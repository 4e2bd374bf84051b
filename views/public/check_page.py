"""The page of one check, in each of its states."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from formats import claimreview, corrections, dates, excerpts, markdown
from models.public import PublicState
from queries import public as questions
from queries.public import Check
from views.sites import site


def show(check: Check) -> tuple[str, int]:
    versions = questions.history(check.claim_id)
    reason = versions[-1].reason if versions else ""
    shown = check.shown
    if check.state is PublicState.TAKEN_DOWN:
        return render_template("public/taken_down.html", check=check, reason=reason), 410
    page = render_template(
        "public/claim.html",
        check=check,
        shown=shown,
        canonical=claimreview.address(site().base_url, shown),
        review=_review(check),
        explanation=Markup(markdown.render(shown["verdict"]["explanation"])),  # noqa: S704 (cleaned)
        verbatim=_is_verbatim(shown),
        said=[_said(appearance) for appearance in shown["appearances"]],
        evidence=[_with_date_in_words(item) for item in shown["evidence"]],
        steps=corrections.steps(versions),
        reason=reason,
        correction=corrections.standing(versions),
    )
    return page, 200


def _review(check: Check) -> Markup | None:
    """The ClaimReview for the page of a live check, and for no other."""
    if not check.is_live:
        return None
    review = claimreview.build(check.shown, base_url=site().base_url, newsroom=site().name)
    return Markup(claimreview.script_text(review))  # noqa: S704 (cannot end its element)


def _is_verbatim(shown: dict[str, Any]) -> bool:
    statement = shown["statement"]
    return any(
        statement in (entry["wording"], (entry.get("passage") or {}).get("exact"))
        for entry in shown["appearances"]
    )


def _said(appearance: dict[str, Any]) -> dict[str, Any]:
    passage = appearance.get("passage")
    excerpt = (
        excerpts.excerpt(passage["exact"], passage["prefix"], passage["suffix"])
        if passage
        else excerpts.Excerpt("", appearance["wording"], "")
    )
    return {**appearance, "excerpt": excerpt}


def _with_date_in_words(item: dict[str, Any]) -> dict[str, Any]:
    day = item["published_on"]
    return {**item, "published_on": dates.words(day), "published_iso": day}
