"""Which terms make two articles alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .features import Features
from .kernels import loops_for

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]

_TERMS = 8  # shared terms that are told of a pair

Terms = list[tuple[tuple[str, float], ...]]


def shared_terms(features: Features, i: Ints, j: Ints) -> Terms:
    """Of each pair, the terms that make most of its cosine, with their share, heaviest first."""
    import numpy as np

    terms, weights, counts = _heaviest(features, i, j)
    names = {term: features.names[term] for term in np.unique(terms[terms >= 0]).tolist()}
    spelled = []
    for own, shares, count in zip(terms.tolist(), weights.tolist(), counts.tolist(), strict=True):
        found = zip((names[term] for term in own[:count]), shares[:count], strict=True)
        spelled.append(tuple(found))
    return spelled


def _heaviest(features: Features, i: Ints, j: Ints) -> tuple[Ints, Floats, Ints]:
    """A row of terms for each pair, their weights, and how many there are."""
    import numpy as np

    matrix, width = features.matrix, len(features.names)
    terms, weights = np.full((len(i), _TERMS), -1, np.int32), np.zeros((len(i), _TERMS))
    if loops := loops_for(matrix.shape[0]):
        row, sums = np.zeros(matrix.shape[1], matrix.dtype), np.zeros(width)
        parts = matrix.indptr, matrix.indices, matrix.data
        loops.shared_terms(*parts, i, j, row, sums, terms, weights)
        return terms, weights, (terms >= 0).sum(axis=1)
    products = matrix[i].multiply(matrix[j]).tocoo()
    # A term has a column in each block; what it gives is the sum.
    keys = products.row.astype(np.int64) * width + products.col % width
    keys, inverse = np.unique(keys, return_inverse=True)
    shares = np.bincount(inverse, products.data, minlength=len(keys)).round(6)
    rows = keys // width
    order = np.lexsort((keys, -shares, rows))
    places = np.arange(len(order)) - np.searchsorted(rows, np.arange(len(i)))[rows]
    best = places < _TERMS
    order, rows, places = order[best], rows[best], places[best]
    terms[rows, places], weights[rows, places] = keys[order] % width, shares[order]
    return terms, weights, (terms >= 0).sum(axis=1)
