"""Every template compiles; every page has a title; nothing in them goes round the page policy."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parent.parent / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
PAGES = [
    name for name in NAMES if not name.startswith("macros/") and not name.endswith("base.html")
]

# Text is marked as safe where it is made, in Python, and nowhere else.
TRUSTED = re.compile(r"\|\s*safe\b|\bautoescape\s+false\b")


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
def test_template_keeps_to_the_page_policy(name):
    text = source(name)
    assert not re.search(r"\sstyle\s*=", text), "a style attribute"
    assert not re.search(r"\son[a-z]+\s*=", text), "an inline handler"
    assert not TRUSTED.search(text), "text marked as safe"
