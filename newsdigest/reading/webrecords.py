"""The records of a web archive one by one; one that is damaged costs itself.

The law of the form is ISO 28500 (WARC/1.1): a line with the version, named fields, an empty line,
as many bytes as ``Content-Length`` says, two empty lines. warcio parses the fields. Its own walk
from record to record is not taken: it ends at the first damage, and takes a wrong length's word for
where the next record begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .answers import parted
from .streams import Rejoined, Stream

_VERSION = re.compile(rb"WARC/\d\.\d+[ \t]*\r?\n?\Z", re.IGNORECASE)
_LENGTH = re.compile(r"\d{1,18}\Z")
_LINE = 1 << 16  # bytes of a line that are looked at in one piece
_HEAD = 1 << 18  # bytes that the fields of a record may have
_BETWEEN = 8  # bytes of empty lines that stand behind a record


@dataclass(frozen=True, slots=True)
class WebRecord:
    """A record, or ``fault``: why it is none.

    ``number`` counts the records of the file from 1; 0 is for bytes that are no part of any.
    ``body`` is empty where it has more bytes than are held.
    """

    number: int
    headers: Any = None
    body: bytes = b""
    fault: str = ""
    long: bool = False

    def field(self, name: str) -> str:
        """A field of the record's head, "" if it has none such."""
        return (self.headers.get_header(name) or "").strip() if self.headers else ""

    @property
    def url(self) -> str:
        """The address of what was fetched."""
        return self.field("WARC-Target-URI").strip("<>").replace(" ", "%20")

    @property
    def name(self) -> str:
        """What the record is called in a problem."""
        return f"record {self.number}" + (f" ({self.url})" if self.url else "")


class WebRecords:
    """Walks through a stream of records, in memory for one of at most ``most`` bytes.

    Lengths are believed until one is wrong: from there on, a line that only names a version begins
    a record wherever it stands. So damage takes no more than one look back.
    """

    def __init__(self, stream: Stream, most: int) -> None:
        self._stream, self._most = stream, most
        self._ahead: bytes | None = None
        self._number = 0
        self._believing = True

    def __iter__(self) -> Iterator[WebRecord]:
        told = False
        while True:
            skipped = self._skip()
            if skipped and not told:
                yield WebRecord(0, fault=f"{skipped:,} bytes that are no record")
            if not self._line():  # the version
                return
            self._number += 1
            record = self._record()
            told = bool(record.fault)  # what lies behind it is what is left of it
            yield record

    def _line(self) -> bytes:
        if self._ahead is not None:
            line, self._ahead = self._ahead, None
            return line
        return self._stream.readline(_LINE)

    def _skip(self) -> int:
        """Goes to where the next record begins; how many bytes stood before it, but for blanks."""
        return sum(len(line.strip()) for line in self._lines_between())

    def _lines_between(self) -> Iterator[bytes]:
        """The lines up to where the next record begins."""
        fresh = True
        while line := self._line():
            if fresh and _VERSION.match(line):
                self._ahead = line
                return
            yield line
            fresh = line.endswith(b"\n")

    def _record(self) -> WebRecord:
        head = self._head()
        headers = parted(b"WARC/1.0\r\n" + head)[0] if head is not None else None
        if headers is None:
            self._believing = False
            return WebRecord(self._number, fault="its head is damaged or cut")
        length = (headers.get_header("Content-Length") or "").strip()
        for field, stands in (
            ("Content-Length", _LENGTH.match(length)),
            ("WARC-Type", headers.get_header("WARC-Type")),
        ):
            if not stands:
                self._believing = False
                return WebRecord(self._number, headers, fault=f"its head has no {field}")
        return self._with_body(headers, int(length))

    def _head(self) -> bytes | None:
        """The fields of a record; None if they do not end as they should."""
        head = bytearray()
        while (line := self._line()).strip():
            if _VERSION.match(line) or len(head) > _HEAD:
                self._ahead = line
                return None
            head += line
        return bytes(head) if line else None

    def _with_body(self, headers: Any, length: int) -> WebRecord:
        if self._believing and length <= self._most:
            body = self._stream.read(length)
            after = self._stream.readline(_LINE)
            if _VERSION.match(after):
                self._ahead = after
            if len(body) == length and (self._ahead or not after.strip()):
                return WebRecord(self._number, headers, body)
            self._believing, self._ahead = False, None
            self._stream = Rejoined(body + after, self._stream)
        return self._sought(headers, length)

    def _sought(self, headers: Any, length: int) -> WebRecord:
        """The record up to where the next one begins, if that is as far as it says."""
        held, count = bytearray(), 0
        for line in self._lines_between():
            count += len(line)
            if count <= self._most + _BETWEEN:
                held += line
        if length <= count <= length + _BETWEEN and not held[length:].strip():
            long = length > self._most
            return WebRecord(self._number, headers, b"" if long else bytes(held[:length]), "", long)
        self._believing = False
        what = "ends in the middle" if count < length else "goes on behind its end"
        fault = f"{what}: {length:,} bytes by its length, {count:,} up to the next record"
        return WebRecord(self._number, headers, fault=fault)
