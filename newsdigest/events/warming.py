"""Compiling ahead, so that no clustering ever waits for the compiler."""

from __future__ import annotations

from .candidates import Terms, blocks, cosines, nearest, nearest_among
from .features import Features
from .kernels import MANY
from .shared import shared_terms
from .times import Times


def warmup() -> None:
    """Compiles the loops that large batches take, and keeps them on disk; needs numba."""
    import numpy as np
    from scipy.sparse import csr_matrix

    # Two articles that share a term, in a batch that is large by its empty rows.
    data, indices = np.ones(2, np.float32), np.zeros(2, np.int32)
    pointers = np.full(MANY + 1, 2, np.int32)
    pointers[:2] = 0, 1
    matrix = csr_matrix((data, indices, pointers), (MANY, 2))
    first, second = np.zeros(1, np.int32), np.ones(1, np.int32)
    cosines(matrix, first, second)
    shared_terms(Features(matrix, ["term"]), first, second)
    always = np.full(MANY, np.inf)
    times = Times(-always, always, np.zeros(MANY, bool))
    nearest(matrix, times, 1)
    columns = matrix.T.tocsr()  # and as it is mapped from disk, to be read alone
    for part in (matrix, columns):
        for array in (part.data, part.indices, part.indptr):
            array.flags.writeable = False
    rows = blocks(times, MANY, None, slice(1))
    nearest_among(Terms(matrix, matrix, columns), rows, times, 1, None)
