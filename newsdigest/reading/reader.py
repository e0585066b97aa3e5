"""The public functions of reading: every source in, an Article or a Problem out for each."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..errors import UsageError, system_reason
from ..records import Article, Problem, Progress, Reading, silent
from ..settings import ReadingSettings
from .archives import Member, members
from .arrow import frame_rows, is_frame
from .encoding import NotTextError
from .feeds import fetched_rows, opml_feeds
from .ids import settle_ids
from .kinds import KINDS, kind_of, read_lines, read_text
from .packed import DamagedError, compression_of, split_name, unpacked
from .parts import FromHtml, Part
from .rows import articles_of_rows
from .sources import Input, find_inputs, not_read
from .streams import Raw, Rejoined, Stream
from .tables import Row

Source = str | os.PathLike[str] | Article | Mapping[str, Any]
#: One source or several; a data frame or Arrow table is one.
Sources = Source | Iterable[Source] | Any

STDIN = "-"
_HEAD = 65_536  # bytes of standard input that tell what it is
_Items = Iterator[Article | Problem]


def read(
    sources: Sources,
    from_html: FromHtml,
    settings: ReadingSettings | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Reads all sources, gives each article an id of its own, and collects the problems.

    Raises:
        SourceNotFoundError: if a path does not exist.
    """
    items = list(iter_read(sources, from_html, settings, progress))
    problems = [item for item in items if isinstance(item, Problem)]
    articles, clashes = settle_ids(item for item in items if isinstance(item, Article))
    return Reading(articles, problems + clashes)


def iter_read(
    sources: Sources,
    from_html: FromHtml,
    settings: ReadingSettings | None = None,
    progress: Progress | None = None,
) -> _Items:
    """Reads sources one article at a time, files ordered by path, records as they stand.

    Two articles may come with one id: telling them apart takes all of them (:func:`read`).

    Raises:
        SourceNotFoundError: if a path does not exist, before anything is read.
        UsageError: if a source is nothing that can be read, before anything is.
    """
    settings = settings or ReadingSettings()
    single = isinstance(sources, str | bytes | os.PathLike | Article | Mapping) or is_frame(sources)
    given: list[Any] = [sources] if single else _several(sources)
    for source in given:
        if not (isinstance(source, str | os.PathLike | Article | Mapping) or is_frame(source)):
            raise _no_source(source)
    paths = [Path(s) for s in given if isinstance(s, str | os.PathLike) and s != STDIN]
    inputs, problems = find_inputs(paths, settings.exclude)
    return _iter_all(given, inputs, problems, from_html, settings, progress or silent)


def _several(sources: Any) -> list[Any]:
    if not isinstance(sources, Iterable):
        raise _no_source(sources)
    return list(sources)


def _no_source(source: Any) -> UsageError:
    kind = type(source).__name__
    return UsageError(f"a source is a path, an Article, a dict or a table, not a {kind}")


def _iter_all(
    given: list[Any],
    inputs: list[Input],
    problems: list[Problem],
    from_html: FromHtml,
    settings: ReadingSettings,
    tell: Progress,
) -> _Items:
    yield from problems
    total, done = sum(one.size for one in inputs), 0
    tell("reading", total)
    if STDIN in [source for source in given if isinstance(source, str)]:
        yield from _read_stdin(_stdin(), from_html, settings)
    for number, source in enumerate(given, start=1):
        if isinstance(source, Article):
            yield source
        elif isinstance(source, Mapping):
            row = Row(None, source)
            yield from articles_of_rows([row], f"record {number}", "", settings)
        elif is_frame(source):
            rows = frame_rows(source, settings.columns)
            yield from articles_of_rows(rows, f"table {number}", "", settings)
    for one in inputs:
        for item, place in _read_file(one, from_html, settings):
            yield item
            tell("reading", total, done + place)
        done += one.size
        tell("reading", total, done)


def read_input(one: Input, from_html: FromHtml, settings: ReadingSettings) -> _Items:
    """Reads one of the files that :func:`find_inputs` lists, an article or problem at a time."""
    yield from (item for item, _ in _read_file(one, from_html, settings))


