"""The body of a page as a whole: the contiguous lines whose scores have the greatest sum.

Maximum subsequence segmentation after J. Pasternack and D. Roth, "Extracting article text from
the web with maximum subsequence segmentation" (WWW 2009), with a line's length counted by the
square root of its words, so that one long paragraph of chrome does not outweigh many lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate


def best_run(scores: Iterable[float]) -> tuple[int, int]:
    """The half-open range of indices whose scores sum highest, the first of equals; linear.

    (0, 0) if no score is positive. Sums are compared to six decimals.
    """
    low = high = start = 0
    least = most = 0.0
    for end, total in enumerate(accumulate(scores), start=1):
        total = round(total * 1e6) / 1e6  # written out, as this runs for every line
        if total < least:
            least, start = total, end
        elif total - least > most:
            most, low, high = total - least, start, end
    return low, high
