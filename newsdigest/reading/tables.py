"""Reads the records of JSON, JSON Lines and CSV files: a bad one costs itself alone."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from .encoding import decode

_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file and the line that it begins on, or why there is none."""

    line: int | None
    record: Mapping[str, Any] | None = None
    reason: str = ""


def json_lines(stream: IO[bytes], max_bytes: int) -> Iterator[Row]:
    """The records of a JSON Lines stream, one line in memory at a time."""
    for number, line in enumerate(_lines(stream, max_bytes), start=1):
        if line is None:
            yield Row(number, reason=_too_long(max_bytes))
        elif line.strip(b" \t\r\n\x00\xef\xbb\xbf"):
            yield _json_row(number, line)


def _lines(stream: IO[bytes], max_bytes: int) -> Iterator[bytes | None]:
    """Lines of a stream, each of bounded length; None for one that is longer."""
    while line := stream.readline(max_bytes + 1):
        if len(line) <= max_bytes or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
            pass
        yield None


def _json_row(number: int, line: bytes) -> Row:
    try:
        value = json.loads(line.strip().removeprefix(b"\xef\xbb\xbf").decode())
    except UnicodeDecodeError as error:
        return Row(number, reason=f"not valid UTF-8 (byte {error.start + 1} of the line)")
    except (ValueError, RecursionError) as error:
        return Row(number, reason=_json_reason(error))
    if not isinstance(value, dict):
        return Row(number, reason=f"not a record but a JSON {_json_kind(value)}")
    return Row(number, value)


def json_document(data: bytes, max_bytes: int) -> Iterator[Row]:
    """The records of a JSON file: one, a list, or a list under "articles", "digests" and the like.

    A file of JSON Lines that is called ``.json`` is read as such.
    """
    text = decode(data).text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if _looks_like_lines(text):
            yield from json_lines(io.BytesIO(text.encode("utf-8", "surrogatepass")), max_bytes)
            return
        yield Row(getattr(error, "lineno", None), reason=_json_reason(error))
        return
    for index, record in enumerate(_records_of(value), start=1):
        if isinstance(record, dict):
            yield Row(None, record)
        else:
            yield Row(None, reason=f"item {index} is not a record but a JSON {_json_kind(record)}")


def _looks_like_lines(text: str) -> bool:
    """Whether the first lines are each a JSON object of their own."""
    first = [line for line in text[:1_000_000].splitlines() if line.strip()][:1]
    if not first:
        return False
    try:
        return isinstance(json.loads(first[0]), dict)
    except (ValueError, RecursionError):
        return False


def _records_of(value: Any) -> Iterable[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not any(key in value for key in ("text", "body", "content")):
        for key in ("articles", "items", "records", "data", "results"):
            if isinstance(value.get(key), list):
                return list(value[key])
        if isinstance(value.get("digests"), list):  # our own output: its articles, each once
            return [a for d in value["digests"] if isinstance(d, dict) for a in d["articles"]]
    return [value]


def csv_rows(text: str, max_bytes: int) -> Iterator[Row]:
    """The records of a CSV or TSV text whose first row names the columns."""
    # Set for the whole process: the csv module knows no other way.
    csv.field_size_limit(max(csv.field_size_limit(), max_bytes))
    header = text[: text.find("\n") if "\n" in text else None]
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
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
        yield Row(line, dict(zip(names, cells, strict=False)))


def _too_long(max_bytes: int) -> str:
    return f"longer than {max_bytes:,} bytes"


def _json_reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not valid JSON: {error.msg.lower()} at column {error.colno}"
    if isinstance(error, RecursionError):
        return "not valid JSON: nested too deeply"
    return f"not valid JSON: {error}"


def _json_kind(value: Any) -> str:
    kinds = {list: "list", str: "string", bool: "boolean", type(None): "null"}
    return kinds.get(type(value), "number")
