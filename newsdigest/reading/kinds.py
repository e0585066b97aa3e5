"""The kinds of files by their suffixes, each with the function that reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..records import Problem
from .arrow import read_arrow, read_parquet
from .columns import lacks_text
from .documents import json_document
from .encoding import TextLines, decode, refuse_binary
from .feeds import read_xml
from .mail import read_mail, read_mailbox
from .parts import Found, Part
from .streams import Rejoined, read_whole
from .tables import Row, csv_rows, json_lines, names_text
from .text import markdown_record, plain_record
from .webarchive import read_webarchive

_BLANK = b" \t\r\n\x0b\x0c\xef\xbb\xbf"


def read_lines(part: Part) -> Found:
    """The records of a JSON Lines file."""
    stream, remark = part.stream, ""
    head = stream.read(4)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head:
        lines = TextLines(Rejoined(head, stream), part.settings.max_bytes)  # UTF-16 or UTF-32
        encoded = (line.encode("utf-8", "surrogatepass") for line in lines)
        yield from json_lines(encoded, part.settings.max_bytes)
        remark = lines.remark
    else:
        yield from json_lines(Rejoined(head, stream), part.settings.max_bytes)
    if remark:
        yield part.note(remark)


def read_json(part: Part) -> Found:
    """The records of a JSON document."""
    for found in json_document(part.stream, part.settings.max_bytes):
        yield part.note(found) if isinstance(found, str) else found


def read_csv(part: Part) -> Found:
    """The records of a table as text."""
    columns = part.settings.columns
    wanted = [name.split(".")[0] for name in columns.given().values()]
    lines = TextLines(part.stream, 2 * part.settings.max_bytes)
    first = True
    for row in csv_rows(lines, part.settings.max_bytes, wanted):
        if first and row.record is not None:
            if lacking := lacks_text(dict.fromkeys(row.record, "x"), columns):
                yield Row(1, reason=lacking)
                return
            first = False
        yield row
    if lines.remark:
        yield part.note(lines.remark)


def read_page(part: Part) -> Found:
    """The article of a web page."""
    data, problem = _single(part)
    if problem is not None:
        yield problem
        return
    refuse_binary(data)  # else a picture's bytes are the words of some language
    article = part.from_html(data, "")
    if article.text.strip():
        yield replace(article, id=part.id, path=part.path)
        yield from (part.note(note) for note in article.notes)
    else:
        yield part.lost("no article found in the page")


def read_text(part: Part) -> Found:
    """The one article of a text or Markdown file."""
    data, problem = _single(part)
    if problem is not None:
        yield problem
        return
    decoded = decode(data)
    if decoded.remark:
        yield part.note(decoded.remark)
    make = markdown_record if part.suffix in (".md", ".markdown") else plain_record
    yield Row(None, {"id": part.id} | make(decoded.text), own=True)


def _single(part: Part) -> tuple[bytes, Problem | None]:
    """The bytes of a file that is one article, or why there is none."""
    most = part.settings.max_bytes
    data = read_whole(part.stream, most)
    if len(data) > most:
        return b"", part.lost(f"longer than {most:,} bytes, the most that one article may have")
    return data, None if data.strip(_BLANK) else part.lost("empty file")


Reader = Callable[[Part], Found]

KINDS: dict[str, Reader] = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown", ""), read_text),
    **dict.fromkeys((".html", ".htm", ".xhtml"), read_page),
    **dict.fromkeys((".jsonl", ".ndjson"), read_lines),
    **dict.fromkeys((".json", ".jsonfeed"), read_json),
    **dict.fromkeys((".csv", ".tsv"), read_csv),
    **dict.fromkeys((".xml", ".rss", ".atom", ".rdf", ".opml"), read_xml),
    **dict.fromkeys((".warc", ".wet"), read_webarchive),
    **dict.fromkeys((".parquet", ".pq"), read_parquet),
    **dict.fromkeys((".arrow", ".feather", ".ipc"), read_arrow),
    ".eml": read_mail,
    ".mbox": read_mailbox,
}


def kind_of(opening: bytes) -> str:
    """The suffix that a file with such a beginning would have."""
    start = opening.lower()
    if opening.startswith((b"{", b"[")):
        return ".json"
    if start.startswith((b"<!doctype html", b"<html")):
        return ".html"
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf", b"<opml")):
        return ".xml"
    if opening.startswith(b"WARC/"):
        return ".warc"
    if opening.startswith(b"PAR1"):
        return ".parquet"
    if opening.startswith((b"ARROW1", b"\xff\xff\xff\xff")):
        return ".arrow"
    return ".csv" if names_text(opening[:2000].decode("utf-8", "replace")) else ".txt"
