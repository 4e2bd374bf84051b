"""Events of the record as English sentences: who did what.

Each verb that an operation writes stands in `SENTENCES`. What people typed is quoted; a text that
runs from right to left is isolated, so that it cannot turn the words around it (UAX 9).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from formats import dates

Payload = Mapping[str, Any]
Change = tuple[str, str, str]  # label, before, after
LONGEST_QUOTE = 200

_LABELS = {
    "as_reported_by": "as reported by",
    "claimed_on": "date of the claim",
    "claimed_on_precision": "precision of the date",
    "claimed_on_inferred": "date inferred",
    "claimed_in": "place",
    "published_on": "date",
    "published_on_precision": "precision of the date",
    "original_url": "address",
    "url": "address",
    "read_at": "address of the copy",
    "read_as": "kind of copy",
    "archive_url": "archive address",
    "accessed_on": "date of access",
    "full_text_licensed": "licence to show the whole text",
}
_WORDS = {
    "kind",
    "medium",
    "stance",
    "tier",
    "claimed_on_precision",
    "published_on_precision",
    "visibility",
}
_DAYS = {"claimed_on", "published_on", "accessed_on"}
_FIRST = ("statement", "headline", "rating", "summary", "explanation", "title", "name", "stance")
_ENDED = re.compile("[.!?…]\u2069?”$")
_AS_EVIDENCE = {
    "supports": "as supporting evidence",
    "contradicts": "as contradicting evidence",
    "mixed": "as mixed evidence",
    "context": "as context",
}
_CORRECTIONS = {
    "minor_fix": "a minor fix",
    "update": "an update",
    "change": "a change of verdict",
    "retraction": "a retraction",
}


def sentence(verb: str, who: str, payload: Payload) -> str:
    """The event in one sentence. Raises KeyError for a verb that no sentence was written for."""
    told = f"{_isolated(who)} {SENTENCES[verb](payload)}"
    return told if _ENDED.search(told) else f"{told}."


def changes(payload: Payload) -> list[Change]:
    """What was changed: label, before, after, for people to read."""
    before, after = payload.get("before"), payload.get("after")
    if "new" in payload:  # a claim that was split
        return [("Statement", str(before), str(after))]
    if not isinstance(after, Mapping):
        return []
    earlier = before if isinstance(before, Mapping) else {}
    return [
        (_capital(label(name)), _told(name, earlier), _told(name, after))
        for name in _changed(after)
        if not name.endswith("_id")
    ]


def _changed(after: Payload) -> list[str]:
    """The changed fields, what matters most first; a date and its precision count as one."""
    names = [
        name
        for name in after
        if not (name.endswith("_precision") and name.removesuffix("_precision") in after)
    ]
    return sorted(names, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))


def label(name: str) -> str:
    """What a field is called in a sentence."""
    return _LABELS.get(name, name.removesuffix("_id").replace("_", " "))


def quoted(text: Any, longest: int = LONGEST_QUOTE) -> str:
    """A text in quotation marks, on one line, cut if it is longer than `longest`."""
    line = " ".join(str(text or "").split())
    if len(line) > longest:
        line = line[: longest - 1].rstrip() + "…"
    return f"“{_isolated(line)}”"


def _isolated(text: str) -> str:
    turns = any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
    return f"\u2068{text}\u2069" if turns else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _told(name: str, side: Payload) -> str:
    """A field's value before or after, in words."""
    value = side.get(name)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if name in _DAYS:
        day, precision = date.fromisoformat(str(value)), side.get(f"{name}_precision", "day")
        return dates.words(dates.machine(day, precision))
    return _word(value) if name in _WORDS else str(value)


def _fields(payload: Payload) -> str:
    """The changed fields by name: "headline, statement and topics"."""
    after = payload.get("after")
    names = [label(name) for name in _changed(after)] if isinstance(after, Mapping) else []
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _because(payload: Payload, key: str = "reason") -> str:
    return f": {quoted(payload[key], 2_000)}" if payload.get(key) else ""


def _word(value: Any) -> str:
    return str(value or "").replace("_", " ")


def _created(p: Payload) -> str:
    if "document" in p:
        return f"made this claim of a passage in {quoted(p['document'])}"
    return "put this claim on file"


def _took(p: Payload) -> str:
    return f"took the claim over from {p['previous_owner']}" if p["previous_owner"] else (
        "took the claim"
    )  # fmt: skip


def _assigned(p: Payload) -> str:
    before = f", who takes it over from {p['previous_owner']}" if p["previous_owner"] else ""
    return f"assigned the claim to {p['owner']}{before}"


