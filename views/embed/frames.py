"""What all embeds share: their options, their one style sheet, and who may frame them."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Response, current_app
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

THEMES = ("auto", "light", "dark")
SIZES = ("full", "compact")
ACCENTS = (
    "blue", "teal", "green", "olive", "gold", "orange",
    "red", "rose", "plum", "violet", "indigo", "slate",
)  # fmt: skip
LANGUAGES = ("en",)


@dataclass(frozen=True)
class Options:
    """How the embedding page wants the card; what it cannot have is taken by default."""

    theme: str
    size: str
    accent: str | None
    language: str


def options(arguments: MultiDict[str, str]) -> Options:
    def one_of(name: str, known: tuple[str, ...]) -> str | None:
        value = arguments.get(name)
        return value if value in known else None

    return Options(
        theme=one_of("theme", THEMES) or THEMES[0],
        size=one_of("size", SIZES) or SIZES[0],
        accent=one_of("accent", ACCENTS),
        language=one_of("lang", LANGUAGES) or LANGUAGES[0],
    )


def style() -> Markup:
    """The style sheet that stands in every embed."""
    return _style(str(current_app.root_path))[0]


def let_frame(response: Response) -> Response:
    """Let any site frame the answer, and let it load nothing at all."""
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src '{_style(str(current_app.root_path))[1]}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors *"
    )
    return response


@cache
def _style(root: str) -> tuple[Markup, str]:
    """The style sheet, and its digest as the policy names it: of these very bytes."""
    text = (Path(root) / "templates" / "embed" / "claim.css").read_text(encoding="utf-8").strip()
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), f"sha256-{digest}"  # noqa: S704 (a file of ours)
