"""What every page must be: checked on each one that any test fetches.

`page_faults` reads the HTML, `header_faults` the answer around it. Both return sentences, none for
a good page.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.datastructures import Headers

LOADING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
UNLABELLED_INPUTS = {"hidden", "submit", "button", "reset", "image"}
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-errormessage")
LEFTOVERS = ("{{", "}}", "{%", "%}", "{#", "#}")

Rule = Callable[[Element, str], Iterable[str]]


@lru_cache(maxsize=512)
def page_faults(html: str, path: str) -> tuple[str, ...]:
    """What is wrong with the page at `path`."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(html)
    invalid = [f"not valid HTML at {place}: {name} {data}" for place, name, data in parser.errors]
    return (*invalid, *(fault for rule in RULES for fault in rule(page, path)))


def header_faults(headers: Headers, path: str) -> list[str]:
    """What is wrong with the headers of any answer, page or not."""
    faults = []
    policy = headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe-" in policy:
        faults.append(f"Content-Security-Policy is {policy!r}")
    if headers.get("X-Content-Type-Options") != "nosniff":
        faults.append("no X-Content-Type-Options: nosniff")
    if not is_desk(path):
        faults += [
            f"a public page sets a cookie: {value}" for value in headers.getlist("Set-Cookie")
        ]
        if "cookie" in headers.get("Vary", "").lower():
            faults.append("a public page varies by cookie")
    return faults


def is_desk(path: str) -> bool:
    return path == "/desk" or path.startswith("/desk/")


def is_embed(path: str) -> bool:
    return path.startswith("/embed/")


def elements(page: Element, *tags: str) -> Iterator[Element]:
    """The elements of these kinds, of every kind if none is named, in the page's order."""
    for element in page.iter():
        kind: object = element.tag
        if isinstance(kind, str) and (not tags or kind in tags):  # a comment's tag is a function
            yield element


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def name_of(element: Element) -> str:
    """How a fault tells of an element: its tag and the first attribute that tells it apart."""
    for attribute in ("name", "id", "action", "href", "src", "class"):
        if element.get(attribute):
            return f'<{element.tag} {attribute}="{element.get(attribute)}">'
    return f"<{element.tag}> {text_of(element)[:40]!r}"


def parents(page: Element) -> dict[Element, Element]:
    return {child: parent for parent in elements(page) for child in parent}


def has_a_head(page: Element, path: str) -> Iterator[str]:
    title = page.find("head/title")
    if title is None or not text_of(title).strip(" ·"):
        yield "no title"
    if not page.get("lang"):
        yield "<html> has no lang"
    if page.find("head/meta[@name='viewport']") is None:
        yield "no viewport"


def has_one_heading(page: Element, path: str) -> Iterator[str]:
    levels = [
        int(e.tag[1]) for e in elements(page) if e.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
    ]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} <h1> in place of one"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading jumps from h{before} to h{after}"


def has_sound_ids(page: Element, path: str) -> Iterator[str]:
    ids = Counter(element.get("id") for element in elements(page) if element.get("id"))
    yield from (f"id {name!r} is used {times} times" for name, times in ids.items() if times > 1)
    for element in elements(page):
        pointed = [word for attribute in REFERENCES for word in element.get(attribute, "").split()]
        if element.tag == "label" and element.get("for"):
            pointed.append(element.get("for", ""))
        href = element.get("href", "") if element.tag == "a" else ""
        if href.startswith("#") and href != "#":
            pointed.append(href[1:])
        yield from (f"{name_of(element)} points at no id {i!r}" for i in pointed if i not in ids)


def labels_its_controls(page: Element, path: str) -> Iterator[str]:
    above = parents(page)
    labelled = {label.get("for") for label in elements(page, "label") if text_of(label)}
    for element in elements(page, "input", "select", "textarea"):
        if element.tag == "input" and element.get("type", "text") in UNLABELLED_INPUTS:
            continue
        wrapped = False
        parent = above.get(element)
        while parent is not None and not wrapped:
            wrapped = parent.tag == "label" and bool(text_of(parent))
            parent = above.get(parent)
        named = element.get("aria-label") or element.get("aria-labelledby")
        if not (wrapped or named or (element.get("id") and element.get("id") in labelled)):
            yield f"{name_of(element)} has no label"


def names_its_links_and_pictures(page: Element, path: str) -> Iterator[str]:
    for element in elements(page, "a", "button"):
        pictures = [img.get("alt") for img in elements(element, "img") if img.get("alt")]
        named = element.get("aria-label") or element.get("aria-labelledby")
        if not (text_of(element) or pictures or named):
            yield f"{name_of(element)} says nothing"
    yield from (f"{name_of(i)} has no alt" for i in elements(page, "img") if i.get("alt") is None)
    yield from (
        f"{name_of(f)} has no title" for f in elements(page, "iframe") if not f.get("title")
    )


def guards_its_forms(page: Element, path: str) -> Iterator[str]:
    for form in elements(page, "form"):
        if form.get("method", "get").lower() != "post":
            continue
        names = [field.get("name") for field in elements(form, "input") if field.get("value")]
        has_token = any(str(name).endswith("csrf_token") for name in names)  # forms with a prefix
        if is_desk(path) and not has_token:
            yield f"{name_of(form)} has no csrf_token"
        if not is_desk(path) and has_token:
            yield f"{name_of(form)} has a csrf_token on a page without a session"


def keeps_to_the_policy(page: Element, path: str) -> Iterator[str]:
    for element in elements(page):
        if element.get("style") is not None:
            yield f"{name_of(element)} has a style attribute"
        handlers = [name for name in element.attrib if str(name).lower().startswith("on")]
        yield from (f"{name_of(element)} has an {name} handler" for name in handlers)
        for attribute in ("href", "src", "action", "formaction"):
            if element.get(attribute, "").strip().lower().startswith(("javascript:", "vbscript:")):
                yield f"{name_of(element)} has a script for an address"
    for script in elements(page, "script"):
        if not script.get("src") and script.get("type") != "application/ld+json":
            yield "an inline script"
    if not is_embed(path) and next(elements(page, "style"), None) is not None:
        yield "an inline style sheet"


def loads_from_its_own_host(page: Element, path: str) -> Iterator[str]:
    for element in elements(page, *LOADING):
        if element.tag == "link" and not LOADING_LINKS & set(element.get("rel", "").split()):
            continue
        address = urlsplit(element.get(LOADING[element.tag], ""))
        if address.netloc or address.scheme not in ("", "data"):
            yield f"{name_of(element)} loads from elsewhere"


def shows_no_leftovers(page: Element, path: str) -> Iterator[str]:
    body = page.find("body")
    if body is None:
        return
    marks = [mark for mark in LEFTOVERS if mark in text_of(body)]
    yield from (f"template code in the text: {mark}" for mark in marks)


RULES: tuple[Rule, ...] = (
    has_a_head,
    has_one_heading,
    has_sound_ids,
    labels_its_controls,
    names_its_links_and_pictures,
    guards_its_forms,
    keeps_to_the_policy,
    loads_from_its_own_host,
    shows_no_leftovers,
)
