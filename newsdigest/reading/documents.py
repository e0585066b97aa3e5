"""Reads the records of one JSON document, however long: a list is read item by item."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

from ..records.given import json_reason
from .encoding import NotTextError, TextLines, decode
from .feeds import is_json_feed, json_feed_rows
from .packed import DamagedError
from .streams import Rejoined, Stream
from .tables import (
    WRAPPERS,
    Row,
    articles_of,
    json_lines,
    record_row,
    records_of,
)

_STEP = 1 << 16
_SPACE = re.compile(r"[ \t\r\n]*")
# What matters to where an item of a list ends: strings, escapes in them, brackets.
_TOKEN = re.compile(r'\\.|["\[\]{}]', re.DOTALL)


def json_document(stream: Stream, max_bytes: int) -> Iterator[Row | str]:
    """The records of a JSON document: one, a list, or a list under "articles", "items" and so on.

    A file of JSON Lines that is called ``.json`` is read as such. Strings are remarks on how the
    text was read.

    Raises:
        NotTextError: if the bytes are no text.
        DamagedError: where the stream is torn, after the records that come before.
    """
    head = stream.read(max_bytes + 1)
    if len(head) <= max_bytes and _is_all(stream):
        decoded = decode(head)
        if decoded.remark:
            yield decoded.remark
        yield from _whole(decoded.text, max_bytes)
    elif _looks_like_lines(_beginning(head)):
        yield from json_lines(Rejoined(head, stream), max_bytes)
    else:
        lines = TextLines(Rejoined(head, stream), max_bytes)
        yield from _Items(lines, max_bytes).rows()


def _is_all(stream: Stream) -> bool:
    """Whether a stream ended where it gave no more, and was not torn there."""
    try:
        return not stream.read(1)
    except DamagedError:
        return False


def _beginning(head: bytes) -> str:
    try:
        return decode(head[:1_000_000]).text
    except NotTextError:
        return ""


def _whole(text: str, max_bytes: int) -> Iterator[Row]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if _looks_like_lines(text):
            yield from json_lines(io.BytesIO(text.encode("utf-8", "surrogatepass")), max_bytes)
        else:
            yield Row(getattr(error, "lineno", None), reason=json_reason(error))
        return
    if is_json_feed(value):
        yield from json_feed_rows(value)
        return
    for index, record in enumerate(records_of(value), start=1):
        yield record_row(None, record, f"item {index}: ")


def _looks_like_lines(text: str) -> bool:
    """Whether at least half of the first lines are each a JSON object of their own."""
    lines = text[:1_000_000].splitlines()
    first = [line for line in lines if line.strip()][:20]
    return 2 * sum(map(_is_object, first)) >= len(first) > 0


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


class _Items:
    """The items of a list in a long document, with one of them in memory at a time."""

    def __init__(self, source: TextLines, max_bytes: int) -> None:
        self._source, self._max = source, max_bytes
        self._buffer, self._ended = "", False
        self._decoder = json.JSONDecoder()

    def rows(self) -> Iterator[Row]:
        """The records, up to the first place that is no JSON."""
        try:
            opening = self._next()
            if opening == "[":
                yield from self._list("")
            elif opening == "{":
                yield from self._object()
            else:
                yield Row(None, reason="not valid JSON: no list and no object")
        except (ValueError, RecursionError) as error:
            reason = str(error) if isinstance(error, _BrokenError) else json_reason(error)
            yield Row(None, reason=f"{reason.split(' (column')[0]}; what comes after it is lost")

    def _fill(self) -> bool:
        """Reads on; whether there was anything."""
        more = "" if self._ended else self._source.read(max(_STEP, len(self._buffer)))
        self._ended = not more
        self._buffer += more
        return bool(more)

    def _next(self) -> str:
        """Takes the next character that is no space; "" at the end."""
        while True:
            place = _SPACE.match(self._buffer)
            self._buffer = self._buffer[place.end() :] if place else self._buffer
            if self._buffer or not self._fill():
                break
        taken, self._buffer = self._buffer[:1], self._buffer[1:]
        return taken

    def _value(self) -> Any:
        """Takes the next value.

        Raises:
            ValueError: if it is none, or longer than an item may be.
        """
        while True:
            place = _SPACE.match(self._buffer)
            start = place.end() if place else 0
            try:
                value, end = self._decoder.raw_decode(self._buffer, start)
                # A number at the end of the buffer may go on behind it.
                if end < len(self._buffer) or not self._fill():
                    self._buffer = self._buffer[end:]
                    return value
            except json.JSONDecodeError as error:
                if error.pos < len(self._buffer) - 20 and not error.msg.startswith("Unterminated"):
                    raise
                if len(self._buffer) > self._max:
                    raise _TooLongError from error
                if not self._fill():
                    raise

    def _list(self, key: str) -> Iterator[Row]:
        number = 0
        mark = self._next()
        if mark == "]":
            return
        self._buffer = mark + self._buffer
        while True:
            number += 1
            where = f"item {number}: "
            try:
                for record in articles_of(self._value(), key):
                    yield record_row(None, record, where)
            except _TooLongError:
                yield Row(None, reason=f"{where}longer than {self._max:,} bytes")
                self._skip()
            mark = self._next()
            if mark == "]":
                return
            if mark != ",":
                raise _BrokenError(f"not valid JSON: the list ends in the middle (item {number})")

    def _skip(self) -> None:
        """Leaves out an item of a list, whatever its length."""
        depth, quoted = 0, False
        while True:
            end = 0
            for token in _TOKEN.finditer(self._buffer):
                mark, end = token[0], token.end()
                if mark == '"':
                    quoted = not quoted
                elif quoted or mark[0] == "\\":
                    continue
                else:
                    depth += 1 if mark in "[{" else -1
                if depth == 0 and not quoted:
                    self._buffer = self._buffer[end:]
                    return
            # A backslash at the end belongs to what comes next.
            self._buffer = "\\" if self._buffer.endswith("\\", end) else ""
            if not self._fill():
                return

    def _object(self) -> Iterator[Row]:
        """The list of a document such as {"status": "ok", "articles": [...]}."""
        while (mark := self._next()) in ('"', ","):
            if mark == ",":
                continue
            self._buffer = mark + self._buffer
            key = self._value()
            if self._next() != ":":
                raise _BrokenError("not valid JSON: a name without a value")
            opening = self._next()
            if opening == "[" and key in WRAPPERS:
                yield from self._list(key)
                return
            self._buffer = opening + self._buffer
            try:
                value = self._value()
            except _TooLongError as error:
                raise _BrokenError(
                    f"one JSON record longer than {self._max:,} bytes, the most that one may have"
                ) from error
            del value
        yield Row(None, reason="a long JSON object without a list of records")


class _BrokenError(ValueError):
    """A document that is not what it began like; the message is for the user."""


class _TooLongError(Exception):
    """An item that is longer than one may be."""
