"""What a server answered: the fields of HTTP, and the body as it was before it was sent."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from typing import Any

_CHUNK = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n")
_STEP = 512  # bytes at a time, so that a bomb is met before it is unpacked


class AnswerError(Exception):
    """A body that can't be unpacked; the message says why."""


def parted(answer: bytes) -> tuple[Any, bytes]:
    """The fields of an answer and its body; None and all of it if it has no fields.

    The head of a WARC record is read the same way.
    """
    from warcio.statusandheaders import StatusAndHeadersParser

    stream = BytesIO(answer)
    try:
        fields = StatusAndHeadersParser([], verify=False).parse(stream)
    except (ValueError, EOFError):
        return None, answer
    return fields, stream.read()


def plain_body(fields: Any, body: bytes, most: int) -> tuple[bytes, bool]:
    """The body without chunks and packing, of ``most`` bytes and a few more at most.

    And whether it is as long as the answer says. Many archives hold a body as it was unpacked
    with the fields as they were before: one that does not look packed is taken as it is.

    Raises:
        AnswerError: if it ends in the middle, or is damaged.
    """
    declared = (fields.get_header("Content-Length") or "").strip()
    whole = not declared.isdecimal() or len(body) >= int(declared[:18])
    if (fields.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
        body, whole = _unchunked(body), True
    packing = (fields.get_header("Content-Encoding") or "").strip().lower()
    if packing in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        body = _unpacked(zlib.decompressobj(31), body, most)
    elif packing == "deflate" and not body.lstrip().startswith(b"<"):
        # Sent by some with the head of zlib, as the standard has it, and by some without.
        headed = len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2], "big") % 31 == 0
        body = _unpacked(zlib.decompressobj(15 if headed else -15), body, most)
    elif packing == "br" and not body.lstrip().startswith(b"<"):
        body = _unbrotlied(body, most)
    return body, whole


def _unchunked(body: bytes) -> bytes:
    from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader

    if not _CHUNK.match(body):
        return body
    try:
        data: bytes = ChunkedDataReader(BytesIO(body), raise_exceptions=True).read()
    except ChunkedDataException:
        raise AnswerError("its chunks are damaged or end in the middle") from None
    return data


def _unpacked(unpacker: Any, body: bytes, most: int) -> bytes:
    try:
        data: bytes = unpacker.decompress(body, most + 1)
    except zlib.error:
        raise AnswerError("its packed body is damaged") from None
    if len(data) <= most and not unpacker.eof:
        raise AnswerError("its packed body ends in the middle")
    return data


def _unbrotlied(body: bytes, most: int) -> bytes:
    try:
        new: Callable[[], Any] = import_module("brotli").Decompressor
    except ImportError:
        raise AnswerError("packed with brotli: pip install 'newsdigest[archives]'") from None
    unpacker, data = new(), bytearray()
    try:
        for start in range(0, len(body), _STEP):
            data += unpacker.process(body[start : start + _STEP])
            if len(data) > most:
                return bytes(data)
    except Exception:  # an error of the library's own, which may not be there
        raise AnswerError("its packed body is damaged") from None
    if not unpacker.is_finished():
        raise AnswerError("its packed body ends in the middle")
    return bytes(data)
