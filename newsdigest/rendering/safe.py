"""Makes hostile text harmless where it is shown: in a terminal, Markdown, HTML, XML, a table."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

from ..language.formulas import guarded

# Control characters but tab and newline, the marks that turn the direction of text, and the
# invisible separators: what a terminal would obey and a reader would not see.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
# An underscore marks nothing only between two letters or digits.
_MARKS = re.compile(r"[\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{1,31};)")
_OPENING = re.compile(r"^(\s*)(#{1,6}|[-+=]+)(?=[\s.)]|$)")
# Characters that XML 1.0 does not allow, beside the control characters.
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_LINK = re.compile(r"https?://[^\s<>\"'`\\^{|}]{1,2000}", re.IGNORECASE)
# A backslash before a digit would be shown, so the mark behind the number is escaped.
_ORDINAL = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")


def plain(text: str) -> str:
    """A text on one line without characters that a terminal would act on."""
    return " ".join(_UNSAFE.sub(" ", text).split())


def plain_block(text: str) -> str:
    """A text whose lines stay lines, without characters that a terminal would act on."""
    return _UNSAFE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def markdown(text: str) -> str:
    """A text on one line in which Markdown finds no markup, no image and no HTML.

    A bare address stays one, and some viewers make a link of it.
    """
    escaped = _MARKS.sub(lambda mark: "\\" + mark[0], plain(text))
    escaped = _ORDINAL.sub(r"\1\\\2", escaped)
    return _OPENING.sub(r"\1\\\2", escaped)


def json_text(dumped: str) -> str:
    """JSON in which characters that are unsafe to show are spelled as escapes: the same data."""
    return _UNSAFE.sub(lambda char: f"\\u{ord(char[0]):04x}" if char[0] != "\n" else "\n", dumped)


# Overrides and isolates that are never closed would turn the rest of a line around; the marks that
# right-to-left text needs (LRM, RLM, ALM) stay.
_UNREADABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)


def readable(text: str) -> str:
    """A text without characters that a browser would obey and a reader would not see."""
    shown = _UNREADABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    shown = shown.replace("\u2028", "\n").replace("\u2029", "\n")
    return shown.encode("utf-8", "replace").decode("utf-8")


def html(text: str, *, block: bool = False) -> str:
    """A text in which HTML and XML find no markup, in an element or a quoted attribute.

    It has no character that XML does not allow; with ``block``, its lines stay lines.
    """
    shown = plain_block(text) if block else plain(text)
    return escape(_NOT_XML.sub("", shown), quote=True)


def link(url: str) -> str:
    """A web address that may be made a link, else "": no script, no data, no hidden direction."""
    if not _LINK.fullmatch(url) or _UNSAFE.search(url):
        return ""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # raises where it is no number
    except ValueError:
        return ""
    return url if parts.hostname and "@" not in parts.netloc else ""


def cell(text: str) -> str:
    """A cell of a table that no spreadsheet takes for a formula, without control characters."""
    return guarded(plain_block(text))
