"""Where the highest values of a sparse matrix's rows are; of equal ones, those with least index."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .kernels import loops_for

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Places = NDArray[np.int64]


def highest(matrix: csr_matrix, count: int, articles: int) -> tuple[Places, Places]:
    """The places of each row's ``count`` highest values, ascending, and how many are of each row.

    ``articles``: how many there are in all; among many the compiled loop is worth its while.
    """
    import numpy as np

    lengths = np.minimum(np.diff(matrix.indptr), count).astype(np.int64)
    if loops := loops_for(articles):
        found = np.empty(lengths.sum(), np.int64)
        loops.highest(matrix.indptr, matrix.indices, matrix.data, count, found)
        return found, lengths
    rows = [
        start + _of_row(matrix.indices[start:end], matrix.data[start:end], count)
        for start, end in pairwise(matrix.indptr.tolist())
    ]
    return np.concatenate([np.empty(0, np.int64), *rows]), lengths


def _of_row(indices: NDArray[np.int32], values: NDArray[np.float32], count: int) -> Places:
    import numpy as np

    cut = len(values) - count
    if cut <= 0:
        return np.arange(len(values))
    least = np.partition(values, cut)[cut]
    tied = np.sort(indices[values == least])
    last = tied[count - int((values > least).sum()) - 1]
    return np.flatnonzero((values > least) | ((values == least) & (indices <= last)))
