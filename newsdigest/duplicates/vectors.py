"""The engine in numpy: the same values as the kernels, for small jobs and where numba is absent.

``hashing`` defines every value. Whole batches go through array operations, so that an article
costs some hundred microseconds without a compiler.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import canonical, hashing
from .arrays import I64, U8, U32, U64
from .packing import Packed, character_table
from .recipe import Parameters

# The first so many of eight bytes.
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
_EMPTY = np.uint32(hashing.EMPTY)
_RANK = np.uint64(hashing.RANK)
_LOWER = np.array([ord(chr(c).lower()) if c < 128 else c for c in range(256)], np.uint8)
_INSIDE = np.array([c > 127 or chr(c).isalnum() or c == ord("_") for c in range(256)])


class Shingled(NamedTuple):
    """The shingle hashes of a batch, in order, and the article (row of the batch) of each."""

    hashes: U64
    owners: I64


def shingle(batch: Packed, ngram: int, salt: np.uint64) -> Shingled:
    """Hashes the shingles of a batch, repeats included."""
    text, offsets = canonical_bytes(batch)
    edges = np.flatnonzero(np.diff(_INSIDE[text], prepend=False))
    starts, ends = edges[::2], edges[1::2]
    owners = np.searchsorted(offsets, starts, side="right") - 1
    hashes = hash_words(text, starts, ends - starts)
    total = max(0, len(starts) - ngram + 1)
    value = np.full(total, salt)
    for place in range(ngram):
        value += _rotated(hashes[place : place + total], place * hashing.TURN % 64)
    value = (value ^ (value >> np.uint64(33))) * np.uint64(hashing.SHINGLE)
    value ^= value >> np.uint64(33)
    whole = owners[:total] == owners[ngram - 1 :][:total]
    return Shingled(value[whole], owners[:total][whole])


def _rotated(values: U64, bits: int) -> U64:
    return (values << np.uint64(bits)) | (values >> np.uint64(64 - bits)) if bits else values


def canonical_bytes(batch: Packed) -> tuple[U8, I64]:
    """The canonical text of a batch, eight spaces after each article, and the articles' offsets."""
    parts = []
    for row, plain in enumerate(batch.ascii):
        data = batch.data[batch.offsets[row] : batch.offsets[row + 1]]
        parts.append(_LOWER[data].tobytes() if plain else _replaced(data))
    offsets = np.zeros(len(parts) + 1, np.int64)
    np.cumsum([len(part) + 8 for part in parts], out=offsets[1:])
    return np.frombuffer((b" " * 8).join([*parts, b""]), np.uint8), offsets


def _replaced(data: U8) -> bytes:
    """Folded UTF-8 as canonical bytes."""
    codes = np.frombuffer(data.tobytes().decode().encode("utf-32-le"), np.uint32)
    actions = character_table()[codes]
    spelled = np.where(actions >= 32, actions, np.where(actions == canonical.BREAK, 32, codes))
    alone = actions == canonical.ALONE
    repeats = np.where(actions == canonical.DROP, 0, np.where(alone, 3, 1))
    out = np.repeat(spelled, repeats).astype("<u4")
    middles = (np.cumsum(repeats) - 2)[alone]
    out[middles - 1] = out[middles + 1] = 32
    return out.tobytes().decode("utf-32-le").encode()


def hash_words(text: U8, starts: I64, sizes: I64) -> U64:
    """Hashes words by blocks of twice eight bytes; at least eight bytes must follow each."""
    if not len(starts):
        return np.empty(0, np.uint64)
    eight: U64 = np.ndarray((len(text) - 7,), "<u8", text, strides=(1,))
    value = np.zeros(len(starts), np.uint64)
    going = np.arange(len(starts))
    done = 0
    while len(going):
        mixed = value[going]
        # The second half of a block may be empty, but counts all the same.
        for half in (done, done + 8):
            left = np.clip(sizes[going] - half, 0, 8)
            block = eight[starts[going] + np.where(left, half, 0)] & _MASKS[left]
            mixed = (mixed ^ block) * np.uint64(hashing.BLOCK)
            mixed ^= mixed >> np.uint64(32)
        value[going] = mixed
        done += 16
        going = going[sizes[going] > done]
    value *= np.uint64(hashing.WORD)
    return value ^ (value >> np.uint64(29))


