"""Parts of addresses: ids that fit their column, public ids of the right shape."""

import re

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter


class RowId(IntegerConverter):
    """A surrogate key. Larger numbers are no address: one database would answer 500."""

    def __init__(self, url_map: object) -> None:
        super().__init__(url_map, min=1, max=2**63 - 1)  # type: ignore[arg-type]


class PublicIdConverter(BaseConverter):
    regex = "[0-9a-z]{10}"


def is_public_id(text: str) -> bool:
    return re.fullmatch(PublicIdConverter.regex, text) is not None


class Slug(BaseConverter):
    regex = r"[^/\0]{1,200}"  # PostgreSQL knows no NUL


def init(app: Flask) -> None:
    app.url_map.converters.update(id=RowId, public_id=PublicIdConverter, slug=Slug)
