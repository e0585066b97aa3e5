"""Exact comparison of candidate pairs, shingle by shingle: nothing is joined on an estimate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..settings import DuplicateSettings
from .arrays import F64, I64, U64, Bools
from .banding import unpack_pairs
from .engines import Engine, in_batches, threads
from .sampling import Sketches

#: Shingles that an article must have to count as another one cut short.
LEAST_CONTAINED = 20
#: Standard errors by which an estimate may fall short of the threshold and still be verified.
SLACK = 3.5
#: Pairs that one thread holds the shingles of at a time.
_BLOCK = 16_384


class Compared(NamedTuple):
    """Pairs of rows compared exactly, sorted; ``sizes`` are their distinct shingles, (pairs, 2)."""

    first: I64
    second: I64
    jaccard: F64
    containment: F64
    sizes: I64

    def where(self, chosen: Bools) -> Compared:
        """The pairs that are chosen."""
        return Compared._make(part[chosen] for part in self)

    @staticmethod
    def merged(one: Compared, other: Compared) -> Compared:
        """The pairs of both, sorted."""
        both = [np.concatenate(parts) for parts in zip(one, other, strict=True)]
        order = np.lexsort((both[1], both[0]))
        return Compared._make(part[order] for part in both)


def likely(pairs: U64, sketches: Sketches, settings: DuplicateSettings, engine: Engine) -> U64:
    """Leaves out the pairs whose signatures say that no threshold is within reach."""
    kept = []
    for start in range(0, len(pairs), 1 << 16):
        block = pairs[start : start + (1 << 16)]
        first, second = unpack_pairs(block)
        estimate = engine.agreements(sketches.rows, first, second) / settings.num_perm
        wanted = np.minimum(
            settings.threshold,
            contained_jaccard(
                sketches.counts[first], sketches.counts[second], settings.containment
            ),
        )
        error = np.sqrt(wanted * (1 - wanted) / settings.num_perm)
        kept.append(block[estimate >= wanted - SLACK * error])
    return np.concatenate([np.empty(0, np.uint64), *kept])


def contained_jaccard(first: I64, second: I64, containment: float) -> F64:
    """The Jaccard similarity of two articles of these sizes, one contained in the other so far."""
    shared = containment * np.minimum(first, second)
    wanted: F64 = shared / np.maximum(first + second - shared, 1)
    return wanted


def compare(
    pairs: U64, texts: Sequence[str], settings: DuplicateSettings, engine: Engine
) -> Compared:
    """Jaccard and containment of packed pairs of texts, rounded to 1e-6."""
    first, second = unpack_pairs(pairs)
    size = min(_BLOCK, max(512, -(-len(pairs) // threads(settings.workers))))

    def work(start: int, stop: int) -> tuple[I64, I64]:
        a, b = first[start:stop], second[start:stop]
        used, places = np.unique(np.concatenate((a, b)), return_inverse=True)
        shingles, offsets = _distinct([texts[row] for row in used], settings.ngram, engine)
        a, b = places[: stop - start], places[stop - start :]
        counts = np.diff(offsets)
        return engine.intersections(shingles, offsets, a, b), np.stack(
            (counts[a], counts[b]), axis=1
        )

    done = in_batches(work, len(pairs), size, settings.workers)
    shared = np.concatenate([np.empty(0, np.int64), *(part for part, _ in done)])
    sizes = np.concatenate([np.empty((0, 2), np.int64), *(part for _, part in done)])
    union = np.maximum(sizes.sum(axis=1) - shared, 1)
    least = np.maximum(sizes.min(axis=1, initial=1 << 62), 1)
    return Compared(first, second, np.round(shared / union, 6), np.round(shared / least, 6), sizes)


def _distinct(texts: Sequence[str], ngram: int, engine: Engine) -> tuple[U64, I64]:
    """The distinct shingles of texts as one array, and the offsets of each text's."""
    parts, ends, base = [], [np.zeros(1, np.int64)], 0
    for start in range(0, len(texts), engine.batch):
        shingles, stops = engine.distinct(texts[start : start + engine.batch], ngram)
        parts.append(shingles)
        ends.append(stops + base)
        base += len(shingles)
    return np.concatenate(parts), np.concatenate(ends)


def accepted(compared: Compared, settings: DuplicateSettings) -> tuple[Bools, Bools]:
    """Which pairs reach the Jaccard threshold, and which only the one of containment."""
    alike = compared.jaccard >= settings.threshold
    contained = compared.containment >= settings.containment
    contained &= compared.sizes.min(axis=1, initial=1 << 62) >= LEAST_CONTAINED
    return alike, contained & ~alike
