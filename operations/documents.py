"""Taking in documents."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.base import db
from models.document import Document, DocumentKind, DocumentVersion
from models.file import File
from models.user import User
from operations import ids, publishing, record
from operations.base import begin, permit, save
from operations.check import Check
from operations.errors import Refused
from outside import extraction, files

LONGEST_TEXT = 2_000_000
LARGEST_FILE = 4 * LONGEST_TEXT  # bytes; UTF-8 has at most four for a character
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_READERS = {
    "txt": ("text/plain", extraction.from_text),
    "html": ("text/html", extraction.from_html),
    "htm": ("text/html", extraction.from_html),
}


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: its name as given, its bytes, what was read from it."""

    name: str
    media_type: str
    content: bytes
    extracted: extraction.Extracted


def read_upload(name: str, content: bytes) -> Upload:
    """Read the text of an uploaded .txt or .html file; nothing is stored yet.

    Raises Refused, beside the field `file`. Meant to run before a writing transaction begins.
    """
    check = Check()
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if ending not in _READERS:
        check.refuse("file", "Choose a .txt or .html file, or paste the text.")
    elif not content.strip():
        check.refuse("file", "This file is empty.")
    elif len(content) > LARGEST_FILE:
        check.refuse(
            "file",
            f"This file has {len(content) / 1_000_000:.1f} MB; at most "
            f"{LARGEST_FILE / 1_000_000:.0f} MB can be taken in. Choose the part to check.",
        )
    check.done()
    media_type, read = _READERS[ending]
    try:
        extracted = read(content)
    except extraction.Unreadable as error:
        check.refuse("file", str(error))
        check.done()
    return Upload(name[:200], media_type, content, extracted)


def add(
    actor: User,
    *,
    title: str,
    text: str = "",
    upload: Upload | None = None,
    kind: str = DocumentKind.ARTICLE,
    publisher: str = "",
    author: str = "",
    url: str = "",
    published_on: str = "",
    language: str = "en",
) -> Document:
    """Take in a document from pasted text or an upload; its text becomes version 1, verbatim.

    Line ends become LF before the version is cut, nothing else changes; the bytes are kept as they
    came. `text` or `upload` is given, not both. `published_on` is a date as far as known (2006,
    2006-03, 2006-03-28).
    Raises Refused by field, NotPermitted.
    """
    permit(actor, "documents.add")
    if upload and text.strip():
        raise Refused("There is a pasted text as well. Take in one or the other.", "file")
    facts = _facts(
        title or (upload.extracted.title if upload else ""),
        kind=kind,
        publisher=publisher or (upload.extracted.publisher if upload else ""),
        author=author or (upload.extracted.author if upload else ""),
        url=url or (upload.extracted.url if upload else ""),
        published_on=published_on or (upload.extracted.published_on if upload else ""),
        language=language,
        text=(upload.extracted.text if upload else text),
    )
    body = facts.pop("text")
    raw = upload.content if upload else text.encode()
    digest = files.keep(db.files, raw)
    begin(actor, "documents.add")
    document = Document(public_id=ids.public_id(), created_by_id=actor.id, **facts)
    document.versions.append(
        DocumentVersion(
            number=1,
            text=body,
            text_sha256=hashlib.sha256(body.encode()).hexdigest(),
            raw_file=_file(digest, raw, upload),
            created_by_id=actor.id,
        )
    )
    db.session.add(document)
    db.session.flush()
    record.write(
        actor,
        "document.added",
        document,
        {"title": document.title, "characters": len(body), "raw_sha256": digest},
    )
    return document


def edit(
    actor: User,
    document: Document,
    revision: int,
    *,
    title: str,
    kind: str,
    publisher: str = "",
    author: str = "",
    url: str = "",
    published_on: str = "",
    language: str = "en",
    full_text_licensed: bool = False,
) -> None:
    """Change what is said of a document; its text never changes.

    Only an editor may mark the text as licensed to be shown whole. Readers see the change with the
    next publication of one of its claims. Raises Refused, Conflict, NotPermitted.
    """
    begin(actor, "documents.add", document)
    facts = _facts(
        title,
        kind=kind,
        publisher=publisher,
        author=author,
        url=url,
        published_on=published_on,
        language=language,
    )
    facts.pop("text")
    if full_text_licensed != document.full_text_licensed:
        permit(actor, "verdicts.publish")
    change = save(document, revision, {**facts, "full_text_licensed": full_text_licensed})
    if change:
        record.write(actor, "document.edited", document, change)
        if "full_text_licensed" in change["after"]:
            publishing.republish_document(document)


def _facts(
    title: str,
    *,
    kind: str,
    publisher: str,
    author: str,
    url: str,
    published_on: str,
    language: str,
    text: str | None = None,
) -> dict[str, Any]:
    check = Check()
    day, precision = check.partial_date("published_on", published_on)
    facts: dict[str, Any] = {
        "title": check.line("title", title, most=300, required="Give the document a title."),
        "kind": check.word("kind", kind, DocumentKind),
        "publisher": check.line("publisher", publisher, most=200),
        "author": check.line("author", author, most=200),
        "url": check.address("url", url),
        "published_on": day,
        "published_on_precision": precision,
        "language": check.language("language", language),
        "text": "" if text is None else _verbatim(check, text),
    }
    check.done()
    return facts


def _verbatim(check: Check, text: str) -> str:
    body = text.replace("\r\n", "\n").replace("\r", "\n")
    if not body.strip():
        check.refuse("text", "Paste the text, or choose a file.")
    elif len(body) > LONGEST_TEXT:
        check.refuse(
            "text",
            f"This text has {len(body):,} characters; at most {LONGEST_TEXT:,} can be taken in. "
            "Take in the part to check.",
        )
    elif (at := body.find("\x00")) >= 0:
        check.refuse("text", f"Character {at + 1} is a NUL, which no text has. Remove it.")
    elif lone := _LONE_SURROGATE.search(body):
        check.refuse("text", f"Character {lone.start() + 1} is half a character (a surrogate).")
    return body


def _file(digest: str, raw: bytes, upload: Upload | None) -> File:
    kept = db.session.scalar(select(File).where(File.sha256 == digest))
    return kept or File(
        sha256=digest,
        size=len(raw),
        media_type=upload.media_type if upload else "text/plain",
        name=upload.name if upload else "",
    )
