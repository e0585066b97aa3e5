"""Which articles are compared: the nearest of each, without comparing all with all.

Few articles are compared through all of their terms. Among many, the heaviest terms of each
article find the candidates, whose cosine is then taken over all terms. A term that more than a
thousand articles have tells nothing that costs its product of a million pairs, and one that no
other article has finds none. With a window, only articles that can be of nearly the same time are
compared, so that the cost of an article does not grow with the corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .highest import highest
from .kernels import loops_for
from .times import Times

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]

LEAST = 0.03  # cosine below which two articles have nothing to do with each other
FEW = 4000  # articles up to which every pair is compared through all terms
_HEAVIEST = 60  # terms of an article by which its candidates are found
_MOST_ARTICLES = 1000  # articles that may have a term by which candidates are found
_RESCORED = 120  # candidates of an article whose cosine is taken over all terms
_ALL = slice(None)
_ROWS = 250  # rows multiplied at a time; bounds the memory, never changes a result


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

    telling = matrix
    if matrix.shape[0] > FEW:
        telling = pruned(matrix, np.bincount(matrix.indices, minlength=matrix.shape[1]))
    columns = telling.T.tocsr() if window is None else None
    return nearest_among(
        Terms(matrix, telling, columns),
        blocks(times, matrix.shape[0], window),
        times,
        count,
        window,
    )


def looks_outside(window: int | None, articles: int) -> bool:
    """Whether articles outside a window are looked at too, for what a topic alone makes alike."""
    return window is not None and articles <= FEW


@dataclass(frozen=True, slots=True)
class Terms:
    """Where candidates are looked for: all terms of the articles, and those that tell.

    ``columns`` is ``telling`` by term; with a window it is not needed.
    """

    matrix: csr_matrix
    telling: csr_matrix
    columns: csr_matrix | None


def nearest_among(
    terms: Terms,
    rows_and_others: Iterable[tuple[Any, Any]],
    times: Times,
    count: int,
    window: int | None,
) -> Neighbours:
    """The nearest articles of the rows of some of the :func:`blocks`."""
    import numpy as np

    articles = terms.matrix.shape[0]
    found = [(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0))]
    for rows, others in rows_and_others:
        against = terms.telling[others].T.tocsr() if terms.columns is None else terms.columns
        i, j = _candidates(terms.telling, against, rows, others)
        cosine = cosines(terms.matrix, i, j)
        near = (cosine >= LEAST) & (i != j)
        if window is not None:
            near &= ~(times.gaps(i, j) > window)
        found.append(_nearest_first(i[near], j[near], cosine[near], count, articles))
    i, j, cosine = (np.concatenate(column) for column in zip(*found, strict=True))
    if window is not None:  # the rows came in the order of time
        order = np.argsort(i, kind="stable")
        i, j, cosine = i[order], j[order], cosine[order]
    return Neighbours(i, j, cosine, articles)


def cosines(matrix: csr_matrix, i: Ints, j: Ints) -> Floats:
    """The cosine of each pair of rows, rounded to 1e-6 so that thresholds compare alike.

    Pairs with the same ``i`` should stand together: each run of them is one product.
    """
    import numpy as np

    starts = np.concatenate([np.flatnonzero(np.diff(i, prepend=-1)), [len(i)]])
    found = np.empty(len(i))
    row = np.zeros(matrix.shape[1], matrix.dtype)
    if loops := loops_for(matrix.shape[0]):
        loops.cosines(*_parts(matrix), i, j, starts, row, found)
        starts = starts[:1]
    for start, end in pairwise(starts.tolist()):
        own = slice(matrix.indptr[i[start]], matrix.indptr[i[start] + 1])
        row[matrix.indices[own]] = matrix.data[own]
        found[start:end] = matrix[j[start:end]] @ row
        row[matrix.indices[own]] = 0
    rounded: Floats = found.round(6)
    return rounded


def pruned(matrix: csr_matrix, frequency: NDArray[np.int64], articles: int = 0) -> csr_matrix:
    """The heaviest terms of each row, but for those that too many articles have, or no other.

    ``articles``: how many there are in all, where ``matrix`` holds some of them.
    """
    import numpy as np
    from scipy.sparse import csr_matrix

    tells = (frequency > 1) & (frequency <= _MOST_ARTICLES)
    kept = tells[matrix.indices]
    before = np.zeros(len(kept) + 1, matrix.indptr.dtype)
    np.cumsum(kept, out=before[1:])
    parts = (matrix.data[kept], matrix.indices[kept], before[matrix.indptr])
    thinned = csr_matrix(parts, shape=matrix.shape)
    heaviest, lengths = highest(thinned, _HEAVIEST, articles or matrix.shape[0])
    pointers = np.concatenate([[0], np.cumsum(lengths)])
    parts = (thinned.data[heaviest], thinned.indices[heaviest], pointers)
    return csr_matrix(parts, shape=matrix.shape)


def blocks(
    times: Times, count: int, window: int | None, which: slice = _ALL
) -> Iterator[tuple[Any, Any]]:
    """Some hundred rows at a time, with the rows that they are compared with.

    ``which`` of the blocks: all of them, or those that one of several processes works on.
    """
    import numpy as np

    everything = np.arange(count, dtype=np.int32)
    if window is None:
        for start in range(0, count, _ROWS)[which]:
            yield everything[start : start + _ROWS], everything
        return
    # An open end can be of any time: such articles are compared with all.
    closed = np.isfinite(times.first) & np.isfinite(times.last)
    by_time = np.lexsort((everything, times.first)).astype(np.int32)
    days, open_ended = by_time[closed[by_time]], everything[~closed]
    longest = int((times.last - times.first)[closed].max(initial=0))
    firsts = times.first[days]
    for rows in [*_runs(days), *_runs(open_ended)][which]:
        if not closed[rows[0]]:
            yield rows, everything
            continue
        since, until = times.first[rows[0]] - window - longest, times.last[rows].max() + window
        first, last = np.searchsorted(firsts, (since, until + 1))
        yield rows, np.sort(np.concatenate([days[first:last], open_ended]))


def _runs(rows: NDArray[Any]) -> list[NDArray[Any]]:
    return [rows[start : start + _ROWS] for start in range(0, len(rows), _ROWS)]


def outside(terms: Terms, rows: NDArray[Any], times: Times, count: int) -> Neighbours:
    """The nearest of some rows, in order, whatever their time."""
    import numpy as np

    everything = np.arange(terms.matrix.shape[0], dtype=np.int32)
    return nearest_among(terms, ((run, everything) for run in _runs(rows)), times, count, None)


def count_blocks(times: Times, count: int, window: int | None) -> int:
    """How many :func:`blocks` there are."""
    import numpy as np

    if window is None:
        return -(-count // _ROWS)
    closed = int((np.isfinite(times.first) & np.isfinite(times.last)).sum())
    return -(-closed // _ROWS) - (-(count - closed) // _ROWS)


def _candidates(
    telling: csr_matrix, against: csr_matrix, rows: NDArray[Any], others: NDArray[Any]
) -> tuple[Ints, Ints]:
    """The pairs of some rows with those of the others that share most with them.

    ``against`` holds the terms of the others, by term. Both ways find the same, in another order.
    """
    import numpy as np

    articles, most = telling.shape[0], _RESCORED + 1  # an article finds itself, too
    if loops := loops_for(articles):
        numbers, lengths = np.empty((len(rows), most), np.int32), np.empty(len(rows), np.int64)
        loops.candidates(rows, *_parts(telling), *_parts(against), len(others), numbers, lengths)
        return np.repeat(rows, lengths), others[numbers[np.arange(most) < lengths[:, None]]]
    product = telling[rows] @ against
    found, lengths = highest(product, most, articles)
    return np.repeat(rows, lengths), others[product.indices[found]]


def _parts(matrix: csr_matrix) -> tuple[Any, Any, Any]:
    return matrix.indptr, matrix.indices, matrix.data


def _nearest_first(
    i: Ints, j: Ints, cosine: Floats, count: int, articles: int
) -> tuple[Ints, Ints, Floats]:
    """The ``count`` nearest of each ``i``, which come in runs: by cosine, then by ``j``."""
    import numpy as np
    from scipy.sparse import csr_matrix

    starts = np.concatenate([np.flatnonzero(np.diff(i, prepend=-1)), [len(i)]])
    by_run = csr_matrix((cosine, j, starts), shape=(len(starts) - 1, articles))
    near, lengths = highest(by_run, count, articles)
    order = np.lexsort((j[near], -cosine[near], np.repeat(np.arange(len(lengths)), lengths)))
    near = near[order]
    return i[near], j[near], cosine[near]
