"""One linear look at HTML before a parser sees it: what no parser needs goes, bounds are checked.

Every HTML parser has inputs on which it is quadratic or drops text in silence: thousands of
attributes on a tag, hundreds of nested elements, hundreds of thousands of small ones. They are told
here, by patterns that read each character a bounded number of times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..settings import CleaningSettings

# Every part of the pattern takes what it can and gives nothing back; a tag that never closes
# matches as well, or each of its characters would be tried again.
TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30}+)"
    r"((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)>?"  # quotes count only after "="
)
_DROPPED = ("script", "style", "svg", "template", "noscript", "iframe", "canvas")
# Elements that have no end tag, or whose end tag may be left out: they don't nest.
_FLAT = frozenset(
    """area base br col embed hr img input link meta param source track wbr p li dt dd td th tr
    option tbody thead tfoot colgroup html body head rp rt""".split()
)
# Characters of a tag from which on its attributes are counted: one takes two at least.
_LONG_TAG = 400
# Characters between two tags above which no article is: extractors' patterns choke on them.
_LONGEST_TEXT = 500_000


@dataclass(frozen=True, slots=True)
class Scan:
    """A page without scripts, styles and comments, and what in it is out of bounds ("" if nothing).

    ``data`` holds the JSON-LD blocks that the page carried.
    """

    html: str
    excess: str
    data: tuple[str, ...] = ()


def prescan(html: str, settings: CleaningSettings) -> Scan:
    """Takes out what holds no text and checks the page against the bounds of the settings."""
    html = html.replace("\0", "")
    if len(html.encode()) > settings.max_html_bytes:
        return Scan(_without_comments(html), f"more than {settings.max_html_bytes} bytes")
    bare, data = _without_elements(_without_comments(html))
    return Scan(bare, _excess(bare, settings), data)


def _without_comments(html: str) -> str:
    """The page without comments and declarations (doctype, entities, processing instructions)."""
    parts: list[str] = []
    position = 0
    while (start := html.find("<!", position)) >= 0:
        parts.append(html[position:start])
        closing = _closing(html, start)
        end = html.find(closing, start)
        if end < 0:  # never closed: a declaration hides nothing, its mark is text
            position = start + 2
            break
        position = end + len(closing)
    parts.append(html[position:])
    return "".join(parts)


def _closing(html: str, start: int) -> str:
    """What ends the comment or declaration that starts here."""
    if html.startswith("<!--", start):
        return "-->"
    # A document type can hold entities of its own, in brackets.
    return "]>" if "[" in html[start : start + 200].partition(">")[0] else ">"


def _without_elements(html: str) -> tuple[str, tuple[str, ...]]:
    """The page without elements that hold no text of the article, and its JSON-LD blocks."""
    lower = html.lower()
    if len(lower) != len(html):  # a few capitals have longer lower cases
        lower = html
    parts: list[str] = []
    data: list[str] = []
    position = 0
    unclosed: set[str] = set()
    for start, name in _openings(lower):
        if start < position or name in unclosed:
            continue
        end = lower.find(f"</{name}", start)
        if end < 0:
            unclosed.add(name)
            continue
        opening = html.find(">", start, end)
        close = html.find(">", end)
        after = close + 1 if close >= 0 else len(html)
        if name == "script" and "ld+json" in lower[start : max(opening, start)]:
            data.append(html[opening + 1 : end])  # extractors find article bodies there, too
            parts.append(html[position:after])
        else:
            parts.append(html[position:start])
        position = after
    parts.append(html[position:])
    return " ".join(parts), tuple(data)


_OPENING = re.compile(rf"<({'|'.join(_DROPPED)})(?=[\s>/])")


def _openings(lower: str) -> list[tuple[int, str]]:
    return [(match.start(), match[1]) for match in _OPENING.finditer(lower)]


def _excess(html: str, settings: CleaningSettings) -> str:
    """What of a page is out of bounds, "" if nothing is."""
    depth = deepest = text_from = longest = 0
    for tags, match in enumerate(TAG.finditer(html), start=1):
        if tags > settings.max_html_tags:
            return f"more than {settings.max_html_tags} tags"
        start, end = match.span()
        if start - text_from > longest:
            longest = start - text_from
        text_from = end
        if end - start > _LONG_TAG and _attributes(match[3]) > settings.max_html_attributes:
            return f"more than {settings.max_html_attributes} attributes on one tag"
        if (name := match[2]) in _FLAT or name.lower() in _FLAT:
            continue
        if match[1]:
            depth -= depth > 0
        elif not html.endswith("/>", start, end):
            depth += 1
            if depth > deepest:
                deepest = depth
    longest = max(longest, len(html) - text_from)
    bounds = (
        (deepest, settings.max_html_depth, "nested elements"),
        (longest, _LONGEST_TEXT, "characters without a tag"),
    )
    return next((f"more than {most} {what}" for count, most, what in bounds if count > most), "")


_QUOTED = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')")


def _attributes(inside: str) -> int:
    return len(_QUOTED.sub("= ", inside).split())
