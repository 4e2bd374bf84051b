"""How often somebody may try to sign in: ten times in five minutes, by account and by network.

Tries are counted in the store, in short transactions of their own, whether the account exists or
not. Rows older than the five minutes are deleted at the next try.
"""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from models.base import db, now
from models.user import SignInAttempt
from operations.emails import normal_email
from operations.errors import Refused

TRIES = 10
WINDOW = timedelta(minutes=5)
_NO_ACCOUNT = ""


class TooManyTries(Refused):
    """The account or the network has used up its tries; `wait` says how many seconds to wait."""

    def __init__(self, wait: int) -> None:
        self.wait = wait
        minutes = -(-wait // 60)
        super().__init__(
            "There were too many tries to sign in. Wait "
            + ("a minute" if minutes == 1 else f"{minutes} minutes")
            + ", then try again."
        )


@dataclass(frozen=True)
class Attempt:
    """One counted try."""

    id: int
    account: str


def take(email: str, network: str) -> Attempt:
    """Count one try at the account from the network (as `network_of` gives it).

    Count and check are one transaction, so tries at the same moment do not slip through.
    Raises TooManyTries, and then does not count: the password is not looked at.
    """
    account = account_key(email)
    with db.short() as session:
        _one_at_a_time(session)
        moment = now()
        session.execute(delete(SignInAttempt).where(SignInAttempt.at <= moment - WINDOW))
        wait = max(
            _wait(session, SignInAttempt.account, account, moment),
            _wait(session, SignInAttempt.network, network, moment),
        )
        if not wait:
            attempt = SignInAttempt(account=account, network=network, at=moment)
            session.add(attempt)
            session.flush()
            return Attempt(attempt.id, account)
    raise TooManyTries(wait)


def succeeded(attempt: Attempt) -> None:
    """Forget the account's tries: its owner has come in.

    The network keeps the others' failed tries. The one that succeeded was no guess, and does not
    count against the network: a newsroom behind one address signs in at nine in the morning.
    """
    with db.short() as session:
        session.execute(delete(SignInAttempt).where(SignInAttempt.id == attempt.id))
        session.execute(
            update(SignInAttempt)
            .where(SignInAttempt.account == attempt.account)
            .values(account=_NO_ACCOUNT)
        )


def account_key(email: str) -> str:
    """The key of an account's count, the same for every spelling that finds the account.

    A keyed hash, because people type passwords into the wrong field.
    """
    key = db.key("sign-in attempts")
    return hmac.new(key, normal_email(email).encode(), hashlib.sha256).hexdigest()


def network_of(address: str | None) -> str:
    """The network that an address counts for: an IPv4 address itself, an IPv6 address its /64.

    One subscriber usually holds a whole /64 (RFC 6177), so single IPv6 addresses cost nothing.
    """
    try:
        found = ipaddress.ip_address((address or "").strip().partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is None:
            return str(ipaddress.IPv6Network((found, 64), strict=False))
        return str(found.ipv4_mapped)
    return str(found)


def _one_at_a_time(session: Session) -> None:
    # SQLite has one writer in any case. PostgreSQL would let two tries count nine each.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE sign_in_attempts IN SHARE ROW EXCLUSIVE MODE"))


def _wait(session: Session, column: Any, value: str, moment: datetime) -> int:
    tries = session.scalars(
        select(SignInAttempt.at)
        .where(column == value)
        .order_by(SignInAttempt.at.desc())
        .limit(TRIES)
    ).all()
    if len(tries) < TRIES:
        return 0
    return max(1, round((tries[-1] + WINDOW - moment).total_seconds()))
