"""What the head of an HTML page tells about its article: JSON-LD, meta elements, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..language.dates import parse_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TITLE = ("og:title", "twitter:title", "title", "dc.title")
_PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "article:published",
    "published_time", "pubdate", "publishdate", "publish-date", "publication_date",
    "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dc.date", "dcterms.created", "dc.date.created",
    "article.published", "displaydate", "date", "datecreated", "og:article:published_time",
)  # fmt: skip
_AUTHOR = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_SITE = ("og:site_name", "application-name")
_ADDRESS = ("og:url", "twitter:url")
# Bytes of a JSON-LD block, and values in it, that are looked at.
_LONGEST_BLOCK, _MOST_VALUES = 500_000, 5_000
_ARTICLE_TYPES = ("Article", "Posting", "Report")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?=$|[-_])")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page's head tells; empty where it tells nothing."""

    title: str = ""
    published: date | datetime | None = None
    byline: str = ""
    site: str = ""
    url: str = ""
    language: str = ""


def read_head(tree: HtmlElement, blocks: Sequence[str]) -> PageMetadata:
    """Reads a parsed page's metadata; ``blocks`` are its JSON-LD scripts."""
    meta = _meta(tree)
    linked = _article_of(blocks)
    site = _first(meta, _SITE)
    heading = _only_heading(tree)
    titles = (_text(linked.get("headline")), _first(meta, _TITLE), _element(tree, "title"), heading)
    return PageMetadata(
        title=_without_site(next(filter(None, titles), ""), site, heading),
        published=_published(tree, meta, linked),
        byline=_names(linked.get("author")) or _person(_first(meta, _AUTHOR)),
        site=site or _names(linked.get("publisher")),
        url=_first(meta, _ADDRESS) or _canonical(tree),
        language=_language(tree, meta),
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The meta elements by name, property or item property, in lower case; the first of each."""
    values: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                values.setdefault(name, content[:1000])
    return values


def _article_of(blocks: Iterable[str]) -> dict[str, Any]:
    """The JSON-LD object that describes an article, else an empty one."""
    best: dict[str, Any] = {}
    for block in blocks:
        if len(block) > _LONGEST_BLOCK:
            continue
        try:
            value = json.loads(block.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(value):
            kind = str(item.get("@type"))
            if "datePublished" in item or "headline" in item:
                if any(name in kind for name in _ARTICLE_TYPES):
                    return item
                best = best or item
    return best


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in a JSON value, outermost first, up to a bound."""
    waiting, seen = [value], 0
    while waiting and seen < _MOST_VALUES:
        value = waiting.pop(0)
        seen += 1
        if isinstance(value, dict):
            yield value
            waiting.extend(part for part in value.values() if isinstance(part, dict | list))
        elif isinstance(value, list):
            waiting.extend(part for part in value[:100] if isinstance(part, dict | list))


def _published(
    tree: HtmlElement, meta: dict[str, str], linked: dict[str, Any]
) -> date | datetime | None:
    for value in (linked.get("datePublished"), *(meta.get(name) for name in _PUBLISHED)):
        if value and (day := parse_date(_text(value))):
            return day
    for element in tree.iter("time"):
        day = parse_date((element.get("datetime") or "").strip())
        if day:
            return day
    return None


def _text(value: Any) -> str:
    """A JSON-LD value as sound text, "" if it is none: what is half a character becomes U+FFFD."""
    from html import unescape

    if not isinstance(value, str):
        return ""
    text = unescape(value)
    if not text.isascii():  # JSON can escape one of the two surrogates that make a character
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return " ".join(text.split())[:1000]


def _names(value: Any) -> str:
    """The names in a JSON-LD person, organisation, or list of them."""
    values = value if isinstance(value, list) else [value]
    names = [
        _text(v.get("name")) if isinstance(v, dict) else _person(_text(v)) for v in values[:10]
    ]
    return ", ".join(dict.fromkeys(filter(None, names)))


def _person(name: str) -> str:
    name = re.sub(r"^by\s+", "", name, flags=re.IGNORECASE)
    return "" if "://" in name or len(name) > 200 else name


def _first(meta: dict[str, str], names: Iterable[str]) -> str:
    return next((meta[name] for name in names if name in meta), "")


def _element(tree: HtmlElement, name: str) -> str:
    element = next(tree.iter(name), None)
    return " ".join("".join(element.itertext()).split())[:1000] if element is not None else ""


def _only_heading(tree: HtmlElement) -> str:
    """The page's heading of the first rank, "" where it has several or none."""
    headings = list(islice(tree.iter("h1"), 2))
    return _element(tree, "h1") if len(headings) == 1 else ""


def _canonical(tree: HtmlElement) -> str:
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            address = (element.get("href") or "").strip()
            return address if address.startswith(("http://", "https://")) else ""
    return ""


def _without_site(title: str, site: str, heading: str = "") -> str:
    """A title without the site's name behind a bar or a dash; ``heading`` tells where it ends."""
    for mark in (" | ", " - ", " — ", " – ", " :: ", " » "):
        front, found, back = title.rpartition(mark)
        headed = bool(heading) and front.lower() == heading.lower()
        named = len(front.split()) >= 3 and (mark == " | " or _same(back, site))
        if found and (headed or named):
            return _without_site(front, site, heading)
    return title


def _same(name: str, site: str) -> bool:
    return bool(site) and name.lower().replace(" ", "") in site.lower().replace(" ", "")


def _language(tree: HtmlElement, meta: dict[str, str]) -> str:
    root = next(tree.iter("html"), tree)
    for value in (
        root.get("lang") or "",
        meta.get("content-language", ""),
        meta.get("og:locale", ""),
    ):
        match = _LANGUAGE.match(value.strip())
        if match:
            return match[0].lower()
    return ""
