"""The publish gate: what must hold, or should, before a verdict goes out (domain.md)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from formats import claimreview, snapshot
from models.base import db, now
from models.source import Stance, Tier
from models.user import User
from models.verdict import Verdict
from models.words import Word
from queries import pending, settings
from queries.claims import Work

LONGEST_STATEMENT = 75
_VERDICT_WORDS = re.compile(
    r"\b(fake|false|falsely|hoax|lie|lied|lies|misleading|misleadingly|untrue|wrongly|debunked|"
    r"baseless|fact[- ]?check(?:ed)?)\b",
    re.IGNORECASE,
)


class GateState(Word):
    PASSED = "passed"
    WARNED = "warned"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class GateItem:
    """A row of the checklist: the rule, how it stands, what follows, where to mend it."""

    key: str
    label: str
    state: GateState
    consequence: str
    anchor: str


@dataclass(frozen=True)
class _Rule:
    key: str
    label: str
    blocks: bool
    anchor: str
    failing: Callable[[Work, Verdict | None], str]  # what is wrong, or "" if it holds


def _needs_source(work: Work, verdict: Verdict | None) -> str:
    return "" if work.citations else "Add at least one source as evidence."


def _needs_rating(work: Work, verdict: Verdict | None) -> str:
    return "" if verdict and verdict.rating_id else "Choose a rating."


def _needs_summary(work: Work, verdict: Verdict | None) -> str:
    return "" if verdict and verdict.summary else "Write the verdict in one sentence."


def _needs_explanation(work: Work, verdict: Verdict | None) -> str:
    return "" if verdict and verdict.explanation else "Explain why it is rated so."


def _held(work: Work, verdict: Verdict | None) -> str:
    return f"On legal hold: {work.claim.legal_hold}" if work.claim.legal_hold else ""


def _invalid_claimreview(work: Work, verdict: Verdict | None) -> str:
    if verdict is None or verdict.rating is None:
        return ""  # the rating's own row says so
    shown = snapshot.stamped(
        snapshot.claim(work.claim, verdict, work.citations, work.appearances, work.public_notes),
        version=1,
        state="live",
        first_published=now(),
        modified=now(),
        counted_on=now().date(),
    )
    review = claimreview.build(shown, base_url=db.base_url, newsroom="-")
    return "; ".join(claimreview.problems(review))


def _dependent(work: Work, verdict: Verdict | None) -> str:
    groups = {
        citation.source.independence_group or f"source {citation.source_id}"
        for citation in work.citations
        if citation.stance is not Stance.CONTEXT
    }
    if len(groups) >= 2:
        return ""
    return "The evidence comes down to fewer than two independent sources."


def _no_primary(work: Work, verdict: Verdict | None) -> str:
    if any(citation.source.tier is Tier.PRIMARY for citation in work.citations):
        return ""
    return "No primary source (record, data, recording, interview) is cited."


def _one_sided(work: Work, verdict: Verdict | None) -> str:
    stances = {citation.stance for citation in work.citations}
    if Stance.MIXED in stances or {Stance.SUPPORTS, Stance.CONTRADICTS} <= stances:
        return ""
    return "All evidence is on one side: is there none on the other?"


def _long_statement(work: Work, verdict: Verdict | None) -> str:
    length = len(work.claim.statement)
    if length <= LONGEST_STATEMENT:
        return ""
    return f"It has {length} characters; search engines show {LONGEST_STATEMENT}."


def _verdict_words(work: Work, verdict: Verdict | None) -> str:
    found = _VERDICT_WORDS.search(work.claim.statement)
    return f"“{found.group()}” reads like a verdict; state only what was asserted." if found else ""


def _not_archived(work: Work, verdict: Verdict | None) -> str:
    bare = [
        citation
        for citation in work.citations
        if (citation.source.original_url or citation.source.read_at) and not citation.archive_url
    ]
    return f"{len(bare)} of {len(work.citations)} have no archive address." if bare else ""


RULES = (
    _Rule("source", "At least one source", True, "evidence", _needs_source),
    _Rule("rating", "A rating", True, "verdict", _needs_rating),
    _Rule("summary", "A summary", True, "verdict", _needs_summary),
    _Rule("explanation", "An explanation", True, "verdict", _needs_explanation),
    _Rule("claimreview", "Valid ClaimReview", True, "claim", _invalid_claimreview),
    _Rule("hold", "No legal hold", True, "hold", _held),
    _Rule("independent", "Two independent sources", False, "evidence", _dependent),
    _Rule("primary", "A primary source", False, "evidence", _no_primary),
    _Rule("both_sides", "Evidence on both sides", False, "evidence", _one_sided),
    _Rule("length", "A statement of 75 characters at most", False, "claim", _long_statement),
    _Rule("wording", "A statement free of verdict words", False, "claim", _verdict_words),
    _Rule("archived", "Sources archived", False, "evidence", _not_archived),
)
SECOND_PERSON = "second_person"
NEVER_WARNINGS = {"hold"}  # a legal hold holds, whatever the newsroom sets
_NOT_FOR_SUBMISSION = {SECOND_PERSON, "hold"}


def blocks(levels: dict[str, object], rule: _Rule) -> bool:
    """Whether a rule blocks: as the newsroom set it, else by default."""
    level = levels.get(rule.key)
    return rule.blocks if level is None or rule.key in NEVER_WARNINGS else level == "block"


def checklist(work: Work, publisher: User | None = None) -> list[GateItem]:
    """The gate for the verdict in the making (else the one in force), row by row.

    With a `publisher`, the second-person rule is judged for that person.
    """
    verdict = work.pending or work.in_force
    levels = settings.get("gate")
    items = [_item(rule, work, verdict, blocks(levels, rule)) for rule in RULES]
    items.append(_second_person(work, publisher))
    return items


def _item(rule: _Rule, work: Work, verdict: Verdict | None, blocking: bool) -> GateItem:
    wrong = rule.failing(work, verdict)
    state = GateState.PASSED if not wrong else GateState.BLOCKED if blocking else GateState.WARNED
    return GateItem(rule.key, rule.label, state, wrong, rule.anchor)


def _second_person(work: Work, publisher: User | None) -> GateItem:
    label = "Published by a second person"
    wrong = _had_a_hand(work, publisher) if publisher is not None else ""
    if wrong:
        return GateItem(SECOND_PERSON, label, GateState.BLOCKED, wrong, "history")
    return GateItem(SECOND_PERSON, label, GateState.PASSED, "", "history")


def _had_a_hand(work: Work, publisher: User) -> str:
    if publisher.id in work.contributor_ids:
        return "You contributed to this verdict or its evidence: another editor has to publish it."
    if publisher.id in pending.changed_by(work):
        return "You made one of these changes: another editor has to publish them."
    return ""


def blocking(items: list[GateItem]) -> list[GateItem]:
    """The rows that stand in the way of publishing."""
    return [item for item in items if item.state is GateState.BLOCKED]


def blocking_submission(items: list[GateItem]) -> list[GateItem]:
    """The rows that stand in the way of submitting: holds and persons matter later."""
    return [item for item in blocking(items) if item.key not in _NOT_FOR_SUBMISSION]
