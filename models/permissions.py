"""Who may do what: one table that can be read aloud."""

from models.user import Role

_EVERYONE = frozenset(Role)
_REPORTERS = frozenset({Role.REPORTER, Role.EDITOR, Role.ADMIN})
_EDITORS = frozenset({Role.EDITOR, Role.ADMIN})
_ADMINS = frozenset({Role.ADMIN})

PERMISSIONS: dict[str, frozenset[Role]] = {
    "desk.see": _EVERYONE,
    "notes.write": _EVERYONE,
    "documents.add": _REPORTERS,
    "passages.mark": _REPORTERS,
    "claims.work": _REPORTERS,
    "claims.take": _REPORTERS,
    "claims.submit": _REPORTERS,
    "claims.split": _REPORTERS,
    "claims.close": _REPORTERS,
    "sources.work": _REPORTERS,
    "verdicts.draft": _REPORTERS,
    "claims.assign": _EDITORS,
    "claims.send_back": _EDITORS,
    "claims.hold": _EDITORS,
    "verdicts.publish": _EDITORS,
    "verdicts.revise": _EDITORS,
    "people.manage": _ADMINS,
    "scales.manage": _ADMINS,
    "settings.manage": _ADMINS,
}


def allows(role: Role, action: str) -> bool:
    """True if the role may do the action. An action that is not in the table is nobody's."""
    return role in PERMISSIONS.get(action, frozenset())
