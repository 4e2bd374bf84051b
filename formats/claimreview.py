"""ClaimReview, by schema.org and Google's fact-check guidelines (structured data, ClaimReview).

Made from a published snapshot alone. Known faults of others that this avoids: the day of the check
given as the day of the claim; one address for all claims; 0 for "not rated"; a middle number for
"unproven"; the site root as address.
"""

import json
from typing import Any
from urllib.parse import quote

from formats.snapshot import Snapshot

_AUTHOR_TYPES = {"person": "Person", "organization": "Organization", "group": "Organization"}


def address(base_url: str, snapshot: Snapshot) -> str:
    """The check's own page, absolute."""
    return f"{base_url}/claims/{snapshot['public_id']}/{quote(snapshot['slug'])}"


def build(snapshot: Snapshot, *, base_url: str, newsroom: str) -> dict[str, Any]:
    """The ClaimReview of one published check, ready for JSON.

    `base_url` is the site's address without a slash at its end; `newsroom` is its name.
    """
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": address(base_url, snapshot),
        "claimReviewed": snapshot["statement"],
        "inLanguage": snapshot["language"],
        "datePublished": snapshot["first_published_at"],
        "dateModified": snapshot["modified_at"],
        "author": {"@type": "Organization", "name": newsroom, "url": f"{base_url}/"},
        "reviewRating": _rating(snapshot["verdict"]["rating"]),
        "itemReviewed": _claim(snapshot),
    }
    if snapshot["headline"]:
        review["headline"] = snapshot["headline"]
    if snapshot["verdict"]["summary"]:
        review["description"] = snapshot["verdict"]["summary"]
    return review


def _rating(rating: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {"@type": "Rating", "alternateName": rating["label"]}
    if rating["value"] is not None:
        shown["ratingValue"] = rating["value"]
        shown["bestRating"] = rating["best"]
        shown["worstRating"] = rating["worst"]
    return shown


def _claim(snapshot: Snapshot) -> dict[str, Any]:
    claim: dict[str, Any] = {"@type": "Claim"}
    claimant = snapshot["claimant"]
    author_type = _AUTHOR_TYPES.get(claimant["kind"])
    if author_type:
        claim["author"] = {"@type": author_type, "name": claimant["name"]}
        if claimant["description"]:
            key = "jobTitle" if author_type == "Person" else "description"
            claim["author"][key] = claimant["description"]
    if snapshot["claimed_on"]:
        claim["datePublished"] = snapshot["claimed_on"]
    works = [
        (work, entry["is_first"]) for entry in snapshot["appearances"] if (work := _work(entry))
    ]
    first = [work for work, is_first in works if is_first]
    rest = [work for work, is_first in works if not is_first]
    if first:
        claim["firstAppearance"] = first[0]
    if rest:
        claim["appearance"] = rest
    return claim


def _work(appearance: dict[str, Any]) -> dict[str, Any] | None:
    document = appearance["document"]
    url = appearance["url"] or (document or {}).get("url")
    if not url:
        return None
    work: dict[str, Any] = {"@type": "CreativeWork", "url": url}
    if document:
        work["name"] = document["title"]
        if document["published_on"]:
            work["datePublished"] = document["published_on"]
    return work


def problems(review: dict[str, Any]) -> list[str]:
    """What a ClaimReview lacks of what Google requires; empty if it is valid."""
    found = []
    if not review.get("claimReviewed"):
        found.append("claimReviewed is missing")
    url = review.get("url", "")
    if not url.startswith(("http://", "https://")) or url.count("/") < 4:
        found.append("url must be the check's own page")
    rating = review.get("reviewRating", {})
    if not rating.get("alternateName"):
        found.append("reviewRating.alternateName is missing")
    if "ratingValue" in rating:
        best, worst = rating.get("bestRating"), rating.get("worstRating")
        if best is None or worst is None or not 1 <= worst < best:
            found.append("bestRating must be greater than worstRating, and that at least 1")
        elif not worst <= rating["ratingValue"] <= best:
            found.append("ratingValue must lie between worstRating and bestRating")
    if review.get("itemReviewed", {}).get("@type") != "Claim":
        found.append("itemReviewed must be a Claim")
    return found


def script_text(review: dict[str, Any]) -> str:
    """The JSON to stand in a script element: nothing in it can end the element."""
    text = json.dumps(review, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
