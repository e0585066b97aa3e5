"""Exact comparison: the distinct shingles of articles, and how many each two share."""

from __future__ import annotations

from typing import Any

import numpy as np

from .compiling import compiled
from .tokens import read_shingles

# numba knows what these are; to the type checker a kernel's values are of any type.
_U64: Any = np.uint64
_I64: Any = np.int64


@compiled
def distinct(
    data: Any, offsets: Any, ascii_only: Any, lookup: Any, ngram: int, memory: Any, out: Any
) -> Any:
    """Writes the distinct unsalted shingles of each article of a batch and returns their number."""
    end = 0
    seen = np.empty(16, np.uint64)
    for d in range(offsets.shape[0] - 1):
        start, stop, plain = offsets[d], offsets[d + 1], ascii_only[d]
        count = read_shingles(data, start, stop, plain, lookup, ngram, _U64(0), memory)
        seen = hash_set(seen, count)
        for i in range(count):
            shingle = memory.shingles[i]
            out.shingles[end] = shingle
            end += _I64(add(seen, shingle))
        out.ends[d] = end
    return end


@compiled
def intersections(shingles: Any, offsets: Any, first: Any, second: Any, found: Any) -> None:
    """Counts the shingles that each two articles share; quick where pairs are sorted."""
    seen = np.empty(16, np.uint64)
    loaded = _I64(-1)
    for pair in range(first.shape[0]):
        if first[pair] != loaded:
            loaded = first[pair]
            start, end = offsets[loaded], offsets[loaded + 1]
            seen = hash_set(seen, end - start)
            for i in range(start, end):
                add(seen, shingles[i])
        shared = 0
        other = second[pair]
        for i in range(offsets[other], offsets[other + 1]):
            shared += _I64(holds(seen, shingles[i]))
        found[pair] = shared


@compiled
def hash_set(old: Any, count: int) -> Any:
    """An empty table of 64-bit hashes (0 is a free place) with room for ``count``."""
    size = 16
    while size < 2 * count + 2:
        size *= 2
    # The spare last place tells whether the hash 0 is in the set.
    table = old if old.shape[0] == size + 1 else np.empty(size + 1, np.uint64)
    table[:] = _U64(0)
    return table


@compiled
def add(table: Any, value: Any) -> Any:
    """Adds a hash and tells whether it was missing."""
    last = np.uintp(table.shape[0] - 1)
    place = np.uintp(value) & (last - np.uintp(1))
    if value == _U64(0):
        missing = table[last] == _U64(0)
        table[last] = _U64(1)
        return missing
    while table[place] != _U64(0):
        if table[place] == value:
            return False
        place = (place + np.uintp(1)) & (last - np.uintp(1))
    table[place] = value
    return True


@compiled
def holds(table: Any, value: Any) -> Any:
    """Whether a hash is in the table."""
    last = np.uintp(table.shape[0] - 1)
    if value == _U64(0):
        return table[last] != _U64(0)
    place = np.uintp(value) & (last - np.uintp(1))
    while table[place] != _U64(0):
        if table[place] == value:
            return True
        place = (place + np.uintp(1)) & (last - np.uintp(1))
    return False
