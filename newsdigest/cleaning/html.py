"""Reads the visible text of a web page, block by block, and cleans it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from ..records import Article
from ..settings import CleaningSettings
from .cleaner import clean_article

_SILENT = frozenset(
    "script style noscript template svg nav footer aside form button select iframe".split()
)
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data dfn em font i kbd mark q s samp small span strong sub sup "
    "time u var wbr".split()
)
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)


class _Blocks(HTMLParser):
    """Collects the text of a page, one line a block element."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[str]] = [[]]
        self.title: list[str] = []
        self.meta: dict[str, str] = {}
        self._silent: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self._in_title = True
        elif tag == "meta":
            values = dict(attrs)
            name = (values.get("property") or values.get("name") or "").lower()
            self.meta.setdefault(name, values.get("content") or "")
        elif tag in _SILENT:
            self._silent.append(tag)
        if tag not in _INLINE:
            self.lines.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif self._silent and tag == self._silent[-1]:
            self._silent.pop()
        if tag not in _INLINE:
            self.lines.append([])

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        elif not self._silent:
            self.lines[-1].append(data)


def read_html(
    html: bytes | str, url: str = "", settings: CleaningSettings | None = None
) -> Article:
    """Makes a cleaned Article of a web page; its text is "" if there is no article in it."""
    page = _Blocks()
    page.feed(html if isinstance(html, str) else _decode(html))
    page.close()
    lines = (" ".join("".join(parts).split()) for parts in page.lines)
    text = "\n\n".join(line for line in lines if line)
    title = page.meta.get("og:title") or " ".join("".join(page.title).split())
    record = {
        "text": text or " ",
        "title": title,
        "url": url,
        "source": page.meta.get("og:site_name", ""),
        "published": page.meta.get("article:published_time", ""),
        "language": page.meta.get("og:locale", "")[:2],
    }
    if not text:
        return Article(id="page", text="", title=title, url=url)
    return clean_article(Article.from_dict(record), settings)


def _decode(data: bytes) -> str:
    """UTF-8 if it is that, else what the page declares, else Windows Latin."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:4096])
    try:
        return data.decode(declared[1].decode() if declared else "cp1252", "replace")
    except LookupError:
        return data.decode("cp1252", "replace")
