"""Batches of texts as bytes: one buffer and the offset of each article, for an engine to walk."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from . import canonical
from .arrays import I64, U8

_AHEAD = " " * 64


class Packed(NamedTuple):
    """Articles ``data[offsets[i]:offsets[i + 1]]``: ASCII as it came, the rest folded UTF-8.

    64 spaces follow the last one, so that an engine may read ahead.
    """

    data: U8
    offsets: I64
    ascii: U8


def pack(texts: Any) -> Packed:
    """Joins strings to one buffer; only those with other characters than ASCII are folded here.

    The bytes of a pyarrow array of large strings are copied as they are where all are ASCII.
    """
    if hasattr(texts, "buffers"):
        ends, held = _buffers(texts)
        if not (held & 0x80).any():
            ahead = np.frombuffer(_AHEAD.encode(), np.uint8)
            return Packed(np.concatenate((held, ahead)), ends, np.ones(len(texts), np.uint8))
        texts = texts.to_pylist()
    joined = "".join([*texts, _AHEAD])
    plain = np.ones(len(texts), np.uint8)
    if joined.isascii():
        data = joined.encode()
        sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    else:
        parts = [text.encode() if text.isascii() else fold(text) for text in texts]
        plain[:] = np.fromiter((text.isascii() for text in texts), np.uint8, len(texts))
        data = b"".join([*parts, _AHEAD.encode()])
        sizes = np.fromiter(map(len, parts), np.int64, len(parts))
    offsets = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(sizes, out=offsets[1:])
    return Packed(np.frombuffer(data, np.uint8), offsets, plain)


def _buffers(column: Any) -> tuple[I64, U8]:
    """The offsets and bytes of an Arrow array of large strings without missing values."""
    _, ends, data = column.buffers()
    offsets: I64 = np.frombuffer(ends, np.int64)[column.offset : column.offset + len(column) + 1]
    text: U8 = np.frombuffer(data or b"", np.uint8)[offsets[0] : offsets[-1]]
    return offsets - offsets[0], text


def fold(text: str) -> bytes:
    """The folded text as UTF-8."""
    return canonical.fold(text).encode()


@cache
def character_table() -> U8:
    """``canonical.action`` of every code point, shape (0x110000,), made in some 50 ms."""
    table = np.full(0x110000, canonical.BREAK, np.uint8)
    # Combining marks lie below plane 2, and nothing above plane 3 is part of a word.
    kept = [c.isalnum() or unicodedata.category(c)[0] == "M" for c in map(chr, range(0x20000))]
    kept += [c.isalnum() for c in map(chr, range(0x20000, 0x40000))]
    table[: len(kept)][kept] = canonical.KEEP
    table[ord("_")] = canonical.KEEP
    for first, last in canonical.SPACELESS:
        span = table[first : last + 1]
        span[span == canonical.KEEP] = canonical.ALONE
    for first, last in canonical.IGNORABLE:
        table[first : last + 1] = canonical.DROP
    for letter, latin in canonical.LOOKALIKES.items():
        table[ord(letter)] = ord(latin)
    return table
