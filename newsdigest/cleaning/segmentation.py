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
    sums = np.zeros(len(scores) + 1)
    scores.cumsum(out=sums[1:])
    # Rounded, so that the last bit of a sum can't decide between two runs.
    sums = sums.round(6)
    high = int((sums - np.minimum.accumulate(sums)).argmax())
    low = int(sums[: high + 1].argmin())
    return low, high