def _read_file(
    one: Input, from_html: FromHtml, settings: ReadingSettings
) -> Iterator[tuple[Article | Problem, int]]:
    """What is in a file, each with how many of its bytes were read by then."""
    name, suffix, compression = split_name(one.path)
    if suffix == ".zip" and not compression:
        yield from ((item, 0) for item in _read_archive(one, from_html, settings))
        return
    try:
        with one.file.open("rb", buffering=_buffer(one.size)) as raw:
            stream: Any = raw
            if compression:
                stream = unpacked(raw, compression, settings.max_expansion)
            file = None if compression else one.file
            part = Part(one.path, name, suffix, stream, settings, from_html, file)
            for item in _read_part(part):
                yield item, raw.tell()
    except OSError as error:
        reason = f"can't be read: {system_reason(error)}"
        yield Problem(one.path, None, reason), 0


def _buffer(size: int) -> int:
    """Bytes that are read ahead: a small file has no use for a large buffer."""
    return 8192 if size < 100_000 else 1 << 17


def _read_part(part: Part) -> _Items:
    reader = KINDS.get(part.suffix, read_text)
    try:
        yield from articles_of_rows(reader(part), part.path, part.id, part.settings)
    except (NotTextError, DamagedError) as error:
        yield part.lost(str(error))


def _read_archive(one: Input, from_html: FromHtml, settings: ReadingSettings) -> _Items:
    skipped: dict[str, int] = {}
    for member in members(one.file, one.path, settings):
        if isinstance(member, Problem):
            yield member
            continue
        _, suffix, _ = split_name(member.name)
        if suffix not in KINDS:
            skipped[suffix] = skipped.get(suffix, 0) + 1
            continue
        yield from _read_member(member, one, from_html, settings)
    yield from not_read(one.path, skipped)


def _read_member(
    member: Member, one: Input, from_html: FromHtml, settings: ReadingSettings
) -> _Items:
    # An archive that was given by name is as a folder: ids are the paths in it.
    base = "" if one.alone else f"{split_name(one.path)[0]}/"
    name, suffix, compression = split_name(member.name)
    path = f"{one.path}/{member.name}"
    try:
        with member.open() as raw:
            stream: Any = raw
            if compression:
                stream = unpacked(raw, compression, settings.max_expansion)
            yield from _read_part(Part(path, base + name, suffix, stream, settings, from_html))
    except (OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        yield Problem(path, None, f"can't be read: {str(error)[:150].lower()}")


def _stdin() -> Stream:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise UsageError("standard input is closed, or no stream of bytes")
    found: Stream = stream
    return found


def _read_stdin(stream: Stream, from_html: FromHtml, settings: ReadingSettings) -> _Items:
    """Reads standard input as what its beginning tells: records, a table, a page or a text."""
    compression = compression_of(stream_head := stream.read(6))
    stream = Rejoined(stream_head, stream)
    if compression:
        stream = unpacked(Raw(stream), compression, settings.max_expansion)
    try:
        suffix, stream = _told_by_beginning(stream, settings.max_bytes)
    except DamagedError as error:
        yield Problem(STDIN, None, str(error))
        return
    if not suffix:
        yield Problem(STDIN, None, "standard input is empty")
        return
    part = Part(STDIN, "stdin", suffix, stream, settings, from_html)
    if suffix != ".jsonl":
        yield from _read_part(part)
        return
    yield from articles_of_rows(read_lines(part), STDIN, part.id, settings)


def _told_by_beginning(stream: Stream, longest: int) -> tuple[str, Stream]:
    """The suffix of what a stream holds, "" if nothing, and the stream from its beginning."""
    head = stream.readline(longest + 1)
    while head and not head.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe") and len(head) < _HEAD:
        more = stream.readline(longest + 1)
        if not more:
            return "", stream
        head += more
    if not head:
        return "", stream
    whole = Rejoined(head, stream)
    opening = head.strip(b" \t\r\n\xef\xbb\xbf")
    if opening.startswith((b"\xff\xfe", b"\xfe\xff")):
        opening = opening[2:].replace(b"\0", b"").strip()
    if opening.startswith(b"{") and opening.endswith(b"}"):
        return ".jsonl", whole
    return kind_of(opening), whole


def read_feed(data: bytes, url: str, settings: ReadingSettings | None = None) -> _Items:
    """The articles of a feed that was fetched, each called by the id that the feed gives it."""
    return articles_of_rows(fetched_rows(data), url, url, settings or ReadingSettings())


def read_opml(data: bytes) -> list[str]:
    """The addresses of the feeds that an OPML file lists.

    Raises:
        UsageError: if it is no such list.
    """
    try:
        return opml_feeds(data)
    except NotTextError as error:
        raise UsageError(f"not a list of feeds: {error}") from error