def _published(p: Payload) -> str:
    told = f"published verdict {p['verdict']}, {quoted(p['rating'])}"
    if not p.get("correction"):
        return told
    return f"{told}, as {_CORRECTIONS[p['correction']]}{_because(p)}"


def _published_changes(p: Payload) -> str:
    return f"published what was changed, as {_CORRECTIONS[p['correction']]}{_because(p)}"


def _dropped(p: Payload) -> str:
    draft = f"draft {p['verdict']}" if p["verdict"] else "the revision"
    return f"set {draft} aside; the published verdict stays"


def _drafted(p: Payload) -> str:
    saves = p.get("saves", 1)
    times = f" ({saves} saves)" if saves > 1 else ""
    return f"worked on the draft verdict: {_fields(p)}{times}"


def _noted(p: Payload) -> str:
    return f"wrote {'an' if p['visibility'] == 'internal' else 'a'} {p['visibility']} note"


def _marked(p: Payload) -> str:
    after = f"{_word(p['after'])}{_because(p)}"
    if p["before"]:
        return f"changed the mark of {quoted(p['exact'])} from {_word(p['before'])} to {after}"
    return f"marked {quoted(p['exact'])} as {after}"


def _set_settings(p: Payload) -> str:
    if p["key"] == "demo":
        return "marked this as a demo" if p["after"]["is_demo"] else "took the demo's mark away"
    return f"changed the settings of the {_word(p['key'])}"


def _added_person(p: Payload) -> str:
    return f"gave {p['name']} an account as {p['role']}"


def _ended(p: Payload) -> str:
    count = p.get("sessions_ended", 0)
    return f"; {count} {'session' if count == 1 else 'sessions'} ended" if count else ""


SENTENCES: dict[str, Callable[[Payload], str]] = {
    "claim.created": _created,
    "claim.created_by_split": lambda p: f"split this claim off {quoted(p['from'])}",
    "claim.split": lambda p: f"split this claim in two; the other is {quoted(p['new'])}",
    "claim.edited": lambda p: f"edited the claim: {_fields(p)}",
    "claim.held": lambda p: f"put the claim on legal hold{_because(p)}",
    "claim.released": lambda p: "lifted the legal hold",
    "claim.take": _took,
    "claim.assign": _assigned,
    "claim.submit": lambda p: f"submitted verdict {p['verdict']} for review",
    "claim.send_back": lambda p: f"sent verdict {p['verdict']} back{_because(p)}",
    "claim.publish": _published,
    "claim.publish_changes": _published_changes,
    "claim.revise": lambda p: f"began a revision of the published verdict, as draft {p['verdict']}",
    "claim.drop_revision": _dropped,
    "claim.close": lambda p: f"closed the claim as {_word(p['reason'])}{_because(p, 'note')}",
    "claim.reopen": lambda p: f"reopened the claim, closed before as {_word(p['was_closed_as'])}",
    "citation.added": lambda p: f"added {quoted(p['source'])} {_AS_EVIDENCE[p['stance']]}",
    "citation.edited": lambda p: f"edited the evidence from {quoted(p['source'])}: {_fields(p)}",
    "citation.removed": lambda p: f"took {quoted(p['source'])} out of the evidence",
    "note.added": _noted,
    "verdict.drafted": _drafted,
    "document.added": lambda p: f"took in this document of {p['characters']:,} characters",
    "document.edited": lambda p: f"edited the document: {_fields(p)}",
    "passage.marked": _marked,
    "passage.unmarked": lambda p: f"took the mark off {quoted(p['exact'])}",
    "source.added": lambda p: "put this source on file",
    "source.edited": lambda p: f"edited the source: {_fields(p)}",
    "claimant.added": lambda p: f"put {quoted(p['name'])} on file ({_word(p['kind'])})",
    "claimant.edited": lambda p: f"edited the claimant: {_fields(p)}",
    "topic.added": lambda p: f"put the topic {quoted(p['name'])} on file",
    "scale.used": lambda p: f"put the rating scale {quoted(p['name'])} in use",
    "settings.changed": _set_settings,
    "user.added": _added_person,
    "user.password_set": lambda p: f"set a new password{_ended(p)}",
    "user.deactivated": lambda p: f"closed this account{_ended(p)}",
    "user.reactivated": lambda p: "opened this account again",
    "user.role_changed": lambda p: (
        f"changed the role from {p['before']} to {p['after']}{_ended(p)}"
    ),
    "demo.begun": lambda p: "began to build the demo",
    "demo.built": lambda p: f"finished the demo, with {p['claims']} claims",
    "demo.removed": lambda p: "took the demo out",
}
