"""Reads the records of JSON Lines and CSV files, one in memory at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from ..language.formulas import unguarded
from ..records.given import json_reason
from .encoding import TextLines
from .streams import Stream

_DELIMITERS = ",;\t|"
_MOST_TOLD = 20  # columns that a complaint names


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file and the line that it begins on, or why there is none.

    ``reason`` stands before what else is said of a record, to tell where in the file it is. The
    fields of an ``own`` record are called as those of an article, whatever columns were named.
    """

    line: int | None
    record: Mapping[str, Any] | None = None
    reason: str = ""
    own: bool = False


def json_lines(stream: Stream | Iterator[bytes], max_bytes: int) -> Iterator[Row]:
    """The records of JSON Lines, a stream or its lines, with one line in memory at a time."""
    lines = stream if isinstance(stream, Iterator) else _lines(stream, max_bytes)
    for number, line in enumerate(lines, start=1):
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
        yield Row(number, reason=json_reason(error))
    else:
        if isinstance(value, dict):
            yield from (record_row(number, record, "") for record in records_of(value))
        else:
            yield Row(number, reason=f"not a record but a JSON {json_kind(value)}")


def record_row(line: int | None, record: Any, where: str) -> Row:
    """The row of what should be a record; ``where`` tells the place in its file."""
    if not isinstance(record, dict):
        return Row(line, reason=f"{where}not a record but a JSON {json_kind(record)}")
    return Row(line, record, where)


#: Names under which documents hold a list of records.
WRAPPERS = ("articles", "items", "records", "data", "results", "digests")


def records_of(value: Any) -> Iterable[Any]:
    """The records within a JSON value; our own output gives the articles of its digests."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not any(key in value for key in ("text", "body", "content")):
        for key in WRAPPERS:
            if isinstance(inner := value.get(key), list):
                return [record for one in inner for record in articles_of(one, key)]
    return [value]


def articles_of(value: Any, key: str) -> Iterable[Any]:
    """The articles of an item of a list under ``key``."""
    return records_of(value) if key == "digests" else [value]


def names_text(header: str) -> bool:
    """Whether a line is the header of a table with a column for the text."""
    delimiter = max(_DELIMITERS, key=header.count)
    names = {name.strip(' "').lower() for name in header.split(delimiter)}
    return len(names) > 1 and bool(names & {"text", "body", "content", "maintext"})


def csv_rows(lines: TextLines, max_bytes: int, wanted: Sequence[str] = ()) -> Iterator[Row]:
    """The records of a CSV or TSV text whose first row names the columns.

    ``wanted`` are columns that there must be.
    """
    # Set for the whole process: the csv module knows no other way.
    csv.field_size_limit(max(csv.field_size_limit(), max_bytes))
    source = iter(lines)
    header = next(source, "")
    delimiter = max(_DELIMITERS, key=header.count)
    # Strict: a quote that is never closed would make one record of all the rows behind it.
    reader = csv.reader(chain([header], source), delimiter=delimiter, strict=True)
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
            names = [cell.strip() for cell in cells]
            if missing := missing_columns(wanted, names):
                yield Row(line, reason=missing)
                return
        elif len(cells) > len(names):
            yield Row(line, reason=f"{len(cells)} cells under {len(names)} columns")
        else:
            yield Row(line, dict(zip(names, map(unguarded, cells), strict=False)))


def missing_columns(wanted: Iterable[str], names: Sequence[str]) -> str:
    """What to say of columns that are not there; "" if all are."""
    known = {name.casefold() for name in names}
    missing = [repr(name) for name in wanted if name.casefold() not in known]
    if not missing:
        return ""
    return there_are(f"no column {', '.join(missing)}", names)


def there_are(missing: str, names: Iterable[Any]) -> str:
    """What is missing, and the columns that there are instead, as far as they can be told."""
    told = list(map(str, names))
    more = ", …" if len(told) > _MOST_TOLD else ""
    return f"{missing}; there are: {', '.join(told[:_MOST_TOLD])}{more}"[:600]


def _too_long(max_bytes: int) -> str:
    return f"longer than {max_bytes:,} bytes"


def json_kind(value: Any) -> str:
    """What JSON calls a value."""
    kinds = {list: "list", str: "string", bool: "boolean", type(None): "null", dict: "object"}
    return kinds.get(type(value), "number")
