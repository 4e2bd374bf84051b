"""Markdown that people write, as HTML that is safe to show."""

import nh3
from markdown_it import MarkdownIt

_PARSER = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
_PARSER.enable("table").enable("strikethrough").disable("image")

_TAGS = {
    "p", "br", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


def render(text: str) -> str:
    """HTML of a Markdown text. Raw HTML shows as text; headings begin at the third level.

    Two gates, one after the other: the parser makes no HTML of HTML, and the cleaner lets through
    a short list of elements, without styles, scripts or addresses other than http, https, mailto.
    """
    html = _PARSER.render(_lower_headings(text))
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "th": set(), "td": set(), "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
    )


def _lower_headings(text: str) -> str:
    # h1 and h2 belong to the page around the text.
    lines, fenced = [], False
    for line in text.split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if not fenced and line.startswith("#") and line.lstrip("#").startswith(" "):
            depth = len(line) - len(line.lstrip("#"))
            line = "#" * min(6, depth + 2) + line[depth:]
        lines.append(line)
    return "\n".join(lines)
