"""Render the parts and the page compositions to static files, so that they can be looked at.

    python tests/look/render.py OUTDIR

Needs neither the application nor a database: plain Jinja, with stand-ins for what the application
gives its templates. Every template here becomes NAME.html, and NAME.rtl.html with the page turned
right to left.
"""

import json
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import wtforms
from wtforms import validators

HERE = Path(__file__).parent
ROOT = HERE.parent.parent

STANCES = ["supports", "contradicts", "mixed", "context"]


class EvidenceForm(wtforms.Form):
    """A form with one field of each kind."""

    address = wtforms.URLField("Address of the source", [validators.InputRequired("Paste it.")])
    title = wtforms.StringField("Title", [validators.InputRequired("Give the source a title.")])
    published = wtforms.StringField("Published on")
    kind = wtforms.SelectField("Kind of source", choices=["news report", "record", "interview"])
    stance = wtforms.RadioField(
        "Stance",
        [validators.InputRequired("Choose what the source does to the claim.")],
        choices=[(stance, stance.title()) for stance in STANCES],
    )
    finding = wtforms.TextAreaField("What it shows", [validators.Length(max=300)])
    primary = wtforms.BooleanField("This is a primary source")
    token = wtforms.HiddenField(default="kept")


def forms() -> dict[str, EvidenceForm]:
    """A fresh form and a refused one, under the names the templates use."""
    refused = EvidenceForm(data={"address": "http://", "finding": "Taki gives the wording."})
    refused.validate()
    refused.form_errors.append("This source is already cited for this claim with the same stance.")
    return {"form": EvidenceForm(prefix="new-"), "refused": refused}


def stand_ins() -> dict[str, Any]:
    """What the application gives every template, and the texts to show."""
    return {
        "asset": lambda name: f"static/{name}",
        "site": SimpleNamespace(name="Assay", is_demo=True, base_url="http://127.0.0.1:8000"),
        "request_id": "01JDE4Y7Q2",
        "current_user": SimpleNamespace(
            display_name="Mira Haddad", role="editor", is_authenticated=True
        ),
        "csrf_token": lambda: "token",
        "may": lambda action: True,
        "url_for": lambda endpoint, **values: f"#{endpoint}",
        "get_flashed_messages": lambda with_categories=False: [],
        "embed_css": (ROOT / "templates/embed/claim.css").read_text(),
        **json.loads((HERE / "texts.json").read_text()),
    }


def environment() -> jinja2.Environment:
    """Jinja as the application sets it up, but strict: no macro may lean on a missing name."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader([HERE, ROOT / "templates"]),
        autoescape=jinja2.select_autoescape(["html"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= stand_ins()
    return env


def render(outdir: Path) -> None:
    """Write every page in both directions, and the style sheets beside them."""
    outdir.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "static", outdir / "static", dirs_exist_ok=True)
    env = environment()
    for source in sorted(HERE.glob("*.html")):
        template = env.get_template(source.name)
        for suffix, direction, lang in (("", "ltr", "en"), (".rtl", "rtl", "ar")):
            page = template.render(page_dir=direction, page_lang=lang, **forms())
            (outdir / f"{source.stem}{suffix}.html").write_text(page)


if __name__ == "__main__":
    render(Path(sys.argv[1]))
