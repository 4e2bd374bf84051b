"""Signed-in browsers: a random token in the cookie, its hash in the store, ended from anywhere."""

import hashlib
import secrets
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import contains_eager

from models.base import db, now
from models.user import User, UserSession
from operations.errors import NotPermitted

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=30)
MARK_EVERY = timedelta(minutes=1)
_BROWSER_LENGTH = 200


def open(user: User, network: str, browser: str) -> str:
    """Open a session for somebody who has just signed in; give its token, which is kept nowhere.

    A transaction of its own. Raises NotPermitted if the person was deactivated in the meantime.
    """
    token = secrets.token_urlsafe(32)
    with db.short() as session:
        active = session.scalar(
            select(User.active).where(User.id == user.id).with_for_update(read=True)
        )
        if not active:
            raise NotPermitted("sign in")
        session.execute(
            delete(UserSession).where(
                UserSession.user_id == user.id, UserSession.created_at <= now() - LONGEST
            )
        )
        session.add(
            UserSession(
                user_id=user.id,
                token_hash=_hash(token),
                network=network,
                browser=_printable(browser),
            )
        )
    return token


def find(token: str | None) -> UserSession | None:
    """The live session of a token, with its person; None if ended, too old, idle, or inactive."""
    if not token:
        return None
    moment = now()
    found: UserSession | None = db.session.scalar(
        select(UserSession)
        .join(UserSession.user)
        .options(contains_eager(UserSession.user))
        .where(
            UserSession.token_hash == _hash(token),
            UserSession.ended_at.is_(None),
            UserSession.created_at > moment - LONGEST,
            UserSession.seen_at > moment - IDLE,
            User.active,
        )
    )
    return found


def mark_seen(live: UserSession) -> None:
    """Note that the session is in use, at most once a minute, in a transaction of its own."""
    moment = now()
    if live.seen_at > moment - MARK_EVERY:
        return
    # A page is worth more than the mark: if the store is busy, the next request makes it.
    with suppress(OperationalError), db.short() as session:
        session.execute(
            update(UserSession)
            .where(UserSession.id == live.id, UserSession.seen_at < moment)
            .values(seen_at=moment)
        )


def end(token: str | None) -> None:
    """End the session of a token, in a transaction of its own; no matter if there is none."""
    if not token:
        return
    with db.short() as session:
        session.execute(
            update(UserSession)
            .where(UserSession.token_hash == _hash(token), UserSession.ended_at.is_(None))
            .values(ended_at=now())
        )


def end_all(user: User) -> int:
    """End every session of a person, in the operation's transaction; give how many there were."""
    ended = db.session.execute(
        update(UserSession)
        .where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
        .values(ended_at=now())
        .execution_options(synchronize_session=False)
    )
    count: int = ended.rowcount  # type: ignore[attr-defined]
    return count


def _hash(token: str) -> str:
    # The token is random and long: one round is enough, and a stolen table opens no session.
    return hashlib.sha256(token.encode()).hexdigest()


def _printable(text: str) -> str:
    return "".join(each for each in text if each.isprintable())[:_BROWSER_LENGTH]
