"""Reading a page as a test sees it: its elements, their text, what a script block holds."""

import json
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

from tests.support.pages import elements, text_of


def page_of(answer: TestResponse) -> Element:
    """The parsed page of an answer."""
    parsed: Element = html5lib.parse(answer.text, namespaceHTMLElements=False)
    return parsed


def with_class(answer: TestResponse, name: str) -> list[Element]:
    """The elements of this class, in the page's order."""
    return [e for e in elements(page_of(answer)) if name in e.get("class", "").split()]


def texts(answer: TestResponse, name: str) -> list[str]:
    """The texts of the elements of this class."""
    return [text_of(element) for element in with_class(answer, name)]


def heading(answer: TestResponse) -> Element:
    """The page's one h1."""
    return next(elements(page_of(answer), "h1"))


def words(answer: TestResponse) -> str:
    """All the text of a page that a reader sees, blanks run together."""
    body = page_of(answer).find("body")
    assert body is not None
    return text_of(body)


def meta(answer: TestResponse, name: str) -> str | None:
    """The content of the <meta> with this name or property."""
    for element in elements(page_of(answer), "meta"):
        if name in (element.get("name"), element.get("property")):
            return element.get("content")
    return None


def links(answer: TestResponse) -> Iterator[str]:
    """Every address that the page links to, frames or loads."""
    for element in elements(page_of(answer)):
        for attribute in ("href", "src", "action"):
            if element.get(attribute):
                yield element.get(attribute, "")


def linked_data(answer: TestResponse) -> list[Any]:
    """The JSON-LD blocks of a page, parsed as a crawler would."""
    return [
        json.loads(element.text or "")
        for element in elements(page_of(answer), "script")
        if element.get("type") == "application/ld+json"
    ]
