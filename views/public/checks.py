"""Checks for readers: front page, search, one check, and what checks are about."""

import unicodedata
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from formats import dates, excerpts, highlight, marks, tallies
from models.public import PublicState
from queries import public as questions
from queries import statistics
from queries.public import Check, Document, Passage
from views import caching
from views.converters import is_public_id
from views.public import check_page
from views.sites import site

public = Blueprint("public", __name__)
caching.readers(public)
public.add_app_template_filter(dates.words, "date_words")
public.add_app_template_filter(dates.day, "day_words")
public.add_app_template_filter(dates.moment, "moment_words")
public.add_app_template_filter(dates.short, "short_date_words")
public.add_app_template_filter(highlight.parts, "found_parts")

LONGEST_QUERY = 200


@public.get("/")
def front() -> Response:
    before = _before()
    listing = _or_404(questions.latest(before))
    tag = caching.tag("front", before, _stamps(listing.checks), listing.older)
    return caching.unchanged(tag) or caching.tagged(
        tag, render_template("public/front.html", listing=listing)
    )


@public.get("/search")
def search() -> Response:
    query = _readable(request.args.get("q", ""))
    checks = questions.found(query) if query else []
    tag = caching.tag("search", query, _stamps(checks))
    return caching.unchanged(tag) or caching.tagged(
        tag,
        render_template(
            "public/search.html", query=query, checks=checks, most=questions.MOST_FOUND
        ),
    )


@public.get("/claims/<public_id:public_id>")
@public.get("/claims/<public_id:public_id>/<slug:slug>")
def claim(public_id: str, slug: str | None = None) -> AnyResponse:
    check = _or_404(questions.check(public_id))
    if check.state is PublicState.REDIRECTED:
        other = _or_404(check.shown.get("redirected_to"))
        return redirect(url_for(".claim", public_id=other), 301)
    if check.state is not PublicState.TAKEN_DOWN and slug != check.slug:
        return redirect(url_for(".claim", public_id=public_id, slug=check.slug), 301)
    tag = caching.tag("claim", _stamps([check]))
    return caching.unchanged(tag) or caching.tagged(tag, *check_page.show(check))


@public.get("/claimants/<slug:slug>")
def claimant(slug: str) -> Response:
    who = _or_404(questions.claimant(slug))
    before = _before()
    listing = _or_404(questions.by_claimant(slug, before))
    if not listing.checks and before is None:
        abort(404)  # a name alone gets no page
    counts = statistics.by_rating("claimant", slug)
    tag = caching.tag("claimant", who, counts, before, _stamps(listing.checks), listing.older)
    return caching.unchanged(tag) or caching.tagged(
        tag,
        render_template(
            "public/claimant.html",
            claimant=who,
            listing=listing,
            bars=tallies.on_scale(counts, site().scale),
        ),
    )


@public.get("/topics/<slug:slug>")
def topic(slug: str) -> Response:
    about = _or_404(questions.topic(slug))
    before = _before()
    listing = _or_404(questions.about_topic(slug, before))
    if not listing.checks and before is None:
        abort(404)  # its last check has left it
    counts = statistics.by_rating("topic", slug)
    tag = caching.tag("topic", about, counts, before, _stamps(listing.checks), listing.older)
    return caching.unchanged(tag) or caching.tagged(
        tag,
        render_template(
            "public/topic.html",
            topic=about,
            listing=listing,
            bars=tallies.on_scale(counts, site().scale),
        ),
    )


@public.get("/documents/<public_id:public_id>")
def document(public_id: str) -> Response:
    found = _or_404(questions.document(public_id))
    passages = questions.passages(public_id)
    tag = caching.tag("document", found, [(p.start, p.exact, _stamps(p.checks)) for p in passages])
    return caching.unchanged(tag) or caching.tagged(
        tag,
        render_template(
            "public/document.html",
            document=found.shown,
            passages=[(passage, _excerpt(passage)) for passage in passages],
            paragraphs=_paragraphs(found, passages),
            most=questions.MOST_PASSAGES,
        ),
    )


def _excerpt(passage: Passage) -> excerpts.Excerpt:
    return excerpts.excerpt(passage.exact, passage.prefix, passage.suffix)


def _paragraphs(found: Document, passages: list[Passage]) -> list[marks.Paragraph[Passage]]:
    """The whole text with its passages marked, where it may be shown at all."""
    if found.full_text is None:
        return []
    text = found.full_text
    # The text is the newest version; a passage of an earlier one may stand elsewhere in it.
    there = [p for p in passages if text[p.start : p.end] == p.exact]
    return marks.paragraphs(text, there)


def _before() -> str | None:
    """Where a page of a list begins: after the check with this public id."""
    public_id = request.args.get("before")
    if public_id is not None and not is_public_id(public_id):
        abort(404)
    return public_id


def _readable(query: str) -> str:
    """The query without characters that no page may hold (controls, halves, non-characters)."""
    kept = (c for c in query if unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
    return "".join(kept).strip()[:LONGEST_QUERY]


def _stamps(checks: list[Check]) -> list[tuple[str, int, str]]:
    return [(check.public_id, check.version, check.state.value) for check in checks]


def _or_404(found: Any) -> Any:
    return abort(404) if found is None else found
