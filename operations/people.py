"""People of the desk: who may sign in, and as what. `actor` None is the command line."""

import secrets
import unicodedata

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models.base import db
from models.user import Role, User
from operations import base, record, sessions
from operations.check import Check, unsafe_characters
from operations.emails import checked_email
from operations.errors import Refused
from outside import passwords

MANAGE = "people.manage"
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1_000
_TAKEN = "Somebody has an account with this e-mail address already."
_ADMINS = select(User.id).where(User.role == Role.ADMIN, User.active).order_by(User.id)


def add(
    actor: User | None,
    *,
    email: str,
    name: str,
    role: Role | str,
    password: str,
    is_demo: bool = False,
) -> User:
    """Give somebody an account. Refuses by field: email, name, role, password.

    The password is hashed before the writing transaction begins, unless one is going on already.
    """
    _permit(actor)
    check = Check()
    address = checked_email(check, "email", email)
    display_name = check.line("name", name, most=200, required="Give the person's name.")
    check.word("role", role, Role)
    _check_password(check, password)
    check.done()
    hashed = passwords.hash_of(password)
    _begin(actor)
    if db.session.scalar(select(User.id).where(User.email == address)) is not None:
        raise Refused(_TAKEN, "email")
    user = User(
        email=address,
        display_name=display_name,
        role=Role(role),
        password=hashed,
        is_demo=is_demo,
        fs_uniquifier=secrets.token_hex(32),
    )
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError as error:  # somebody else added it between the question and the answer
        raise Refused(_TAKEN, "email") from error
    facts = {"email": address, "name": display_name, "role": user.role, "is_demo": is_demo}
    record.write(actor, "user.added", user, facts)
    return user


def set_password(actor: User | None, user: User, password: str) -> None:
    """Give a person a new password and end all their sessions. Everybody may change their own.

    Whoever changes their own has shown the old one to the view. Refuses by field: password.
    """
    own = actor is not None and actor.id == user.id
    _permit(actor, own=own)
    check = Check()
    _check_password(check, password)
    check.done()
    hashed = passwords.hash_of(password)
    _begin(actor, user, own=own)
    user.password = hashed
    record.write(actor, "user.password_set", user, {"sessions_ended": sessions.end_all(user)})


def deactivate(actor: User | None, user: User) -> None:
    """Close a person's account: no sign-in, all sessions ended; what they did stays theirs.

    Refuses for the last active administrator.
    """
    _lock_admins(actor)
    _begin(actor, user)
    if not user.active:
        return
    _keep_an_admin(user)
    user.active = False
    record.write(actor, "user.deactivated", user, {"sessions_ended": sessions.end_all(user)})


def reactivate(actor: User | None, user: User) -> None:
    """Open a closed account again; the person signs in anew."""
    _begin(actor, user)
    if user.active:
        return
    user.active = True
    sessions.end_all(user)
    record.write(actor, "user.reactivated", user)


def change_role(actor: User | None, user: User, role: Role | str) -> None:
    """Give a person another role and end all their sessions.

    Refuses by field: role; also for the last active administrator.
    """
    check = Check()
    check.word("role", role, Role)
    check.done()
    _lock_admins(actor)
    _begin(actor, user)
    before, after = user.role, Role(role)
    if before is after:
        return
    _keep_an_admin(user)
    user.role = after
    ended = sessions.end_all(user)
    facts = {"before": before, "after": after, "sessions_ended": ended}
    record.write(actor, "user.role_changed", user, facts)


def _permit(actor: User | None, *, own: bool = False) -> None:
    if actor is not None:
        base.permit(actor, "desk.see" if own else MANAGE)


def _begin(actor: User | None, user: User | None = None, *, own: bool = False) -> None:
    if actor is not None:
        base.begin(actor, "desk.see" if own else MANAGE, user)
        return
    db.writing()
    if user is not None:
        base.lock(user)


def _lock_admins(actor: User | None) -> None:
    # All at once and before anybody else, so that two who remove each other neither both succeed
    # nor wait for each other.
    _permit(actor)
    db.writing()
    db.session.execute(_ADMINS.with_for_update())


def _keep_an_admin(leaving: User) -> None:
    """Refuse if nobody would be left who can manage people."""
    if set(db.session.scalars(_ADMINS)) == {leaving.id}:
        raise Refused("This is the only active administrator. Make somebody else one first.")


def _check_password(check: Check, password: str) -> None:
    length = len(unicodedata.normalize(passwords.NORMAL_FORM, password))
    if length < SHORTEST_PASSWORD:
        check.refuse("password", f"A password has at least {SHORTEST_PASSWORD} characters.")
    if length > LONGEST_PASSWORD:
        check.refuse("password", f"A password has at most {LONGEST_PASSWORD:,} characters.")
    problem = unsafe_characters(password)
    if problem:
        check.refuse("password", problem)
