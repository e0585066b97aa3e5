"""From the shingle hashes of an article to its signature, and signatures compared."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..hashing import EMPTY, RANK, ROUND, WORD
from .compiling import compiled
from .intrinsics import SLOTS, least_of_slots
from .tokens import read_shingles

# numba knows what these are; to the type checker a kernel's values are of any type.
_U32: Any = np.uint32
_U64: Any = np.uint64
_I64: Any = np.int64
_ROUND, _WORD = np.uint64(ROUND), np.uint64(WORD)
_EMPTY = np.uint32(EMPTY)
_LOW = np.uint64(0xFFFFFFFF)
_RANK, _TOP = np.uint64(RANK), np.uint32(RANK + 1)


@compiled
def sign(
    data: Any, offsets: Any, ascii_only: Any, lookup: Any, recipe: Any, memory: Any, out: Any
) -> Any:
    """Signs the articles of a batch and returns how many sampled shingles were written."""
    sampled = 0
    for d in range(offsets.shape[0] - 1):
        start, stop, plain = offsets[d], offsets[d + 1], ascii_only[d]
        count = read_shingles(data, start, stop, plain, lookup, recipe.ngram, recipe.salt, memory)
        row = out.rows[d]
        if recipe.affine:
            affine32_row(memory.shingles, count, recipe.permutations, memory.low, row)
        else:
            fss_row(memory.shingles, count, recipe.permutations, memory.low, row)
        out.counts[d] = count
        if out.limit > 0:
            out.prints[d] = total(memory.shingles, count)
            sampled = sample(memory.shingles, count, out.limit, out.samples, sampled)
        out.sample_ends[d] = sampled
    return sampled


@compiled
def total(shingles: Any, count: int) -> Any:
    """The sum of an article's shingle hashes."""
    value = _U64(0)
    for i in range(count):
        value += shingles[i]
    return value


@compiled
def sample(shingles: Any, count: int, limit: Any, samples: Any, end: int) -> Any:
    """Appends the hashes below a limit and returns the new end."""
    for i in range(np.uintp(count)):
        # Written whether it counts or not: nobody can predict a branch here.
        samples[end] = shingles[i]
        end += _I64(shingles[i] < limit)
    return end


@compiled
def fss_row(shingles: Any, count: int, permutations: Any, low: Any, row: Any) -> None:
    """Writes the Fast Similarity Sketch of an article's shingles."""
    size = _U64(row.shape[0])
    row[:] = _EMPTY
    if count == 0:
        return
    for i in range(np.uintp(count)):
        shingle = shingles[i]
        place = np.uintp(((shingle >> _U64(32)) * size) >> _U64(32))
        row[place] = min(row[place], _U32((shingle >> _U64(20)) & _RANK))
        low[i] = _U32(shingle & _LOW)
    whole = repeat_first(low, count)
    for k in range(row.shape[0]):
        if row[k] == _EMPTY:
            least = least_affine(low, whole, permutations[0, k], permutations[1, k])
            row[k] = min(_TOP | (least >> _U32(1)), _EMPTY - _U32(1))


@compiled
def repeat_first(values: Any, count: int) -> Any:
    """Fills up to a multiple of 32 values; what stands there twice changes no minimum."""
    whole = (count + 31) // 32 * 32
    for i in range(count, whole):
        values[i] = values[0]
    return whole


@compiled
def least_affine(values: Any, count: int, factor: Any, offset: Any) -> Any:
    """The least of some values under one affine map of 32 bits."""
    least = _EMPTY
    for i in range(count):
        least = min(least, _U32(values[i] * factor + offset))
    return least


@compiled
def affine32_row(shingles: Any, count: int, permutations: Any, low: Any, row: Any) -> None:
    """Writes the MinHash of an article's shingles, all of them for 32 slots at a time."""
    for i in range(np.uintp(count)):
        low[i] = fmix32(shingles[i])
    factors, offsets = permutations[0], permutations[1]
    size = row.shape[0]
    whole = size // SLOTS * SLOTS
    for k in range(0, whole, SLOTS):
        least_of_slots(low, count, factors, offsets, row, k)
    for k in range(whole, size):
        row[k] = least_affine(low, count, factors[k], offsets[k])


@compiled
def fmix32(shingle: Any) -> Any:
    """The finalizer of MurmurHash3 over the low half of a shingle hash."""
    value = _U32(shingle & _LOW)
    value = _U32((value ^ (value >> _U32(16))) * _U32(0x85EBCA6B))
    value = _U32((value ^ (value >> _U32(13))) * _U32(0xC2B2AE35))
    return _U32(value ^ (value >> _U32(16)))


@compiled
def band_keys(rows: Any, width: int, bits: int, keys: Any) -> None:
    """Writes, for each band and article, the band's hash above the article's row number."""
    low = (_U64(1) << _U64(bits)) - _U64(1)
    for i in range(rows.shape[0]):
        slot = 0
        for band in range(keys.shape[0]):
            value = _U64(band)
            for _ in range(width):
                value = (value ^ _U64(rows[i, slot])) * _ROUND
                value ^= value >> _U64(32)
                slot += 1
            keys[band, i] = (value * _WORD) & ~low | _U64(i)


@compiled
def agreements(rows: Any, first: Any, second: Any, found: Any) -> None:
    """Counts the slots in which the signatures of each two articles agree."""
    for pair in range(first.shape[0]):
        a, b = rows[first[pair]], rows[second[pair]]
        equal = 0
        for k in range(a.shape[0]):
            equal += _I64(a[k] == b[k])
        found[pair] = equal
