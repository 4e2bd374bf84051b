"""Small conversions of what a browser sends."""


def number(value: str | int | None) -> int | None:
    """A whole number of at most nine digits; None for anything else."""
    text = str(value).strip() if value is not None else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def line_ends(value: str | None) -> str | None:
    """Line ends as LF: browsers send CRLF, whatever the page had."""
    return value.replace("\r\n", "\n").replace("\r", "\n") if value else value
