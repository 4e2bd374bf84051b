"""Setting up a newsroom, and its people."""

import click
from sqlalchemy import func, select

from commands.base import StoreCommand, fields
from commands.passwords import chosen_password, password_options
from models.base import db
from models.user import Role, User
from operations import demo_removal, emails, people, scales, settings
from operations.errors import Refused
from queries import scales as scale_queries


@click.command("init", cls=StoreCommand)
@click.option("--name", help="The newsroom's name.")
@click.option("--admin-name", help="Name of the first administrator.")
@click.option("--admin-email", help="E-mail address that the administrator signs in with.")
@click.option("--time-zone", help="The desk's time zone, such as Europe/Berlin.  [default: UTC]")
@click.option("--language", help="The newsroom's language, such as en, ar, pt-BR.  [default: en]")
@password_options
def init(
    name: str | None,
    admin_name: str | None,
    admin_email: str | None,
    time_zone: str | None,
    language: str | None,
    password_stdin: bool,
    generate_password: bool,
) -> None:
    """Set up a real newsroom: settings, the scale "Six ratings", the first administrator.

    Asks for what no option says. Refused in a store that has people already.
    """
    _refuse_if_inhabited()
    asking = None in (name, admin_name, admin_email)
    name = name or click.prompt("Name of the newsroom")
    admin_name = admin_name or click.prompt("Name of the first administrator")
    admin_email = admin_email or click.prompt("Their e-mail address")
    if asking:
        time_zone = time_zone or click.prompt("Time zone of the desk", default="UTC")
        language = language or click.prompt("Language", default="en")
    password = chosen_password(password_stdin, generate_password)
    with fields(name="admin_name", email="admin_email", password="password_stdin"):  # noqa: S106
        people.add(
            None, email=admin_email, name=admin_name, role=Role.ADMIN, password=password.text
        )
    settings.set_newsroom(None, name=name, language=language or "en", time_zone=time_zone or "UTC")
    if scale_queries.current() is None:
        scales.use(None, slug="six-ratings", name="Six ratings")
    db.commit()
    click.echo(f"{name} is set up. {admin_name} signs in at {db.base_url}/desk/sign-in")
    password.show()


def _refuse_if_inhabited() -> None:
    """Accounts that a removed demo had to leave behind, closed, do not count."""
    people = select(func.count()).select_from(User).where(User.active | User.is_demo.is_(False))
    count = db.session.scalar(people) or 0
    if count == 0:
        return
    told = f"This store has people already ({count}), so there is nothing to set up."
    demo = " The demo's are taken out by: flask demo --remove" if demo_removal.anything() else ""
    raise Refused(told + demo)


@click.group("user")
def user_group() -> None:
    """People of the desk."""


@user_group.command("add", cls=StoreCommand)
@click.option("--email", required=True, help="E-mail address to sign in with.")
@click.option("--name", required=True, help="The person's name, as the desk reads it.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@password_options
def add(email: str, name: str, role: str, password_stdin: bool, generate_password: bool) -> None:
    """Give somebody an account."""
    password = chosen_password(password_stdin, generate_password)
    with fields(password="password_stdin"):  # noqa: S106 (an option's name)
        user = people.add(None, email=email, name=name, role=role, password=password.text)
    db.commit()
    click.echo(f"{user.display_name} can sign in as {user.role.label.lower()} with {user.email}.")
    password.show()


@user_group.command("password", cls=StoreCommand)
@click.option("--email", required=True, help="Whose password; all their sessions end.")
@password_options
def set_password(email: str, password_stdin: bool, generate_password: bool) -> None:
    """Give somebody a new password."""
    user = db.session.scalar(select(User).where(User.email == emails.normal_email(email)))
    if user is None:
        raise Refused("Nobody has an account with this e-mail address.", "email")
    password = chosen_password(password_stdin, generate_password)
    with fields(password="password_stdin"):  # noqa: S106 (an option's name)
        people.set_password(None, user, password.text)
    db.commit()
    click.echo(f"{user.display_name} has a new password.")
    password.show()
