"""The public functions of reading: every source in, an Article or a Problem out for each."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from ..errors import RecordError
from ..language.dates import parse_date
from ..records import Article, Problem, Reading
from ..records.article import raw_field
from ..settings import ReadingSettings
from .encoding import NotTextError, decode
from .ids import settle_ids
from .sources import Input, find_inputs
from .tables import Row, csv_rows, json_document, json_lines
from .text import markdown_record, plain_record

Source = str | os.PathLike[str] | Article | Mapping[str, Any]
#: How a web page becomes an Article: (bytes, url) to an Article, cleaned, with "" for no text.
FromHtml = Callable[[bytes, str], Article]

STDIN = "-"
_Items = Iterator[Article | Problem]


def read(
    sources: Source | Iterable[Source],
    from_html: FromHtml,
    settings: ReadingSettings | None = None,
) -> Reading:
    """Reads all sources, gives each article an id of its own, and collects the problems.

    Raises:
        SourceNotFoundError: if a path does not exist.
    """
    items = list(iter_read(sources, from_html, settings))
    problems = [item for item in items if isinstance(item, Problem)]
    articles, clashes = settle_ids(item for item in items if isinstance(item, Article))
    return Reading(articles, problems + clashes)


def iter_read(
    sources: Source | Iterable[Source],
    from_html: FromHtml,
    settings: ReadingSettings | None = None,
) -> _Items:
    """Reads sources one article at a time, files ordered by path, records as they stand.

    Two articles may come with one id: telling them apart takes all of them (:func:`read`).

    Raises:
        SourceNotFoundError: if a path does not exist, before anything is read.
    """
    settings = settings or ReadingSettings()
    single = isinstance(sources, str | os.PathLike | Article | Mapping)
    given: list[Source] = [sources] if single else list(sources)  # type: ignore[list-item,arg-type]
    paths = [Path(s) for s in given if isinstance(s, str | os.PathLike) and s != STDIN]
    inputs, problems = find_inputs(paths, settings.exclude)
    return _iter_all(given, inputs, problems, from_html, settings)


def _iter_all(
    given: list[Source],
    inputs: list[Input],
    problems: list[Problem],
    from_html: FromHtml,
    settings: ReadingSettings,
) -> _Items:
    yield from problems
    if STDIN in [source for source in given if isinstance(source, str)]:
        yield from _read_stdin(sys.stdin.buffer, from_html, settings)
    for number, source in enumerate(given, start=1):
        if isinstance(source, Article):
            yield source
        elif isinstance(source, Mapping):
            yield from _from_rows([Row(None, source)], f"record {number}", "", settings)
    for one in inputs:
        yield from _read_file(one, from_html, settings)


def _read_file(one: Input, from_html: FromHtml, settings: ReadingSettings) -> _Items:
    suffix = one.file.suffix.lower()
    try:
        if suffix in (".jsonl", ".ndjson"):
            with one.file.open("rb") as stream:
                yield from _read_lines(stream, one, settings)
            return
        container = suffix in (".json", ".csv", ".tsv")
        if not container and one.file.stat().st_size > settings.max_bytes:
            yield Problem(one.path, None, _too_long(settings))
            return
        data = one.file.read_bytes()
    except OSError as error:
        yield Problem(one.path, None, f"can't be read: {(error.strerror or str(error)).lower()}")
        return
    yield from _read_data(data, one, suffix, from_html, settings)


def _read_lines(stream: IO[bytes], one: Input, settings: ReadingSettings) -> _Items:
    head = stream.read(4)
    stream.seek(0)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head:  # UTF-16 or UTF-32
        stream = BytesIO(decode(stream.read()).text.encode("utf-8", "surrogatepass"))
    yield from _from_rows(json_lines(stream, settings.max_bytes), one.path, one.id, settings)


def _read_data(
    data: bytes, one: Input, suffix: str, from_html: FromHtml, settings: ReadingSettings
) -> _Items:
    try:
        if not data.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf"):
            yield Problem(one.path, None, "empty file")
        elif suffix in (".html", ".htm", ".xhtml"):
            yield from _page(data, one, from_html)
        elif suffix == ".json":
            rows = json_document(data, settings.max_bytes)
            yield from _from_rows(rows, one.path, one.id, settings)
        else:
            yield from _read_text(data, one, suffix, settings)
    except NotTextError as error:
        yield Problem(one.path, None, str(error))


def _read_text(data: bytes, one: Input, suffix: str, settings: ReadingSettings) -> _Items:
    decoded = decode(data)
    if decoded.remark:
        yield Problem(one.path, None, decoded.remark, "note")
    if suffix in (".csv", ".tsv"):
        rows = csv_rows(decoded.text, settings.max_bytes)
        yield from _from_rows(rows, one.path, one.id, settings)
        return
    make = markdown_record if suffix == ".md" else plain_record
    record = {"id": one.id} | make(decoded.text)
    yield from _from_rows([Row(None, record)], one.path, one.id, settings)


def _page(data: bytes, one: Input, from_html: FromHtml) -> _Items:
    article = from_html(data, "")
    if article.text.strip():
        yield replace(article, id=one.id, path=one.path)
    else:
        yield Problem(one.path, None, "no article found in the page")


def _read_stdin(stream: IO[bytes], from_html: FromHtml, settings: ReadingSettings) -> _Items:
    """Reads standard input as what its first character tells: records, a page or a text."""
    one = Input(Path(STDIN), "stdin")
    first = stream.readline(settings.max_bytes + 1)
    while first and not first.strip(b" \t\r\n\xef\xbb\xbf"):
        first = stream.readline(settings.max_bytes + 1)
    opening = first.strip(b" \t\r\n\xef\xbb\xbf")
    if opening.startswith(b"{") and opening.endswith(b"}"):
        rows = json_lines(_Rejoined(first, stream), settings.max_bytes)  # type: ignore[arg-type]
        yield from _from_rows(rows, one.path, one.id, settings)
        return
    if opening.startswith((b"{", b"[")):
        yield from _read_data(first + stream.read(), one, ".json", from_html, settings)
        return
    data = first + stream.read(settings.max_bytes)
    if not data:
        yield Problem(one.path, None, "standard input is empty")
    elif len(data) > settings.max_bytes:
        yield Problem(one.path, None, _too_long(settings))
    else:
        page = opening.lower().startswith((b"<!doctype", b"<html"))
        yield from _read_data(data, one, ".html" if page else ".txt", from_html, settings)


class _Rejoined:
    """A stream whose first line was already read."""

    def __init__(self, first: bytes, stream: IO[bytes]) -> None:
        self._first, self._stream = first, stream

    def readline(self, size: int = -1) -> bytes:
        first, self._first = self._first, b""
        return first or self._stream.readline(size)


def _from_rows(rows: Iterable[Row], path: str, base: str, settings: ReadingSettings) -> _Items:
    """Articles of records; a record without an id gets one from the file and its content."""
    count = 0
    for row in rows:
        count += 1
        if row.record is None:
            yield Problem(path, row.line, row.reason)
            continue
        try:
            article = Article.from_dict(row.record)
        except RecordError as error:
            yield Problem(path, row.line, str(error))
            continue
        if len(article.original) > settings.max_bytes:
            yield Problem(path, row.line, _too_long(settings))
            continue
        if raw_field(row.record, "id") is None and base:
            article = replace(article, id=f"{base}-{article.fingerprint()[:8]}")
        if base and not article.path:
            article = replace(article, path=path)
        yield article
        date = raw_field(row.record, "published")
        if date is not None and parse_date(date) is None:
            yield Problem(path, row.line, f"{str(date)[:60]!r} is not a date; left out", "note")
    if not count:
        yield Problem(path, None, "a file without records")


def _too_long(settings: ReadingSettings) -> str:
    return f"longer than {settings.max_bytes:,} bytes, the most that one article may have"
