"""Whom two articles are both like: reports of one happening have the same neighbours.

A pair that keeps the same company is worth more than its cosine, and a pair of which each has its
own circle is worth less: the first report of a follow-up is like an earlier event, but that event's
reports are like each other first (shared nearest neighbours: Jarvis and Patrick 1973).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]

ALIKE = 0.15  # score from which on an article is of another's company
_ITSELF = 0.25  # score at which an article counts in its own company
_USUAL = 0.6  # overlap of two companies that neither adds nor takes away
_ROWS = 50_000  # pairs compared at a time; bounds the memory, never changes a result


def company(i: Ints, j: Ints, score: Floats, articles: int) -> csr_matrix:
    """Each article's company, itself included, as a row of length 1; weights are squared scores."""
    import numpy as np
    from scipy.sparse import coo_matrix, diags

    strong = score >= ALIKE
    i, j, weight = i[strong], j[strong], score[strong] ** 2
    each = np.arange(articles, dtype=np.int32)
    rows, columns = np.concatenate([i, j, each]), np.concatenate([j, i, each])
    weights = np.concatenate([weight, weight, np.full(articles, _ITSELF**2)])
    matrix = coo_matrix((weights, (rows, columns)), shape=(articles, articles)).tocsr()
    matrix.sort_indices()
    lengths = np.sqrt(np.bincount(rows, weights**2, minlength=articles))
    return diags(1 / lengths).tocsr() @ matrix


def shared_company(companies: csr_matrix, i: Ints, j: Ints, score: Floats) -> Floats:
    """How far the company that two articles share is above the usual; 0 for pairs hardly alike."""
    import numpy as np

    found = np.zeros(len(i))
    alike = np.flatnonzero(score >= ALIKE)
    for start in range(0, len(alike), _ROWS):
        part = alike[start : start + _ROWS]
        common = companies[i[part]].multiply(companies[j[part]])
        found[part] = np.asarray(common.sum(axis=1)).ravel() - _USUAL
    return found
