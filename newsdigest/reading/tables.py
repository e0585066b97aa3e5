"""Reads the records of JSON, JSON Lines and CSV files: a bad one costs itself alone."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .streams import Stream

_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file and the line that it begins on, or why there is none.

    ``reason`` stands before what else is said of a record, to tell where in the file it is.
    """

    line: int | None
    record: Mapping[str, Any] | None = None
    reason: str = ""


def json_lines(stream: Stream, max_bytes: int) -> Iterator[Row]:
    """The records of a JSON Lines stream, one line in memory at a time."""
    for number, line in enumerate(_lines(stream, max_bytes), start=1):
        if line is None:
            yield Row(number, reason=_too_long(max_bytes))
        elif line.strip(b" \t\r\n\x00\xef\xbb\xbf"):
            yield from _json_rows(number, line)


def _lines(stream: Stream, max_bytes: int) -> Iterator[bytes | None]:
    """Lines of a stream, each of bounded length; None for one that is longer."""
    while line := stream.readline(max_bytes + 1):
        if len(line) <= max_bytes or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
            pass
        yield None


def _json_rows(number: int, line: bytes) -> Iterator[Row]:
    try:
        value = json.loads(line.strip().removeprefix(b"\xef\xbb\xbf").decode())
    except UnicodeDecodeError as error:
        yield Row(number, reason=f"not valid UTF-8 (byte {error.start + 1} of the line)")
    except (ValueError, RecursionError) as error:
        yield Row(number, reason=_json_reason(error))
    else:
        if isinstance(value, dict):
            yield from (_row(number, record, "") for record in _records_of(value))
        else:
            yield Row(number, reason=f"not a record but a JSON {_json_kind(value)}")


def json_document(text: str, max_bytes: int) -> Iterator[Row]:
    """The records of a JSON text: one, a list, or a list under "articles", "items" and the like.

    A file of JSON Lines that is called ``.json`` is read as such.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if _looks_like_lines(text):
            yield from json_lines(io.BytesIO(text.encode("utf-8", "surrogatepass")), max_bytes)
        else:
            yield Row(getattr(error, "lineno", None), reason=_json_reason(error))
        return
    for index, record in enumerate(_records_of(value), start=1):
        yield _row(None, record, f"item {index}: ")


def _row(line: int | None, record: Any, where: str) -> Row:
    if not isinstance(record, dict):
        return Row(line, reason=f"{where}not a record but a JSON {_json_kind(record)}")
    return Row(line, record, where)


def _looks_like_lines(text: str) -> bool:
    """Whether at least half of the first lines are each a JSON object of their own."""
    first = [line for line in text[:1_000_000].splitlines() if line.strip()][:20]
    return 2 * sum(map(_is_object, first)) >= len(first) > 0


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _records_of(value: Any) -> Iterable[Any]:
    """The records within a JSON value; our own output gives the articles of its digests."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not any(key in value for key in ("text", "body", "content")):
        for key in ("articles", "items", "records", "data", "results", "digests"):
            if isinstance(inner := value.get(key), list):
                return [record for one in inner for record in _articles_of(one, key)]
    return [value]


def _articles_of(value: Any, key: str) -> Iterable[Any]:
    return _records_of(value) if key == "digests" else [value]


def names_text(header: str) -> bool:
    """Whether a line is the header of a table with a column for the text."""
    delimiter = max(_DELIMITERS, key=header.count)
    names = {name.strip(' "').lower() for name in header.split(delimiter)}
    return len(names) > 1 and bool(names & {"text", "body", "content", "maintext"})


def csv_rows(text: str, max_bytes: int) -> Iterator[Row]:
    """The records of a CSV or TSV text whose first row names the columns."""
    # Set for the whole process: the csv module knows no other way.
    csv.field_size_limit(max(csv.field_size_limit(), max_bytes))
    header = text[: text.find("\n") if "\n" in text else None]
    delimiter = max(_DELIMITERS, key=header.count)
    # Strict: a quote that is never closed would make one record of all the rows behind it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: list[str] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(line, reason=f"not valid CSV: {error}")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if not names:
            names = [cell.strip().lower() for cell in cells]
            continue
        if len(cells) > len(names):
            yield Row(line, reason=f"{len(cells)} cells under {len(names)} columns")
            continue
        yield Row(line, dict(zip(names, cells, strict=False)))


def _too_long(max_bytes: int) -> str:
    return f"longer than {max_bytes:,} bytes"


def _json_reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not valid JSON: {error.msg.lower().removesuffix(' at')} (column {error.colno})"
    if isinstance(error, RecursionError):
        return "not valid JSON: nested too deeply"
    return "not valid JSON: a number too long to read"


def _json_kind(value: Any) -> str:
    kinds = {list: "list", str: "string", bool: "boolean", type(None): "null"}
    return kinds.get(type(value), "number")
