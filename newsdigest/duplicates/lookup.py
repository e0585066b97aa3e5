"""What an index has to keep of an article so that near-duplicates of it are found later.

A search of a whole corpus sorts the keys of all articles side by side. An index that grows keeps
the same keys, and who shares one is a candidate by the same rules: ``banding`` and ``sampling``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..settings import DuplicateSettings
from .arrays import I64, U8, Bools
from .banding import plan_bands, row_bits
from .engines import choose
from .recipe import Recipe
from .sampling import SHARE
from .verification import SLACK, contained_jaccard

# Bits of a key: what SQLite stores in six bytes.
_BITS = 48
_SIGN = 1 << (_BITS - 1)


class LookupKeys(NamedTuple):
    """The keys of some articles, and what tells how alike two of them can be.

    Attributes:
        counts: shingles of each article, repeats included; 0: it is nobody's duplicate.
        prints: the sum of its shingle hashes: equal for articles of equal text.
        sketches: the lowest byte of each slot of its signature, uint8 of shape (articles,
            num_perm): b-bit minwise hashing (Li and König 2010).
        keys: of each article the keys of its bands and of its sampled shingles, 48 bits, signed;
            those of bands are even.
    """

    counts: I64
    prints: I64
    sketches: U8
    keys: list[list[int]]


def lookup_keys(texts: Sequence[str], settings: DuplicateSettings) -> LookupKeys:
    """Signs texts and cuts the signatures into keys, in the settings' recipe."""
    engine = choose(settings.engine, len(texts))
    recipe = Recipe.of(settings)
    width = plan_bands(settings.threshold, settings.num_perm).width
    counts, prints = np.zeros(len(texts), np.int64), np.zeros(len(texts), np.int64)
    sketches = np.zeros((len(texts), settings.num_perm), np.uint8)
    keys: list[list[int]] = []
    for start in range(0, len(texts), engine.batch):
        part = texts[start : start + engine.batch]
        rows = np.empty((len(part), settings.num_perm), np.uint32)
        made = engine.sketch(part, recipe, rows, 1 << (64 - SHARE))
        place = slice(start, start + len(part))
        counts[place], prints[place] = made.counts, made.prints.view(np.int64)
        sketches[place] = rows & np.uint32(0xFF)
        banded = np.empty((settings.num_perm // width, len(part)), np.uint64)
        engine.band_keys(rows, width, row_bits(len(part)), banded)
        bands = (banded >> np.uint64(64 - _BITS)).astype(np.int64) - _SIGN & ~1
        samples = ((made.samples << np.uint64(SHARE)) >> np.uint64(64 - _BITS)).astype(np.int64)
        samples = samples - _SIGN | 1
        ends = [0, *made.sample_ends.tolist()]
        keys += [
            sorted({*bands[:, row].tolist(), *samples[ends[row] : ends[row + 1]].tolist()})
            if made.counts[row]
            else []
            for row in range(len(part))
        ]
    return LookupKeys(counts, prints, sketches, keys)


def likely_pairs(
    sketches: U8, counts: I64, first: I64, second: I64, settings: DuplicateSettings
) -> Bools:
    """Which pairs of rows can reach a threshold, as far as their sketches tell.

    One byte of a slot agrees by chance as well, so this lets more pass than the whole signatures
    would, and nothing less.
    """
    estimate = (sketches[first] == sketches[second]).mean(axis=1)
    contained = contained_jaccard(counts[first], counts[second], settings.containment)
    wanted = np.minimum(settings.threshold, contained)
    passing: Bools = estimate >= wanted - SLACK * np.sqrt(wanted * (1 - wanted) / settings.num_perm)
    return passing
