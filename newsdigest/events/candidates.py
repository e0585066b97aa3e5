"""Which articles are compared: the nearest of each, without comparing all with all.

Few articles are compared through all of their terms. Among many, the heaviest terms of each
article find the candidates, whose cosine is then taken over all terms. A term that more than a
thousand articles have tells nothing that costs its product of a million pairs. With a window, only
articles that can be of nearly the same time are compared, so that the cost of an article does not
grow with the corpus.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .times import Times

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]

LEAST = 0.03  # cosine below which two articles have nothing to do with each other
_FEW = 4000  # articles up to which every pair is compared through all terms
_HEAVIEST = 40  # terms of an article by which its candidates are found
_MOST_ARTICLES = 1000  # articles that may have a term by which candidates are found
_RESCORED = 120  # candidates of an article whose cosine is taken over all terms
_ROWS = 250  # rows multiplied at a time; bounds the memory, never changes a result
_PAIRS = 50_000  # pairs whose cosines are taken at a time; the same


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest articles of each: ``j[k]`` is one of ``i[k]``, with their cosine.

    Ordered by ``i``, then nearest first, then by ``j``; ``ranks`` counts 0, 1, 2 ... within ``i``.
    Cosines are rounded to 1e-6.
    """

    i: Ints
    j: Ints
    cosine: Floats
    articles: int

    @property
    def starts(self) -> NDArray[np.int64]:
        """Where each article's neighbours begin, and where the last one's end."""
        import numpy as np

        return np.searchsorted(self.i, np.arange(self.articles + 1))

    @property
    def ranks(self) -> NDArray[np.int64]:
        """The place of each neighbour, 0 for the nearest."""
        import numpy as np

        return np.arange(len(self.i)) - self.starts[self.i]


def nearest(matrix: csr_matrix, times: Times, count: int, window: int | None = None) -> Neighbours:
    """Finds the nearest articles of each one.

    Args:
        matrix: rows of length 1.
        times: of each row; only a window asks for them.
        count: how many neighbours an article has at most.
        window: days between two articles beyond which they are not compared; None for any.
    """
    import numpy as np

    few = matrix.shape[0] <= _FEW
    pruned = matrix if few else _pruned(matrix)
    left, right = [], []
    for rows, others in _blocks(times, matrix.shape[0], window):
        i, j = _candidates(pruned, rows, others, None if few else _RESCORED)
        left.append(i)
        right.append(j)
    i, j = _unique(np.concatenate(left), np.concatenate(right), matrix.shape[0])
    cosine = cosines(matrix, i, j)
    near = cosine >= LEAST
    if window is not None:
        near &= ~(times.gaps(i, j) > window)
    return _ranked(i[near], j[near], cosine[near], matrix.shape[0], count)


def cosines(matrix: csr_matrix, i: Ints, j: Ints) -> Floats:
    """The cosine of each pair of rows, rounded to 1e-6 so that thresholds compare alike."""
    import numpy as np

    found = np.empty(len(i))
    for start in range(0, len(i), _PAIRS):
        part = slice(start, start + _PAIRS)
        products = matrix[i[part]].multiply(matrix[j[part]])
        found[part] = np.asarray(products.sum(axis=1)).ravel()
    rounded: Floats = found.round(6)
    return rounded


def _pruned(matrix: csr_matrix) -> csr_matrix:
    """The heaviest terms of each row, without those that too many rows have."""
    import numpy as np
    from scipy.sparse import csr_matrix

    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    common = np.bincount(matrix.indices, minlength=matrix.shape[1]) > _MOST_ARTICLES
    kept = ~common[matrix.indices]
    rows, columns, data = rows[kept], matrix.indices[kept], matrix.data[kept]
    order = np.lexsort((columns, -data, rows))
    starts = np.searchsorted(rows, np.arange(matrix.shape[0] + 1))
    heaviest = order[np.arange(len(order)) - starts[rows[order]] < _HEAVIEST]
    return csr_matrix((data[heaviest], (rows[heaviest], columns[heaviest])), shape=matrix.shape)


def _blocks(times: Times, count: int, window: int | None) -> Iterator[tuple[Any, Any]]:
    """Rows with the rows that they are compared with."""
    import numpy as np

    everything = np.arange(count)
    if window is None:
        for start in range(0, count, _ROWS):
            yield everything[start : start + _ROWS], everything
        return
    # An open end can be of any time: such articles are compared with all that they may touch.
    closed = np.isfinite(times.first) & np.isfinite(times.last)
    by_time = np.lexsort((everything, times.first))
    days, open_ended = by_time[closed[by_time]], everything[~closed]
    longest = int((times.last - times.first)[closed].max(initial=0))
    for start in range(0, len(days), _ROWS):
        rows = days[start : start + _ROWS]
        since, until = times.first[rows[0]] - window - longest, times.last[rows].max() + window
        first, last = np.searchsorted(times.first[days], (since, until + 1))
        yield rows, np.sort(np.concatenate([days[first:last], open_ended]))
    for start in range(0, len(open_ended), _ROWS):
        yield open_ended[start : start + _ROWS], open_ended


def _candidates(
    matrix: csr_matrix, rows: NDArray[Any], others: NDArray[Any], most: int | None
) -> tuple[Ints, Ints]:
    """The pairs of a block's rows with the rows that share most with them."""
    import numpy as np

    columns = matrix if len(others) == matrix.shape[0] else matrix[others]
    block = (matrix[rows] @ columns.T.tocsr()).tocsr()
    left, right = [], []
    for number, row in enumerate(rows):
        span = slice(block.indptr[number], block.indptr[number + 1])
        values, found = block.data[span], others[block.indices[span]]
        if most is None:
            found = found[values >= LEAST / 2]  # the exact cosine is taken later
        elif len(found) > most + 1:
            found = found[np.argpartition(-values, most)[: most + 1]]
        found = found[found != row]
        left.append(np.full(len(found), row, np.int32))
        right.append(found.astype(np.int32))
    return np.concatenate(left), np.concatenate(right)


def _unique(i: Ints, j: Ints, count: int) -> tuple[Ints, Ints]:
    """Each pair once, the lower index first."""
    import numpy as np

    keys = np.unique(np.minimum(i, j).astype(np.int64) * count + np.maximum(i, j))
    return (keys // count).astype(np.int32), (keys % count).astype(np.int32)


def _ranked(i: Ints, j: Ints, cosine: Floats, articles: int, count: int) -> Neighbours:
    """Both directions of each pair, the nearest ones of each article."""
    import numpy as np

    left, right = np.concatenate([i, j]), np.concatenate([j, i])
    both = np.concatenate([cosine, cosine])
    order = np.lexsort((right, -both, left))
    ordered = Neighbours(left[order], right[order], both[order], articles)
    near = ordered.ranks < count
    return Neighbours(ordered.i[near], ordered.j[near], ordered.cosine[near], articles)
