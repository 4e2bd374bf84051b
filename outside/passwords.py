"""Passwords, hashed with argon2id.

Flask-Security's own functions read Flask's configuration, so operations cannot call them. These
make and check the same strings (`$argon2id$v=19$…`), and `views/auth.py` gives the library the same
figures, so that its context verifies what is made here and finds nothing to renew.
"""

import unicodedata
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's Password Storage Cheat Sheet asks for 19 MiB and 2 passes at least. One lane, so that a
# crowd that signs in at once takes one core and 32 MiB a person, and no more.
PASSES = 3
MEMORY_KIB = 32 * 1024
LANES = 1
NORMAL_FORM: Final = "NFKC"

_hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)

# A hash whose password nobody knows, for accounts that do not exist: a try at one takes as long as
# a try at one that does.
_NOBODY = f"$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}${'A' * 22}${'A' * 43}"


def hash_of(password: str) -> str:
    """Hash a password. Slow on purpose: call it before a writing transaction begins."""
    return _hasher.hash(_normal(password))


def matches(hashed: str | None, password: str) -> bool:
    """Say whether the password belongs to the hash; as slow without a hash, and then False."""
    try:
        return _hasher.verify(hashed or _NOBODY, _normal(password)) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(hashed: str) -> bool:
    """Say whether the hash was made with other figures than today's."""
    return _hasher.check_needs_rehash(hashed)


def _normal(password: str) -> bytes:
    # The same password from another keyboard may come composed otherwise (NIST SP 800-63B 5.1.1.2).
    return unicodedata.normalize(NORMAL_FORM, password).encode(errors="surrogatepass")
