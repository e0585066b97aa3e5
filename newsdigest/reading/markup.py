"""The text of a piece of HTML, such as the body of a feed's entry or of a mail, in linear time.

A whole page with a site around it is for the extractor of the cleaning stage, not for this. The
parser of the standard library takes quadratic time for unclosed comments, hence this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 head header hr li main nav ol p pre section table td th tr ul".split()
)
_UNSEEN = frozenset("script style template noscript iframe svg math title".split())
_SPACE = re.compile(r"[ \t\r\n\x0b\x0c]+")
# Possessive and bounded: no input makes it try again.
_TAG = re.compile(
    r"<(/?)([a-zA-Z][\w:-]{0,30}+)((?:[^<>\"']|\"[^\"]{0,5000}+\"|'[^']{0,5000}+'){0,5000}+)>"
)
_ATTRIBUTE = re.compile(
    r"([\w:.-]{1,50}+)\s{0,9}=\s{0,9}(?:\"([^\"]{0,5000}+)\"|'([^']{0,5000}+)')"
)
_HINT = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|&#?\w{1,31};")


def looks_like_html(text: str) -> bool:
    """Whether a text has a tag or a character reference in it."""
    return _HINT.search(text) is not None


def text_of(html: str) -> str:
    """The text of a piece of HTML, a paragraph for each block."""
    text = unescape("".join(_pieces(html.replace("\0", ""))))
    blocks = (_SPACE.sub(" ", block).strip() for block in text.split("\0"))
    return "\n\n".join(block for block in blocks if block)


def _pieces(html: str) -> Iterator[str]:
    """What stands between tags, with a NUL where a block begins or ends."""
    place = 0
    unclosed: set[str] = set()  # looked for to the end and not found: not to be looked for again
    while (start := html.find("<", place)) >= 0:
        yield html[place:start]
        if html.startswith("<!--", start):
            end = html.find("-->", start + 4)
            place = end + 3 if end >= 0 else len(html)
        elif tag := _TAG.match(html, start):
            name = tag[2].lower()
            if name in _BLOCKS:
                yield "\0"
            place = tag.end()
            if name in _UNSEEN and not tag[1] and name not in unclosed:
                close = re.compile(f"</{name}[^<>]{{0,100}}+>", re.IGNORECASE).search(html, place)
                if close:
                    place = close.end()
                elif name in ("script", "style"):  # goes on to the end, as a browser has it
                    place = len(html)
                else:  # nothing is hidden by a tag that someone forgot to close
                    unclosed.add(name)
        elif html.startswith(("<!", "<?"), start):
            end = html.find(">", start, start + 5_000)
            place = end + 1 if end >= 0 else start + 2
        else:
            yield "<"
            place = start + 1
    yield html[place:]


def tags(html: str, name: str) -> Iterator[dict[str, str]]:
    """The attributes of each tag of that name, in lower case."""
    for tag in _TAG.finditer(html):
        if tag[2].lower() == name and not tag[1]:
            found = _ATTRIBUTE.findall(tag[3])
            yield {key.lower(): unescape(double or single) for key, double, single in found}
