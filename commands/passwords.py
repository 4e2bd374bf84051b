"""Passwords at the command line: asked hidden, read from the standard input, or made here."""

import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"  # none that is taken for another


@dataclass(frozen=True)
class Chosen:
    text: str
    made_here: bool

    def show(self) -> None:
        """Print a password that was made here: it is told this once."""
        if self.made_here:
            click.echo(f"Password, shown this once: {self.text}")


def password_options(function: F) -> F:
    """Where a password comes from; it is asked for if neither is given."""
    read: Callable[[F], F] = click.option(
        "--password-stdin", is_flag=True, help="Read the password from the standard input."
    )
    make: Callable[[F], F] = click.option(
        "--generate-password", is_flag=True, help="Make a password and print it once."
    )
    return read(make(function))


def chosen_password(from_stdin: bool, generate: bool) -> Chosen:
    """The password that the options ask for, else the one that is typed in, unseen, twice."""
    if from_stdin and generate:
        raise click.UsageError("Give --password-stdin or --generate-password, not both.")
    if generate:
        return Chosen(made_password(), True)
    if from_stdin:
        return Chosen(_first_line_of_stdin(), False)
    return Chosen(click.prompt("Password", hide_input=True, confirmation_prompt=True), False)


def _first_line_of_stdin() -> str:
    try:
        return sys.stdin.readline().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise click.UsageError("The standard input is not valid UTF-8.") from error


def made_password() -> str:
    """A random password that can be typed: four groups of four, 78 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)
