"""How to sign in to the demo: the store keeps hashes only, so the passwords stand in a file."""

import hashlib
import os
from pathlib import Path

import click
from flask import current_app
from sqlalchemy import select

from commands.passwords import made_password
from models.base import db
from models.user import User
from operations import people
from operations.demo import ACCOUNTS


def path() -> Path:
    """The accounts' file. A store elsewhere has a file of its own, named after its address."""
    folder = Path(current_app.config["INSTANCE_PATH"])
    url = current_app.config["DATABASE_URL"]
    if url == f"sqlite:///{folder / 'assay.db'}":
        return folder / "demo-accounts.txt"
    return folder / f"demo-accounts-{hashlib.sha256(url.encode()).hexdigest()[:8]}.txt"


def make() -> dict[str, str]:
    """A new password for each account, by e-mail address; they are on file before they count."""
    made = {account.email: made_password() for account in ACCOUNTS}
    lines = [
        f"{account.role.label:<10}{account.email:<24}{made[account.email]:<22}{account.name}\n"
        for account in ACCOUNTS
    ]
    _write("".join(lines))
    return made


def _write(text: str) -> None:
    part = path().with_suffix(".part")
    part.unlink(missing_ok=True)
    with open(part, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path())


def show() -> None:
    """Print where and how to sign in. Passwords whose file is gone are replaced by new ones."""
    if not path().exists():
        _renew()
    click.echo(f"\nSign in at {db.base_url}/desk/sign-in\n")
    for line in path().read_text().splitlines():
        click.echo(f"  {line}")
    click.echo(f"\nThe passwords were made on this machine and are kept in {path()}")


def _renew() -> None:
    made = make()
    for user in db.session.scalars(select(User).where(User.is_demo, User.active)).all():
        if user.email in made:
            people.set_password(None, user, made[user.email])
    db.commit()


def forget() -> None:
    path().unlink(missing_ok=True)
