"""Text of uploaded files."""

import codecs
from dataclasses import dataclass

import trafilatura
from lxml import html as lxml_html
from trafilatura.settings import Document

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The date that a page states of itself; never one that its text merely mentions.
_DATES = {"original_date": True, "extensive_search": False}
_MOST_TAGS = 30_000
_BLOCKS = "//p|//h1|//h2|//h3|//h4|//h5|//h6|//li|//blockquote|//td|//pre|//div|//br"


class Unreadable(ValueError):
    """The file's text cannot be read; the message says why."""


@dataclass(frozen=True)
class Extracted:
    """What a file says of itself; empty where it does not."""

    text: str
    title: str = ""
    author: str = ""
    publisher: str = ""
    published_on: str = ""
    url: str = ""


def from_text(content: bytes) -> Extracted:
    """A plain text file in UTF-8, or in UTF-16 with a byte order mark. Raises Unreadable."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        return Extracted(content.decode(encoding))
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"This file is not valid UTF-8: byte {error.start + 1} cannot be read. "
            "Save it as UTF-8 and choose it again."
        ) from error


def from_html(content: bytes) -> Extracted:
    """The article in an HTML page: its text by paragraphs, and what its metadata say.

    Raises Unreadable for a page without any text.
    """
    if content.count(b"<") > _MOST_TAGS:
        return _all_text(content)  # finding an article among so many elements takes too long
    try:
        found = trafilatura.bare_extraction(
            content,
            include_comments=False,
            favor_recall=True,
            with_metadata=True,
            date_extraction_params=_DATES,
        )
    except (ValueError, LookupError) as error:
        raise Unreadable("This file is not a readable HTML page.") from error
    if isinstance(found, Document) and found.text:
        facts = found.as_dict()
        return Extracted(
            text=found.text,
            title=facts.get("title") or "",
            author=facts.get("author") or "",
            publisher=facts.get("sitename") or "",
            published_on=facts.get("date") or "",
            url=facts.get("url") or "",
        )
    return _all_text(content)


def _all_text(content: bytes) -> Extracted:
    """Every word of a page, where no article is found in it."""
    try:
        tree = lxml_html.document_fromstring(content)
    except (ValueError, lxml_html.etree.ParserError) as error:
        raise Unreadable("This file is not a readable HTML page.") from error
    for element in tree.xpath("//script|//style|//noscript|//template"):
        element.drop_tree()
    for block in tree.xpath(_BLOCKS):
        block.tail = "\n" + (block.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    text = "\n".join(line for line in lines if line)
    if not text:
        raise Unreadable("There is no text in this page.")
    return Extracted(text, title=" ".join((tree.findtext(".//title") or "").split()))
