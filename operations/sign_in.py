"""Signing in: who it is, by e-mail address and password."""

from sqlalchemy import select, update

from models.base import db
from models.user import User
from operations import throttle
from operations.emails import normal_email
from operations.errors import Refused
from outside import passwords

REFUSAL = "The e-mail address or the password is not right."


def recognise(email: str, password: str, network: str) -> User:
    """The active person with this e-mail address and password.

    Unknown, inactive and mistaken all answer alike: the same count, the same work, the same words.
    Call it before any writing: hashing is slow on purpose. Raises Refused, or TooManyTries (a
    Refused, too).
    """
    attempt = throttle.take(email, network)
    user: User | None = db.session.scalar(select(User).where(User.email == normal_email(email)))
    known = passwords.matches(user.password if user is not None else None, password)
    if user is None or not known or not user.active:
        raise Refused(REFUSAL)
    throttle.succeeded(attempt)
    if passwords.outdated(user.password):
        _renew_hash(user.id, user.password, passwords.hash_of(password))
    return user


def _renew_hash(user_id: int, old: str, new: str) -> None:
    with db.short() as session:
        session.execute(
            update(User).where(User.id == user_id, User.password == old).values(password=new)
        )
