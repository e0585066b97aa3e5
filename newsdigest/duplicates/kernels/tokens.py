"""From the bytes of an article to the hashes of its words and shingles."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ..arrays import U8, U32, U64
from ..canonical import ALONE, BREAK, DROP
from ..hashing import BLOCK, SHINGLE, TURN, WORD
from .compiling import compiled
from .intrinsics import BYTES, bit_count, eight_bytes, lower_and_mark, lowest_bit

# numba knows what these are; to the type checker a kernel's values are of any type.
_U32: Any = np.uint32
_U64: Any = np.uint64
_I64: Any = np.int64
_BLOCK, _WORD, _SHINGLE = map(np.uint64, (BLOCK, WORD, SHINGLE))
_DROP, _BREAK, _ALONE = map(np.uint8, (DROP, BREAK, ALONE))
_SPACE = np.uint8(32)
_STEP = np.uintp(BYTES)
# Edges of words that are written before it is asked whether there are more: 64 bytes of a
# Latin script rarely have as many.
_EDGES = 24
# The bytes that belong to a word of up to 16, in its first eight and in its second eight.
_FIRST = np.array([(1 << 8 * min(size, 8)) - 1 for size in range(17)], np.uint64)
_SECOND = np.array([(1 << 8 * max(size - 8, 0)) - 1 for size in range(17)], np.uint64)


class Scratch(NamedTuple):
    """Working memory for one thread: what ``read_shingles`` makes of an article, step by step.

    ``low`` is for 32 bits of each shingle.
    """

    text: U8
    bounds: U32
    hashes: U64
    shingles: U64
    low: U32


def scratch(longest: int) -> Scratch:
    """Working memory for articles of up to ``longest`` bytes."""
    # Canonical UTF-8 is at most twice as long; readers and writers run up to 128 bytes ahead.
    size = 2 * longest + 128
    hashes, shingles = np.empty((2, size // 2), np.uint64)
    return Scratch(
        np.zeros(size, np.uint8),
        np.empty(size, np.uint32),
        hashes,
        shingles,
        np.empty(size // 2, np.uint32),
    )


@compiled
def read_shingles(
    data: Any, start: Any, stop: Any, plain: Any, lookup: Any, ngram: int, salt: Any, memory: Any
) -> Any:
    """Hashes the shingles of ``data[start:stop]`` to ``memory.shingles``; returns their number."""
    size = stop - start
    if plain:
        count = find_words(data[start:], size, memory.text, memory.bounds)
    else:
        size = canonical_utf8(data[start:stop], size, lookup, memory.text)
        count = find_words(memory.text, size, memory.text, memory.bounds)
    hash_words(memory.text, memory.bounds, count, memory.hashes)
    if ngram == 5:
        return hash_shingles5(memory.hashes, count, salt, memory.shingles)
    return hash_shingles(memory.hashes, count, ngram, salt, memory.shingles)


@compiled
def find_words(source: Any, size: int, text: Any, bounds: Any) -> Any:
    """Writes the text in lower case, and where words begin and end, by turns; returns their number.

    64 bytes become 64 bits, 1 for each byte of a word; where a bit differs from the one before
    lies an edge. ``source`` must go on for 64 bytes after ``size``.
    """
    found, carry = np.uintp(0), _U64(0)
    for start in range(np.uintp(0), np.uintp(size), _STEP):
        inside = lower_and_mark(source, text, start)
        left = _U64(size) - _U64(start)
        if left < _U64(BYTES):
            inside &= (_U64(1) << left) - _U64(1)
        edges = inside ^ (inside << _U64(1) | carry)
        carry = inside >> _U64(BYTES - 1)
        place = found
        found += np.uintp(bit_count(edges))
        # What is written too much, the next bytes overwrite: no branch depends on each word.
        for k in range(np.uintp(_EDGES)):
            bounds[place + k] = _U32(start + lowest_bit(edges))
            edges &= edges - _U64(1)
        while edges:
            bounds[place + np.uintp(_EDGES)] = _U32(start + lowest_bit(edges))
            edges &= edges - _U64(1)
            place += np.uintp(1)
    if carry:
        bounds[found] = _U32(size)
        found += np.uintp(1)
    return _I64(found >> np.uintp(1))


@compiled
def canonical_utf8(source: Any, size: int, table: Any, text: Any) -> Any:
    """Writes folded UTF-8 as canonical bytes and returns their number, at most twice as many."""
    i, end = 0, 0
    while i < size:
        first = _I64(source[i])
        if first < 0x80:
            code, width = first, 1
        elif first < 0xE0:
            code, width = first & 0x1F, 2
        elif first < 0xF0:
            code, width = first & 0x0F, 3
        else:
            code, width = first & 0x07, 4
        for k in range(1, width):
            code = code << 6 | (_I64(source[i + k]) & 0x3F)
        what = table[code]
        if what >= _SPACE:
            text[end] = what
            end += 1
        elif what == _BREAK:
            text[end] = _SPACE
            end += 1
        elif what != _DROP:
            alone = _I64(what == _ALONE)
            text[end] = _SPACE
            end += alone
            for k in range(width):
                text[end] = source[i + k]
                end += 1
            text[end] = _SPACE
            end += alone
        i += width
    return end


@compiled
def hash_words(text: Any, bounds: Any, count: int, hashes: Any) -> None:
    """Hashes each word, by 16 bytes."""
    for w in range(np.uintp(count)):
        start = np.uintp(bounds[w + w])
        left = np.uintp(bounds[w + w + np.uintp(1)]) - start
        value = _U64(0)
        while left > np.uintp(16):
            value = (value ^ eight_bytes(text, start)) * _BLOCK
            value ^= value >> _U64(32)
            value = (value ^ eight_bytes(text, start + np.uintp(8))) * _BLOCK
            value ^= value >> _U64(32)
            start += np.uintp(16)
            left -= np.uintp(16)
        value = (value ^ (eight_bytes(text, start) & _FIRST[left])) * _BLOCK
        value ^= value >> _U64(32)
        value = (value ^ (eight_bytes(text, start + np.uintp(8)) & _SECOND[left])) * _BLOCK
        value ^= value >> _U64(32)
        value *= _WORD
        hashes[w] = value ^ (value >> _U64(29))


@compiled
def hash_shingles(hashes: Any, count: int, ngram: int, salt: Any, shingles: Any) -> Any:
    """Hashes each run of ``ngram`` words and returns their number."""
    total = max(0, count - ngram + 1)
    for i in range(total):
        value = salt
        for k in range(ngram):
            value += rotate(hashes[i + k], _U64(k * TURN % 64))
        value = (value ^ (value >> _U64(33))) * _SHINGLE
        shingles[i] = value ^ (value >> _U64(33))
    return total


@compiled
def hash_shingles5(hashes: Any, count: int, salt: Any, shingles: Any) -> Any:
    """``hash_shingles`` for five words, the default, written out so that it runs on vectors."""
    total = max(0, count - 4)
    for i in range(total):
        value = salt + hashes[i] + rotate(hashes[i + 1], _U64(TURN))
        value += rotate(hashes[i + 2], _U64(2 * TURN)) + rotate(hashes[i + 3], _U64(3 * TURN))
        value += rotate(hashes[i + 4], _U64(4 * TURN))
        value = (value ^ (value >> _U64(33))) * _SHINGLE
        shingles[i] = value ^ (value >> _U64(33))
    return total


@compiled
def rotate(value: Any, bits: Any) -> Any:
    """64 bits turned to the left."""
    return (value << bits) | (value >> ((_U64(64) - bits) & _U64(63)))
