"""Exact copies, folded before anything else: a million identical articles are one text."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .arrays import I64, U64, Bools
from .engines import Engine
from .sampling import Sketches

_BLOCK = 1 << 16


def leaders(sketches: Sketches, engine: Engine) -> I64:
    """The first row with the same shingles, for each row; the row itself, if it is the first.

    Articles are the same if the sums of their 64-bit shingle hashes, their numbers of shingles
    and all slots of their signatures are. One without shingles is like no other.
    """
    size = sketches.rows.shape[1]

    def same(first: I64, second: I64) -> Bools:
        equal: Bools = engine.agreements(sketches.rows, first, second) == size
        return equal

    return leaders_of(sketches.prints, sketches.counts, same)


def leaders_of(prints: U64, counts: I64, same: Callable[[I64, I64], Bools]) -> I64:
    """The same from the prints and counts alone; ``same`` tells which pairs of rows sign alike."""
    rows = np.arange(len(prints))
    order = np.argsort(prints, kind="stable")
    prints = prints[order]
    opens = np.ones(len(order), bool)
    opens[1:] = prints[1:] != prints[:-1]
    first = order[opens][np.cumsum(opens) - 1]
    again = ~opens & (counts[order] == counts[first])
    again &= counts[order] > 0
    copies, originals = order[again], first[again]
    led = rows
    for start in range(0, len(copies), _BLOCK):
        a, b = copies[start : start + _BLOCK], originals[start : start + _BLOCK]
        alike = same(a, b)
        led[a[alike]] = b[alike]
    return led
