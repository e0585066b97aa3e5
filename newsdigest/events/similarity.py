"""Which articles are compared, and how alike two are: cosine, weighted by nearness in time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..records import Interval
from ..settings import EventSettings

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_CHUNK = 500  # rows multiplied at a time; bounds the memory, never changes a result
_LEAST = 0.03  # cosine below which two articles have nothing to do with each other


@dataclass(frozen=True, slots=True)
class Similarity:
    """Two articles by index, their cosine, the days between them (None: unknown), their score."""

    i: int
    j: int
    cosine: float
    day_gap: int | None
    score: float


def similar_pairs(
    matrix: csr_matrix, intervals: Sequence[Interval], settings: EventSettings
) -> list[Similarity]:
    """Each article with its nearest ones, as pairs ``i < j`` without repeats, in order."""
    cosines = {
        (min(i, j), max(i, j)): cosine
        for i, j, cosine in _nearest(matrix, settings.neighbours)
        if i != j
    }
    return [
        compare(i, j, cosine, intervals, settings) for (i, j), cosine in sorted(cosines.items())
    ]


def compare(
    i: int, j: int, cosine: float, intervals: Sequence[Interval], settings: EventSettings
) -> Similarity:
    """Scores one pair; see :func:`time_weight`."""
    gap = intervals[i].gap(intervals[j])
    score = round(cosine * time_weight(gap, settings), 6)
    return Similarity(i, j, cosine, gap, score)


def time_weight(gap: int | None, settings: EventSettings) -> float:
    """A factor from 1 (same time, or unknown) down to ``time_floor`` (far apart)."""
    if gap is None:
        return 1.0
    near = math.exp(-(gap**2) / (2 * settings.day_scale**2))
    return settings.time_floor + (1 - settings.time_floor) * near


def _nearest(matrix: csr_matrix, count: int) -> Iterator[tuple[int, int, float]]:
    """The ``count`` nearest rows of each row with their cosine, rounded to 1e-6."""
    import numpy as np

    columns = matrix.T.tocsr()
    for start in range(0, matrix.shape[0], _CHUNK):
        block = (matrix[start : start + _CHUNK] @ columns).tocsr()
        for row in range(block.shape[0]):
            span = slice(block.indptr[row], block.indptr[row + 1])
            values, others = block.data[span].round(6), block.indices[span]
            keep = (values >= _LEAST) & (others != start + row)
            values, others = values[keep], others[keep]
            for k in np.lexsort((others, -values))[:count]:
                yield start + row, int(others[k]), float(values[k])
