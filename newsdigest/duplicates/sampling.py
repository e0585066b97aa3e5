"""Finding articles that contain others: a fixed share of all shingles, looked up by value.

A wire report that one site cut to its half has a Jaccard similarity of .5, out of reach of the
bands. But every shingle whose hash falls below a limit is sampled in whichever article it stands
(FracMinHash: Irber et al. 2022), so an article and its excerpt sample the same ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .arrays import I64, U32, U64
from .banding import bucket_pairs, in_buckets, row_bits, rows_of
from .engines import Engine, in_batches
from .recipe import Recipe

#: One shingle in 2^SHARE is sampled: of an excerpt of 70 words, one at least in 98 % of cases.
SHARE = 4


class Sketches(NamedTuple):
    """Signatures of a corpus, (articles, num_perm), and what finds copies beside them.

    ``counts``: shingles of each article; ``prints``: their sums; ``keys``: sampled shingles
    above row numbers, unsorted.
    """

    rows: U32
    counts: I64
    prints: U64
    keys: U64


def sketch(
    texts: Sequence[str],
    recipe: Recipe,
    engine: Engine,
    workers: int,
    start: int = 0,
    total: int | None = None,
) -> Sketches:
    """Signs texts and samples their shingles.

    Args:
        texts: all of a corpus, or the part of it that begins with row ``start``.
        recipe: how to sign.
        engine: what signs.
        workers: threads.
        start: the row number of the first text in the keys.
        total: texts of the corpus; None if these are all.
    """
    before, bits = start, row_bits(len(texts) if total is None else total)
    rows = np.empty((len(texts), recipe.num_perm), np.uint32)
    counts, prints = np.empty(len(texts), np.int64), np.empty(len(texts), np.uint64)

    def work(start: int, stop: int) -> U64:
        made = engine.sketch(texts[start:stop], recipe, rows[start:stop], 1 << (64 - SHARE))
        counts[start:stop], prints[start:stop] = made.counts, made.prints
        places = np.arange(before + start, before + stop)
        owners = np.repeat(places, np.diff(made.sample_ends, prepend=0))
        # The sampled hashes have no bits above; row numbers take the place of their lowest.
        high = (made.samples << np.uint64(SHARE)) >> np.uint64(bits) << np.uint64(bits)
        return high | owners.astype(np.uint64)

    keys = in_batches(work, len(texts), engine.batch, workers)
    return Sketches(rows, counts, prints, np.concatenate([np.empty(0, np.uint64), *keys]))


def sample_pairs(sketches: Sketches, active: I64) -> U64:
    """Pairs of active rows that share a sampled shingle, packed, each once; sorts the keys."""
    bits = row_bits(len(sketches.rows))
    taking = np.zeros(len(sketches.rows), bool)
    taking[active] = True
    sketches.keys.sort()
    shared = in_buckets(sketches.keys, bits)
    return bucket_pairs(shared[taking[rows_of(shared, bits)]], bits, sketches.counts)
