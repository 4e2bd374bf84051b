"""E-mail addresses as the names of accounts: one spelling for each."""

import unicodedata

from email_validator import EmailNotValidError, validate_email

from operations.check import Check

LONGEST = 254  # RFC 3696, erratum 1690


def normal_email(typed: str) -> str:
    """The one spelling of an address; what is no address comes back tidied.

    Case, blanks, invisible characters and compatible forms of letters make no difference, so that
    whatever finds an account also counts as a try at it.
    """
    compatible = unicodedata.normalize("NFKC", typed)
    visible = "".join(each for each in compatible if unicodedata.category(each)[0] not in "CZ")
    return _parsed(visible) or visible.casefold()


def checked_email(check: Check, field: str, typed: str | None) -> str:
    """The one spelling of an address that an account is to have; refuses what is no address."""
    text = check.line(field, typed, most=LONGEST, required="Give an e-mail address.")
    if not text:
        return ""
    try:
        _validate(unicodedata.normalize("NFKC", text))
    except EmailNotValidError as error:
        check.refuse(field, str(error))
    normal = normal_email(text)
    if len(normal) > LONGEST:
        check.refuse(field, f"An e-mail address has at most {LONGEST} characters.")
    return normal


def _parsed(text: str) -> str | None:
    try:
        return _validate(text)
    except EmailNotValidError:
        return None


def _validate(text: str) -> str:
    # Without DNS, and with names that are valid inside a house only (anna@desk.local).
    found = validate_email(text, check_deliverability=False, globally_deliverable=False)
    local = unicodedata.normalize("NFKC", found.local_part.casefold())
    return f"{local}@{found.domain}"
