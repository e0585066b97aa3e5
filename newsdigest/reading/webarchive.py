"""Web archives: the pages of WARC files and the texts of WET files, with warcio (an extra)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from importlib.util import find_spec

from .answers import AnswerError, parted, plain_body
from .packed import compression_of, unpacked
from .parts import Found, Part
from .streams import Raw, Rejoined, Stream
from .tables import Row
from .webrecords import WebRecord, WebRecords

_PAGES = ("text/html", "application/xhtml+xml")
_ABOUT = ("request", "metadata", "warcinfo", "continuation")  # tell of pages
_TOLD = 100  # damaged places that are told one by one


def read_webarchive(part: Part) -> Found:
    """An article for each page, and for each text that a page was turned into.

    When a page was fetched says nothing of when it was written: that date is not taken.
    """
    if find_spec("warcio") is None:
        yield part.lost("web archives need warcio: pip install 'newsdigest[archives]'")
        return
    counts: Counter[str] = Counter()
    for record in WebRecords(_opened(part), part.settings.max_document_bytes):
        yield from _read(record, part, counts)
    if (more := counts["damaged"] - _TOLD) > 0:
        yield part.lost(f"not a whole web archive: {more:,} more damaged places")
    if strange := counts["strange"]:
        yield part.note(f"{strange:,} records of no known kind (WARC-Type) left out")
    if others := counts["others"]:
        yield part.note(f"{others:,} answers that are no pages left out")
    if not counts:
        yield part.lost("a web archive without pages")


def _read(record: WebRecord, part: Part, counts: Counter[str]) -> Found:
    """What a record gives, counted by what became of it."""
    kind = record.field("WARC-Type").lower()
    if record.fault:
        counts["damaged"] += 1
        if counts["damaged"] <= _TOLD:
            yield part.lost(f"not a whole web archive: {_where(record)}{record.fault}")
    elif kind == "conversion":
        counts["found"] += 1
        yield _text(record, part)
    elif kind in ("response", "resource"):
        read = list(_answer(record, part))
        counts["found" if read else "others"] += 1
        yield from read
    elif kind == "revisit":
        counts["others"] += 1
    elif kind not in _ABOUT:
        counts["strange"] += 1


def _opened(part: Part) -> Stream:
    """The stream of records, unpacked where the file's name does not say that it is packed."""
    head = part.stream.read(6)
    whole = Rejoined(head, part.stream)
    packing = compression_of(head)
    return unpacked(Raw(whole), packing, part.settings.max_expansion) if packing else whole


def _where(record: WebRecord) -> str:
    return f"{record.name}: " if record.number else ""


def _answer(record: WebRecord, part: Part) -> Found:
    """The article of a page, or why there is none; nothing for what is no page."""
    if record.field("WARC-Type").lower() == "resource":
        if record.field("Content-Type").lower().startswith(_PAGES):
            yield from _page(record, record.body, part)
        return
    if not record.url:
        yield part.lost(f"{record.name}: an answer without its address (WARC-Target-URI)")
        return
    fields, body = (
        parted(record.body) if record.url.startswith(("http:", "https:")) else (None, b"")
    )
    kind = (fields.get_header("Content-Type") or "") if fields else record.field("Content-Type")
    if not kind.lower().startswith(_PAGES):
        return
    if fields is None:
        yield from _page(record, record.body, part)
    elif str(fields.get_statuscode()).startswith("2"):
        yield from _sent_page(record, fields, body, part)


def _sent_page(record: WebRecord, fields: object, body: bytes, part: Part) -> Found:
    try:
        page, whole = plain_body(fields, body, part.settings.max_document_bytes)
    except AnswerError as error:
        yield part.lost(f"{record.name}: {error}")
        return
    yield from _page(record, page, part)
    if not whole or record.field("WARC-Truncated"):
        yield part.note(f"{record.name}: the page was cut when it was fetched")


def _page(record: WebRecord, page: bytes, part: Part) -> Found:
    url = record.url
    if record.long or len(page) > part.settings.max_document_bytes:
        yield part.lost(f"{url}: {part.too_long.reason}")
        return
    article = part.from_html(page, url)
    if not article.text.strip():
        yield part.lost(f"{url}: no article found in the page")
        return
    name = url or f"{part.id}~{article.fingerprint()[:8]}"
    yield replace(article, id=name, path=part.path)


def _text(record: WebRecord, part: Part) -> Row:
    url, most = record.url, part.settings.max_bytes
    if record.long or len(record.body) > most:
        return Row(None, reason=f"{url}: longer than {most:,} bytes")
    text = record.body.decode("utf-8", "replace")
    return Row(None, {"id": url, "text": text, "url": url}, f"{url}: ", own=True)
