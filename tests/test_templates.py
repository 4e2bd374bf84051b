"""Every template compiles, every page has a title, and none marks text as safe by itself."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parent.parent / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
PAGES = [
    name for name in NAMES if not name.startswith("macros/") and not name.endswith("base.html")
]

# Text is marked as safe where it is made, in Python. In templates only this is, and why:
TRUSTED = {"embed/base.html": ["embed_css|safe"]}  # our own file, whose hash the policy names
MARKING = re.compile(r"\w+\s*\|\s*safe\b|autoescape\s+false")


def source(name):
    return (TEMPLATES / name).read_text()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_template_compiles(app):
    for name in NAMES:
        app.jinja_env.get_template(name)


@pytest.mark.parametrize("name", PAGES)
def test_page_has_a_title(name):
    text = source(name)
    if "{% extends" in text:
        assert "{% block title %}" in text


@pytest.mark.parametrize("name", NAMES)
def test_template_marks_no_text_as_safe(name):
    assert MARKING.findall(source(name)) == TRUSTED.get(name, [])
