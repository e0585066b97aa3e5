"""Web archives: the pages of WARC files and the texts of WET files, by warcio (an extra)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .parts import Found, Part
from .tables import Row

_PAGES = ("text/html", "application/xhtml+xml")


def read_webarchive(part: Part) -> Found:
    """An article for each page, and for each text that a page was turned into.

    When a page was fetched says nothing of when it was written: that date is not taken.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        yield part.lost("web archives need warcio: pip install 'newsdigest[archives]'")
        return
    others = found = 0
    try:
        for record in ArchiveIterator(part.stream):
            kind = record.rec_type
            if kind == "conversion":
                found += 1
                yield _text(record, part)
            elif kind in ("response", "resource") and _is_page(record):
                found += 1
                yield from _page(record, part)
            elif kind in ("response", "resource", "revisit"):
                others += 1
    except ArchiveLoadFailed as error:
        yield part.lost(f"not a whole web archive: {str(error).splitlines()[0][:120]}")
    if others:
        yield part.note(f"{others:,} answers that are no pages left out")
    elif not found:
        yield part.lost("a web archive without pages")


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if headers is None:
        kind = record.rec_headers.get_header("Content-Type") or ""
        return kind.lower().startswith(_PAGES)
    kind = headers.get_header("Content-Type") or ""
    return kind.lower().startswith(_PAGES) and str(headers.get_statuscode()).startswith("2")


def _url(record: Any) -> str:
    return (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")


def _page(record: Any, part: Part) -> Found:
    url, most = _url(record), part.settings.max_document_bytes
    data = record.content_stream().read(most + 1)
    if len(data) > most:
        yield part.lost(f"{url}: {part.too_long.reason}")
        return
    article = part.from_html(data, url)
    if not article.text.strip():
        yield part.lost(f"{url}: no article found in the page")
        return
    name = url or f"{part.id}~{article.fingerprint()[:8]}"
    yield replace(article, id=name, path=part.path)


def _text(record: Any, part: Part) -> Row:
    url, most = _url(record), part.settings.max_bytes
    data = record.content_stream().read(most + 1)
    if len(data) > most:
        return Row(None, reason=f"{url}: longer than {most:,} bytes")
    text = data.decode("utf-8", "replace")
    return Row(None, {"id": url, "text": text, "url": url}, f"{url}: ", own=True)
