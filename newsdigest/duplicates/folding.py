"""Exact copies, folded before anything else: a million identical articles are one text."""

from __future__ import annotations

import numpy as np

from .arrays import I64
from .engines import Engine
from .sampling import Sketches

_BLOCK = 1 << 16


def leaders(sketches: Sketches, engine: Engine) -> I64:
    """The first row with the same shingles, for each row; the row itself, if it is the first.

    Articles are the same if the sums of their 64-bit shingle hashes, their numbers of shingles
    and all slots of their signatures are. One without shingles is like no other.
    """
    rows = np.arange(len(sketches.rows))
    order = np.argsort(sketches.prints, kind="stable")
    prints = sketches.prints[order]
    opens = np.ones(len(order), bool)
    opens[1:] = prints[1:] != prints[:-1]
    first = order[opens][np.cumsum(opens) - 1]
    again = ~opens & (sketches.counts[order] == sketches.counts[first])
    again &= sketches.counts[order] > 0
    copies, originals = order[again], first[again]
    size = sketches.rows.shape[1]
    led = rows.copy()
    for start in range(0, len(copies), _BLOCK):
        a, b = copies[start : start + _BLOCK], originals[start : start + _BLOCK]
        same = engine.agreements(sketches.rows, a, b) == size
        led[a[same]] = b[same]
    return led
