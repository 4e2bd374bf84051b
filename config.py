"""Every setting: name, default, meaning. Read from ASSAY_* in the environment (and `.env`)."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click import ClickException
from dotenv import dotenv_values

ROOT = Path(__file__).resolve().parent
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    meaning: str
    parse: Callable[[str], Any] = str


def _truth(text: str) -> bool:
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "0": False,
        "false": False,
        "no": False,
        "": False,
    }
    return words[text.strip().lower()]


def _store(text: str) -> str:
    if text and not text.startswith(("sqlite:///", "postgresql", "postgres://")):
        raise ValueError(text)
    return text


def _level(text: str) -> str:
    name = text.strip().upper()
    if name not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError(text)
    return name


SETTINGS = [
    Setting(
        "INSTANCE_PATH",
        str(ROOT / "instance"),
        "Folder for what this installation makes: the SQLite store, kept files, the secret key.",
        Path,
    ),
    Setting(
        "DATABASE_URL",
        "",
        "Where the store is: sqlite:///… or postgresql://…; empty means assay.db in the instance "
        "folder.",
        _store,
    ),
    Setting(
        "PUBLIC_DATABASE_URL",
        "",
        "The same store as a role that may read public_* tables only (PostgreSQL); empty means "
        "DATABASE_URL. On SQLite the public side is confined in any case.",
        _store,
    ),
    Setting(
        "SECRET_KEY",
        "",
        "Signs cookies, form tokens and the heads of the record; empty means a key made once and "
        "kept in the instance folder.",
    ),
    Setting(
        "BASE_URL",
        "http://127.0.0.1:8000",
        "The address that readers use, without a slash at the end; ClaimReview and embeds need it.",
        lambda text: text.rstrip("/"),
    ),
    Setting(
        "TRUSTED_PROXIES",
        "0",
        "How many reverse proxies stand before the app and may set X-Forwarded-For and -Proto.",
        int,
    ),
    Setting(
        "LARGEST_REQUEST",
        str(64 * MEBIBYTE),
        "Largest request body in bytes; larger ones are refused with 413.",
        int,
    ),
    Setting(
        "PRODUCTION",
        "no",
        "Yes on a real installation: cookies over HTTPS only, and the demo is refused.",
        _truth,
    ),
    Setting(
        "LOG_LEVEL", "INFO", "Least level that is logged: DEBUG, INFO, WARNING or ERROR.", _level
    ),
]


class BadSetting(ClickException, ValueError):
    """A setting that cannot be read; the message names it, and `flask` prints it in one line."""


def load(
    environment: Mapping[str, str] | None = None, over: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """All settings with their values, keyed by name without the ASSAY_ prefix.

    What is in `over` goes over the environment, before what depends on it is filled in.
    Raises BadSetting for a value that cannot be parsed.
    """
    if environment is None:
        written = {name: value or "" for name, value in dotenv_values(ROOT / ".env").items()}
        environment = {**written, **os.environ}
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        text = environment.get(f"ASSAY_{setting.name}") or setting.default
        try:
            values[setting.name] = setting.parse(text)
        except (ValueError, KeyError) as error:
            raise BadSetting(f"ASSAY_{setting.name}={text!r}: {setting.meaning}") from error
    return complete({**values, **(over or {})})


def complete(values: dict[str, Any]) -> dict[str, Any]:
    """Fill in what depends on the instance folder: the store's address and the secret key.

    Raises BadSetting if that folder cannot be written.
    """
    instance = Path(values["INSTANCE_PATH"])
    try:
        if not values["DATABASE_URL"]:
            instance.mkdir(parents=True, exist_ok=True)
            values["DATABASE_URL"] = f"sqlite:///{instance / 'assay.db'}"
        if not values["SECRET_KEY"]:
            values["SECRET_KEY"] = _kept_key(instance / "secret-key")
    except OSError as error:
        raise BadSetting(f"ASSAY_INSTANCE_PATH: {error}") from error
    return values


def _kept_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # "x" so that two processes that start together agree on one key.
        with open(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text().strip()
