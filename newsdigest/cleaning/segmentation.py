"""The body of a page as a whole: the contiguous lines whose scores have the greatest sum.

Maximum subsequence segmentation after J. Pasternack and D. Roth, "Extracting article text from
the web with maximum subsequence segmentation" (WWW 2009), with a line's length counted by the
square root of its words, so that one long paragraph of chrome does not outweigh many lines.
"""

from __future__ import annotations

import numpy as np

from .sheet import Vector


def best_run(scores: Vector) -> tuple[int, int]:
    """The half-open range of indices whose scores sum highest, the first of equals; linear.

    (0, 0) if no score is positive.
    """
    if not len(scores):
        return 0, 0
    # Rounded, so that the last bit of a sum can't decide between two runs.
    sums = np.round(np.concatenate(([0.0], np.cumsum(scores))), 6)
    lowest = np.minimum.accumulate(sums)
    high = int(np.argmax(sums - lowest))
    low = int(np.argmin(sums[: high + 1]))
    return low, high
