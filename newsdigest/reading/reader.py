"""The public functions of reading: every source in, an Article or a Problem out for each."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from ..errors import RecordError, UsageError
from ..language.dates import parse_date
from ..records import Article, Problem, Reading
from ..records.article import raw_field
from ..settings import ReadingSettings
from .encoding import NotTextError, decode
from .ids import settle_ids
from .sources import Input, find_inputs
from .streams import Rejoined, Stream
from .tables import Row, csv_rows, json_document, json_lines, names_text
from .text import markdown_record, plain_record

Source = str | os.PathLike[str] | Article | Mapping[str, Any]
#: How a web page becomes an Article: (bytes, url) to an Article, cleaned, with "" for no text.
FromHtml = Callable[[bytes, str], Article]

STDIN = "-"
_BLANK_HEAD = 10_000  # bytes of blank lines that may stand before what standard input holds
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
        UsageError: if a source is nothing that can be read, before anything is.
    """
    settings = settings or ReadingSettings()
    single = isinstance(sources, str | bytes | os.PathLike | Article | Mapping)
    given: list[Source] = [sources] if single else list(sources)  # type: ignore[list-item,arg-type]
    for source in given:
        if not isinstance(source, str | os.PathLike | Article | Mapping):
            kind = type(source).__name__
            raise UsageError(f"a source is a path, an Article or a dict, not a {kind}")
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
        yield from _read_stdin(_stdin(), from_html, settings)
    for number, source in enumerate(given, start=1):
        if isinstance(source, Article):
            yield source
        elif isinstance(source, Mapping):
            yield from _from_rows([Row(None, source)], f"record {number}", "", settings)
    for one in inputs:
        yield from read_input(one, from_html, settings)


def read_input(one: Input, from_html: FromHtml, settings: ReadingSettings) -> _Items:
    """Reads one of the files that :func:`find_inputs` lists, an article or problem at a time."""
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


def _read_lines(stream: Stream, one: Input, settings: ReadingSettings) -> _Items:
    try:
        stream, remark = _as_utf8(stream)
    except NotTextError as error:
        yield Problem(one.path, None, str(error))
        return
    if remark:
        yield Problem(one.path, None, remark, "note")
    yield from _from_rows(json_lines(stream, settings.max_bytes), one.path, one.id, settings)


def _as_utf8(stream: Stream) -> tuple[Stream, str]:
    """A stream of records in UTF-8, and a remark if it was made that from something else."""
    head = stream.read(4)
    rest = Rejoined(head, stream)
    if not (head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head):
        return rest, ""
    decoded = decode(rest.read())  # UTF-16 or UTF-32
    return BytesIO(decoded.text.encode("utf-8", "surrogatepass")), decoded.remark


def _read_data(
    data: bytes, one: Input, suffix: str, from_html: FromHtml, settings: ReadingSettings
) -> _Items:
    try:
        if not data.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf"):
            yield Problem(one.path, None, "empty file")
        elif suffix in (".html", ".htm", ".xhtml"):
            yield from _page(data, one, from_html)
        else:
            yield from _read_text(data, one, suffix, settings)
    except NotTextError as error:
        yield Problem(one.path, None, str(error))


def _read_text(data: bytes, one: Input, suffix: str, settings: ReadingSettings) -> _Items:
    decoded = decode(data)
    if decoded.remark:
        yield Problem(one.path, None, decoded.remark, "note")
    rows: Iterable[Row]
    if suffix in (".csv", ".tsv"):
        rows = csv_rows(decoded.text, settings.max_bytes)
    elif suffix == ".json":
        rows = json_document(decoded.text, settings.max_bytes)
    else:
        make = markdown_record if suffix == ".md" else plain_record
        rows = [Row(None, {"id": one.id} | make(decoded.text))]
    yield from _from_rows(rows, one.path, one.id, settings)


def _page(data: bytes, one: Input, from_html: FromHtml) -> _Items:
    article = from_html(data, "")
    if article.text.strip():
        yield replace(article, id=one.id, path=one.path)
        yield from (Problem(one.path, None, note, "note") for note in article.notes)
    else:
        yield Problem(one.path, None, "no article found in the page")


def _stdin() -> Stream:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise UsageError("standard input is closed, or no stream of bytes")
    found: Stream = stream
    return found


def _read_stdin(stream: Stream, from_html: FromHtml, settings: ReadingSettings) -> _Items:
    """Reads standard input as what its first line tells: records, a table, a page or a text."""
    one = Input(Path(STDIN), STDIN)
    try:
        stream, _ = _as_utf8(stream)
    except NotTextError as error:
        yield Problem(one.path, None, str(error))
        return
    head = stream.readline(settings.max_bytes + 1)
    while head and head.isspace() and len(head) < _BLANK_HEAD:
        more = stream.readline(settings.max_bytes + 1)
        if not more:
            break
        head += more
    opening = head.strip(b" \t\r\n\xef\xbb\xbf")
    whole = Rejoined(head, stream)
    if opening.startswith(b"{") and opening.endswith(b"}"):
        rows = json_lines(whole, settings.max_bytes)
        yield from _from_rows(rows, one.path, one.id, settings)
        return
    suffix = _kind_of(opening)
    data = whole.read() if suffix in (".json", ".csv") else whole.read(settings.max_bytes + 1)
    if not data.strip():
        yield Problem(one.path, None, "standard input is empty")
    elif len(data) > settings.max_bytes and suffix not in (".json", ".csv"):
        yield Problem(one.path, None, _too_long(settings))
    else:
        yield from _read_data(data, one, suffix, from_html, settings)


def _kind_of(opening: bytes) -> str:
    """The suffix that a file with such a first line would have."""
    if opening.startswith((b"{", b"[")):
        return ".json"
    if opening.lower().startswith((b"<!doctype", b"<html")):
        return ".html"
    return ".csv" if names_text(opening[:2000].decode("utf-8", "replace")) else ".txt"


def _from_rows(rows: Iterable[Row], path: str, base: str, settings: ReadingSettings) -> _Items:
    """Articles of records; one without an id is called as its file, or by its content as well.

    A record that is alone in its file has the file's name, one of several that and a suffix.
    """
    last: Row | None = None
    several = False
    for row in rows:
        if last is not None:
            several = True
            yield from _from_row(last, path, f"{base}~" if base else "", settings)
        last = row
    if last is None:
        yield Problem(path, None, "a file without records")
    else:
        name = f"{base}~" if several and base else base
        yield from _from_row(last, path, name, settings)


def _from_row(row: Row, path: str, name: str, settings: ReadingSettings) -> _Items:
    if row.record is None:
        yield Problem(path, row.line, row.reason)
        return
    try:
        article = Article.from_dict(row.record)
    except RecordError as error:
        yield Problem(path, row.line, f"{row.reason}{error}")
        return
    if max(map(len, (article.original, article.title, article.id))) > settings.max_bytes:
        yield Problem(path, row.line, f"{row.reason}{_too_long(settings)}")
        return
    if name and raw_field(row.record, "id") is None:
        suffix = article.fingerprint()[:8] if name.endswith("~") else ""
        article = replace(article, id=name + suffix)
    # What was cleaned before knows where it lay; any other record lies in this file.
    if name and not (article.cleaned and article.path):
        article = replace(article, path=path)
    yield article
    date = raw_field(row.record, "published")
    if date is not None and parse_date(date) is None:
        told = f"{row.reason}{str(date)[:60]!r} is not a date; left out"
        yield Problem(path, row.line, told, "note")


def _too_long(settings: ReadingSettings) -> str:
    return f"longer than {settings.max_bytes:,} bytes, the most that one article may have"
