"""From the bytes of an article to the hashes of its words and shingles."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ..arrays import U8, U32, U64
from ..canonical import ALONE, BREAK, DROP
from ..hashing import BLOCK, SHINGLE, TURN, WORD
from .compiling import compiled

# numba knows what these are; to the type checker a kernel's values are of any type.
_U8: Any = np.uint8
_U64: Any = np.uint64
_I64: Any = np.int64
_BLOCK, _WORD, _SHINGLE = map(np.uint64, (BLOCK, WORD, SHINGLE))
_DROP, _BREAK, _ALONE = map(np.uint8, (DROP, BREAK, ALONE))
_SPACE = np.uint8(32)
# Times eight bytes of 0 or 1, its top byte holds them as bits, the first byte lowest.
_GATHER = np.uint64(0x0102040810204080)


class Scratch(NamedTuple):
    """Working memory for one thread; ``text8`` and ``inside8`` are other views of their arrays."""

    text: U8
    text8: U64
    inside: U8
    inside8: U64
    bounds: U32
    hashes: U64
    shingles: U64


def scratch(longest: int) -> Scratch:
    """Working memory for articles of up to ``longest`` bytes."""
    # Canonical UTF-8 is at most twice as long; readers and writers run up to 16 bytes ahead.
    size = (2 * longest + 32) // 8 * 8
    text, inside = np.zeros(size, np.uint8), np.zeros(size, np.uint8)
    text8: U64 = np.ndarray((size - 7,), "<u8", text, strides=(1,))
    bounds = np.empty(size + 8, np.uint32)
    hashes, shingles = np.empty((2, size // 2 + 8), np.uint64)
    return Scratch(text, text8, inside, inside.view(np.uint64), bounds, hashes, shingles)


@compiled
def read_shingles(source: Any, plain: Any, lookup: Any, ngram: int, salt: Any, memory: Any) -> Any:
    """Hashes the shingles of one article to ``memory.shingles`` and returns their number."""
    size = source.shape[0]
    if plain:
        lower_ascii(source, size, memory.text)
    else:
        size = canonical_utf8(source, size, lookup.characters, memory.text)
    classify(memory.text, size, memory.inside)
    count = word_bounds(memory.inside8, size, lookup.edges, lookup.counts, memory.bounds)
    hash_words(memory.text8, memory.bounds, count, memory.hashes)
    if ngram == 5:
        return hash_shingles5(memory.hashes, count, salt, memory.shingles)
    return hash_shingles(memory.hashes, count, ngram, salt, memory.shingles)


@compiled
def lower_ascii(source: Any, size: int, text: Any) -> None:
    """Writes ASCII bytes in lower case."""
    for i in range(size):
        byte = source[i]
        text[i] = byte | (_U8((byte >= 65) & (byte <= 90)) << _U8(5))


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
def classify(text: Any, size: int, inside: Any) -> None:
    """Writes 1 for each byte of a word, else 0; free of branches, so that it runs on vectors."""
    for i in range(size):
        byte = text[i]
        inside[i] = (
            _U8((byte >= 97) & (byte <= 122))
            | _U8((byte >= 48) & (byte <= 57))
            | _U8(byte == 95)
            | _U8(byte >= 128)
        )
    for i in range(size, size + 8):
        inside[i] = _U8(0)


@compiled
def word_bounds(inside8: Any, size: int, edges: Any, counts: Any, bounds: Any) -> Any:
    """Writes where words begin and end, by turns, and returns the number of words.

    ``inside8`` is the classes of eight bytes a step. A multiplication gathers them into eight
    bits; where these differ from the bits before lies an edge, and ``edges`` lists the edges of
    each of the 256 patterns, a byte each, so that no branch depends on where words end.
    """
    found = np.uintp(0)
    carry = _U64(0)
    for i in range(np.uintp(size // 8 + 1)):
        bits = (inside8[i] * _GATHER) >> _U64(56)
        pattern = np.uintp((bits ^ (bits << _U64(1) | carry)) & _U64(255))
        carry = bits >> _U64(7)
        spots, start = edges[pattern], _U64(i) << _U64(3)
        count = counts[pattern]
        bounds[found] = start + (spots & _U64(7))
        bounds[found + np.uintp(1)] = start + ((spots >> _U64(8)) & _U64(7))
        bounds[found + np.uintp(2)] = start + ((spots >> _U64(16)) & _U64(7))
        bounds[found + np.uintp(3)] = start + ((spots >> _U64(24)) & _U64(7))
        if count > np.uintp(4):
            bounds[found + np.uintp(4)] = start + ((spots >> _U64(32)) & _U64(7))
            bounds[found + np.uintp(5)] = start + ((spots >> _U64(40)) & _U64(7))
            bounds[found + np.uintp(6)] = start + ((spots >> _U64(48)) & _U64(7))
            bounds[found + np.uintp(7)] = start + (spots >> _U64(56))
        found += count
    return _I64(found >> np.uintp(1))


@compiled
def hash_words(text8: Any, bounds: Any, count: int, hashes: Any) -> None:
    """Hashes each word; ``text8[i]`` is the eight bytes of the text from ``i`` on."""
    for w in range(np.uintp(count)):
        start = np.uintp(bounds[w + w])
        left = _I64(bounds[w + w + np.uintp(1)]) - _I64(start)
        value = _U64(0)
        while left > 8:
            value = (value ^ text8[start]) * _BLOCK
            value ^= value >> _U64(32)
            start += np.uintp(8)
            left -= 8
        last = text8[start] & (_U64(0xFFFFFFFFFFFFFFFF) >> _U64(64 - 8 * left))
        value = (value ^ last) * _BLOCK
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
