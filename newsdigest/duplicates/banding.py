"""Locality-sensitive hashing by sorting: articles that agree in a band lie side by side.

The key of an article in a band is the band's hash above the article's row number, so one sort
brings equal bands together, the least row first. A bucket of a few articles gives all its pairs,
a larger one a star around one article: time and memory stay linear, whatever the bucket.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .arrays import I64, U32, U64, Bools
from .engines import Engine, in_batches

#: Recall that the bands are chosen for, of pairs exactly at the threshold.
RECALL = 0.995
#: Articles in a bucket up to which all its pairs are compared.
SMALL_BUCKET = 8


@dataclass(frozen=True, slots=True)
class BandPlan:
    """How signatures are cut into bands: two articles that agree in a whole band are compared."""

    threshold: float
    bands: int
    width: int

    def recall(self, similarity: float) -> float:
        """The expected share of the pairs of a Jaccard similarity, 0 to 1, that are compared."""
        return float(1 - (1 - similarity**self.width) ** self.bands)

    def __str__(self) -> str:
        """The plan in a sentence."""
        points = sorted({self.threshold, (1 + self.threshold) / 2, self.threshold / 2})
        odds = ", ".join(f"{self.recall(p):.2%} at {p:.2f}" for p in points)
        return f"{self.bands} bands of {self.width} slots compare these shares of all pairs: {odds}"


def plan_bands(threshold: float, num_perm: int) -> BandPlan:
    """The widest bands, and so the fewest chance candidates, that still reach ``RECALL``."""
    for width in range(num_perm, 0, -1):
        plan = BandPlan(threshold, num_perm // width, width)
        if plan.recall(threshold) >= RECALL:
            return plan
    return BandPlan(threshold, num_perm, 1)


def band_pairs(rows: U32, active: I64, plan: BandPlan, engine: Engine, workers: int) -> U64:
    """Pairs of active articles that agree in a band, packed, each once, sorted.

    Args:
        rows: signatures, shape (articles, num_perm).
        active: rows that take part.
        plan: the bands.
        engine: makes the keys.
        workers: threads that sort.
    """
    bits = row_bits(len(rows))
    keys = np.empty((plan.bands, len(rows)), np.uint64)
    engine.band_keys(rows, plan.width, bits, keys)

    def work(band: int, _: int) -> U64:
        mine = keys[band] if len(active) == len(rows) else keys[band][active]
        mine.sort()
        return bucket_pairs(mine, bits)

    return unique(in_batches(work, plan.bands, 1, workers))


def row_bits(articles: int) -> int:
    """The bits of a key that hold the row number."""
    return max(1, (articles - 1).bit_length())


def bucket_pairs(keys: U64, bits: int, sizes: I64 | None = None) -> U64:
    """Pairs of rows whose sorted keys are equal above the lowest ``bits``, packed.

    The star of a large bucket has the least row at its centre, or, given ``sizes`` of the
    articles, the largest: it may contain the others.
    """
    follows = np.flatnonzero(_equal_to_next(keys, bits))
    if not len(follows):
        return np.empty(0, np.uint64)
    opens = np.ones(len(follows), bool)
    opens[1:] = follows[1:] != follows[:-1] + 1
    bucket = np.cumsum(opens) - 1
    start = follows[opens]
    length = np.bincount(bucket) + 1
    first = rows_of(keys[start], bits)
    centre = first if sizes is None else _largest(keys, bits, start, length, sizes)
    # Every member but the first, then the first, against the centre.
    found = [
        pack_pairs(centre[bucket], rows_of(keys[follows + 1], bits)),
        pack_pairs(centre, first),
    ]
    small = np.flatnonzero(length[bucket] <= SMALL_BUCKET)
    later = follows[small] + 1
    for step in range(1, SMALL_BUCKET):
        inside = later - step >= start[bucket[small]]
        small, later = small[inside], later[inside]
        found.append(pack_pairs(rows_of(keys[later - step], bits), rows_of(keys[later], bits)))
    return unique(found)


def _largest(keys: U64, bits: int, start: I64, length: I64, sizes: I64) -> I64:
    """The row of the largest article of each bucket, the least row of equal ones."""
    offsets = np.concatenate(([0], np.cumsum(length)[:-1]))
    members = rows_of(keys[np.arange(length.sum()) - np.repeat(offsets - start, length)], bits)
    ranked = sizes[members] * len(sizes) + (len(sizes) - 1 - members)
    rows: I64 = len(sizes) - 1 - np.maximum.reduceat(ranked, offsets) % len(sizes)
    return rows


def in_buckets(keys: U64, bits: int) -> U64:
    """The sorted keys that have an equal one above the lowest ``bits`` beside them."""
    equal = _equal_to_next(keys, bits)
    kept = np.zeros(len(keys), bool)
    kept[:-1] = equal
    kept[1:] |= equal
    return keys[kept]


def _equal_to_next(keys: U64, bits: int) -> Bools:
    # Equal above the lowest bits, in one pass over memory less than by shifting first.
    equal: Bools = (keys[1:] ^ keys[:-1]) < np.uint64(1 << bits)
    return equal


def rows_of(keys: U64, bits: int) -> I64:
    """The row numbers in keys."""
    return (keys & np.uint64((1 << bits) - 1)).astype(np.int64)


def pack_pairs(first: I64, second: I64) -> U64:
    """Pairs of rows as one number each, the lesser row in the upper half."""
    low, high = np.minimum(first, second), np.maximum(first, second)
    return low.astype(np.uint64) << np.uint64(32) | high.astype(np.uint64)


def unpack_pairs(pairs: U64) -> tuple[I64, I64]:
    """The lesser and the greater row of packed pairs."""
    return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(
        np.int64
    )


def unique(parts: Iterable[U64]) -> U64:
    """Packed pairs of two different rows, each once, sorted."""
    pairs = np.concatenate([np.empty(0, np.uint64), *parts])
    pairs.sort()
    kept = np.ones(len(pairs), bool)
    kept[1:] = pairs[1:] != pairs[:-1]
    kept &= (pairs >> np.uint64(32)) != (pairs & np.uint64(0xFFFFFFFF))
    return pairs[kept]
