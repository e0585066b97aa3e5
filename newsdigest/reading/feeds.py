"""Feeds in files: RSS and Atom (by feedparser), JSON Feed, lists of feeds (OPML), and other XML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from ..language.hosts import host_of
from ..records import Problem
from .encoding import decode
from .markup import looks_like_html, tags, text_of
from .parts import Found, Part
from .tables import Row

_ROOT = re.compile(rb"<(?![?!])(?:[\w-]+:)?([\w-]+)")
_OPML_FEEDS = 10_000  # feeds that one list may name


def read_xml(part: Part) -> Found:
    """The records of an XML file, by what its first element says that it is."""
    data = part.document()
    if data is None:
        yield part.too_long
        return
    root = _ROOT.search(_ascii(data[:20_000]))
    kind = root[1].lower() if root else b""
    if kind in (b"rss", b"feed", b"rdf"):
        yield from feed_rows(data)
    elif kind == b"opml":
        yield from _listed(data, part)
    elif kind == b"doc":
        yield _document(data)
    elif kind == b"html":
        article = part.from_html(data, "")
        yield article if article.text.strip() else part.lost("no article found in the page")
    else:
        yield part.lost("XML, but neither a feed nor a list of feeds")


def _ascii(data: bytes) -> bytes:
    """The beginning of a document, legible whatever its encoding."""
    return data.replace(b"\0", b"")


def feed_rows(data: bytes) -> Iterator[Row]:
    """The entries of an RSS or Atom feed, as records."""
    import feedparser

    # A stream, because feedparser takes a string for an address or the name of a file.
    feed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    about = feed.get("feed", {})
    for number, entry in enumerate(feed.entries, start=1):
        yield Row(None, _entry(entry, about), f"entry {number}: ", own=True)
    error = feed.get("bozo_exception")
    if feed.get("bozo") and not isinstance(error, feedparser.CharacterEncodingOverride):
        line = getattr(error, "getLineNumber", lambda: None)()
        what = getattr(error, "getMessage", lambda: type(error).__name__)()
        yield Row(line, reason=f"not well-formed: {what}; entries may be missing")
    elif not feed.entries:
        yield Row(None, reason="a feed without entries")


def _entry(entry: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    bodies = [part.get("value", "") for part in entry.get("content") or ()]
    body = max([*bodies, entry.get("summary") or ""], key=len)
    link = entry.get("link") or ""
    title = entry.get("title") or ""
    source = entry.get("source", {}).get("title") or about.get("title") or host_of(link)
    return {
        "id": entry.get("id") or link,
        "text": text_of(body) if looks_like_html(body) else body,
        "title": _line(title),
        "published": entry.get("published") or entry.get("updated"),
        "source": _line(source),
        "url": link,
        "byline": _line(entry.get("author") or ""),
        "language": entry.get("language") or about.get("language"),
    }


def _line(text: str) -> str:
    return " ".join(text_of(text).split()) if looks_like_html(text) else text


def json_feed_rows(document: Mapping[str, Any]) -> Iterator[Row]:
    """The items of a JSON Feed, as records."""
    items = document.get("items")
    for number, item in enumerate(items if isinstance(items, list) else (), start=1):
        where = f"item {number}: "
        if not isinstance(item, dict):
            yield Row(None, reason=f"{where}not a record")
            continue
        html = item.get("content_html")
        text = item.get("content_text") or (text_of(html) if isinstance(html, str) else "")
        record = {
            "id": item.get("id"),
            "text": text or item.get("summary"),
            "title": item.get("title"),
            "published": item.get("date_published") or item.get("date_modified"),
            "source": document.get("title"),
            "url": item.get("url") or item.get("external_url"),
            "byline": item.get("authors") or item.get("author"),
            "language": item.get("language") or document.get("language"),
        }
        yield Row(None, record, where, own=True)


def is_json_feed(value: Any) -> bool:
    """Whether a JSON value is a feed by its own word."""
    version = value.get("version") if isinstance(value, dict) else None
    return isinstance(version, str) and "jsonfeed.org/version" in version


def _tags(data: bytes, name: str) -> list[dict[str, str]]:
    return list(tags(decode(data).text, name))


def opml_feeds(data: bytes) -> list[str]:
    """The addresses of the feeds that an OPML file lists, each once, in its order."""
    found = (tag.get("xmlurl", "").strip() for tag in _tags(data, "outline"))
    return list(dict.fromkeys(filter(None, found)))[:_OPML_FEEDS]


def _listed(data: bytes, part: Part) -> Found:
    """The entries of the feeds that a list names as files beside it; addresses are not fetched."""
    feeds = opml_feeds(data)
    if not feeds:
        yield part.lost("a list without feeds")
    addresses = [feed for feed in feeds if urlsplit(feed).scheme in ("http", "https", "feed")]
    if addresses:
        count = f"{len(addresses)} feed{'s' if len(addresses) > 1 else ''}"
        yield part.lost(f"a list of {count} on the web: `newsdigest fetch` reads them")
    for feed in feeds:
        if feed not in addresses:
            yield from _beside(feed, part)


def _beside(feed: str, part: Part) -> Found:
    name = unquote(feed)
    if part.file is None:
        yield part.lost(f"names the file {name[:100]!r}, which is read only beside a file")
        return
    folder = part.file.parent.resolve()
    file = (folder / name).resolve()
    if not file.is_relative_to(folder) or not file.is_file():
        yield part.lost(f"names {name[:100]!r}, which is no file beside it")
        return
    with file.open("rb") as stream:
        data = stream.read(part.settings.max_document_bytes + 1)
    if len(data) > part.settings.max_document_bytes:
        yield Problem(name, None, part.too_long.reason)
        return
    yield from feed_rows(data)


def _document(data: bytes) -> Row:
    """The record of an article as trafilatura writes it in XML."""
    (about, *_) = _tags(data, "doc") or [{}]
    text = decode(data).text
    main = re.search(r"<main[^>]*>(.*?)</main>", text, re.DOTALL)
    return Row(
        None,
        {
            "text": text_of(main[1] if main else ""),
            "title": about.get("title"),
            "published": about.get("date"),
            "source": about.get("sitename") or about.get("hostname"),
            "url": about.get("source") or about.get("url"),
            "byline": about.get("author"),
            "language": about.get("language"),
        },
        own=True,
    )


def fetched_rows(data: bytes) -> Iterator[Row]:
    """The entries of a feed as a server sends it: RSS, Atom or JSON Feed."""
    if not data.lstrip(b" \t\r\n\xef\xbb\xbf").startswith(b"{"):
        yield from feed_rows(data)
        return
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = None
    if is_json_feed(value):
        yield from json_feed_rows(value)
    else:
        yield Row(None, reason="no feed: neither RSS nor Atom nor JSON Feed")
