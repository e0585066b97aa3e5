"""Reads articles whose events are known, from JSON lines with a field for the event."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ..errors import RecordError, SourceNotFoundError, UsageError, system_reason
from ..records import Article, Problem
from ..records.given import json_reason

_STDIN = "-"
FIELD = "cluster"  # the field that holds the event of a record


def read_labelled(path: Path | str) -> tuple[list[Article], list[str], list[Problem]]:
    """Reads a file of JSON lines, plain or gzipped, or standard input ("-").

    Returns:
        The articles, numbered by their line so that no two share an id; the event of each; and
        the lines that could not be read.

    Raises:
        SourceNotFoundError: if the file can't be opened.
        UsageError: if it is no text, or can't be unpacked.
    """
    if str(path) == _STDIN:
        with _decoded(path), io.TextIOWrapper(sys.stdin.buffer, "utf-8") as lines:
            return _labelled(lines, _name(path))
    path = Path(path)
    opened = gzip.open if path.suffix == ".gz" else open
    with _decoded(path), opened(path, "rt", encoding="utf-8") as lines:
        return _labelled(lines, path.name)


def _name(path: Path | str) -> str:
    return "standard input" if str(path) == _STDIN else str(path)


@contextmanager
def _decoded(path: Path | str) -> Iterator[None]:
    """Says in words why a file can't be read."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise UsageError(f"{_name(path)}: not JSON lines in UTF-8") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UsageError(f"{path} is damaged or not gzipped: {error}") from error
    except OSError as error:
        raise SourceNotFoundError(f"can't read {path}: {system_reason(error)}") from error


def _labelled(lines: Iterable[str], name: str) -> tuple[list[Article], list[str], list[Problem]]:
    articles, labels, problems = [], [], []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            article, label = _record(line)
        except (ValueError, RecursionError, RecordError) as error:
            problems.append(Problem(name, number, str(error)))
            continue
        articles.append(replace(article, id=f"{number:09d}"))
        labels.append(label)
    return articles, labels, problems


def _record(line: str) -> tuple[Article, str]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RecordError(json_reason(error)) from error
    if not isinstance(record, dict):
        raise RecordError("not a record")
    if record.get(FIELD) in (None, ""):
        raise RecordError(f'record without "{FIELD}", the event that it is of')
    return Article.from_dict(record), str(record[FIELD])