def fss_rows(shingled: Shingled, recipe: Parameters, rows: U32) -> None:
    """Writes the Fast Similarity Sketches of a batch."""
    rows[:] = _EMPTY
    size = rows.shape[1]
    hashes, owners = shingled
    places = ((hashes >> np.uint64(32)) * np.uint64(size)) >> np.uint64(32)
    thrown = ((hashes >> np.uint64(20)) & _RANK).astype(np.uint32)
    flat = rows.reshape(-1)
    np.minimum.at(flat, owners * size + places.astype(np.int64), thrown)
    signed, first = np.unique(owners, return_index=True)
    low, bounds = hashes.astype(np.uint32), [*first.tolist(), len(hashes)]
    for number, row in enumerate(signed.tolist()):
        empty = np.flatnonzero(rows[row] == _EMPTY)
        factors, offsets = recipe.permutations[:, empty, None]
        least = (low[bounds[number] : bounds[number + 1]] * factors + offsets).min(axis=1)
        values = (least >> np.uint32(1)) | np.uint32(hashing.RANK + 1)
        rows[row, empty] = np.minimum(values, _EMPTY - np.uint32(1))


def affine32_rows(shingled: Shingled, recipe: Parameters, rows: U32) -> None:
    """Writes the MinHashes of a batch as datasketch 2.x defines them."""
    rows[:] = _EMPTY
    value = shingled.hashes.astype(np.uint32)
    value = (value ^ (value >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    value = (value ^ (value >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    value ^= value >> np.uint32(16)
    signed, first = np.unique(shingled.owners, return_index=True)
    if not len(signed):
        return
    for slot, (factor, offset) in enumerate(recipe.permutations.T):
        rows[signed, slot] = np.minimum.reduceat(value * factor + offset, first)


def prints(shingled: Shingled, count: int) -> U64:
    """The sum of each article's shingle hashes: equal texts have equal ones."""
    sums = np.zeros(count, np.uint64)
    np.add.at(sums, shingled.owners, shingled.hashes)
    return sums


def distinct(shingled: Shingled, count: int) -> tuple[U64, I64]:
    """Each article's distinct shingles, sorted, as one array, and where each article's end."""
    order = np.lexsort(shingled)
    hashes, owners = shingled.hashes[order], shingled.owners[order]
    new = np.ones(len(hashes), bool)
    new[1:] = (hashes[1:] != hashes[:-1]) | (owners[1:] != owners[:-1])
    return hashes[new], np.cumsum(np.bincount(owners[new], minlength=count))


def intersections(shingles: U64, offsets: I64, first: I64, second: I64) -> I64:
    """Counts the shingles that each two articles share."""
    found = np.empty(len(first), np.int64)
    for pair, (a, b) in enumerate(zip(first, second, strict=True)):
        mine = shingles[offsets[a] : offsets[a + 1]]
        theirs = shingles[offsets[b] : offsets[b + 1]]
        places = np.minimum(np.searchsorted(mine, theirs), len(mine) - 1)
        found[pair] = np.count_nonzero(mine[places] == theirs) if len(mine) else 0
    return found


def band_keys(rows: U32, width: int, bits: int, keys: U64) -> None:
    """Writes, for each band and article, the band's hash above the article's row number."""
    low = np.uint64((1 << bits) - 1)
    for band in range(len(keys)):
        value = np.full(len(rows), band, np.uint64)
        for slot in range(band * width, (band + 1) * width):
            value = (value ^ rows[:, slot]) * np.uint64(hashing.ROUND)
            value ^= value >> np.uint64(32)
        value *= np.uint64(hashing.WORD)
        keys[band] = (value & ~low) | np.arange(len(rows), dtype=np.uint64)


def agreements(rows: U32, first: I64, second: I64) -> I64:
    """Counts the slots in which the signatures of each two articles agree."""
    equal: I64 = np.count_nonzero(rows[first] == rows[second], axis=1)
    return equal
