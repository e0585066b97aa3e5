"""The loops worth compiling, for numba; imported only where it is installed.

Each adds up the same numbers in the same order and precision as the numpy and scipy that it stands
for, so that a run with numba and one without find the same events.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from ..compiling import compiler
from . import prefetching
from .prefetching import prefetch

_BUCKETS = 256  # of values, to find the few among which the border is
_RANGE = 1 << 16  # numbers whose sums are added up at a time: what a core's own cache holds
_LINE = 16  # values that memory hands over at once
_AHEAD = 2  # pairs by which the memory is asked for ahead
_LOW = np.uint64(0xFFFFFFFF)

compiled = compiler(
    max(Path(module).stat().st_mtime for module in (__file__, prefetching.__file__))
)


@compiled
def candidates(
    rows: Any, pointers: Any, indices: Any, data: Any, starts: Any, numbers: Any, values: Any,
    articles: int, found: Any, lengths: Any,
) -> None:  # fmt: skip
    """Fills ``found`` with the articles whose products with each of some rows are the highest.

    Of equal ones those with the least number; in no order, as many of each row as ``lengths`` then
    says. The product itself is never held: the sums of a range of articles are added up, and what
    is not among the highest is forgotten.

    Args:
        rows: which rows of the matrix ``pointers``, ``indices``, ``data``, all above 0.
        starts: where the articles of each term begin in ``numbers``, which ascend, and ``values``.
        articles: how many there are by number.
        found: a row for each, as long as the articles wanted.
        lengths: of each row.
    """
    sums, touched = np.zeros(_RANGE, data.dtype), np.empty(_RANGE + 1, np.int32)
    place, best = np.empty(0, np.int64), np.empty(found.shape[1], np.uint64)
    for row in range(len(rows)):
        start, end = pointers[rows[row]], pointers[rows[row] + 1]
        if end - start > len(place):
            place = np.empty(2 * (end - start), np.int64)
        for k in range(start, end):
            place[k - start] = starts[indices[k]]
        best[:] = 0
        for low in range(0, articles, _RANGE):
            count = np.uint64(0)
            for k in range(start, end):
                place[k - start], count = _add(
                    numbers, values, place[k - start], starts[indices[k] + 1], data[k], low, sums,
                    touched, count,
                )  # fmt: skip
            _offer(sums, touched[:count], low, best)
        held = 0
        for key in best:
            if key:
                found[row, held] = _LOW - (key & _LOW)
                held += 1
        lengths[row] = held


@compiled
def _add(
    numbers: Any, values: Any, place: Any, end: Any, weight: Any, low: int, sums: Any,
    touched: Any, count: Any,
) -> Any:  # fmt: skip
    """Adds what a term gives to the articles of a range; returns where its next range begins.

    ``touched`` holds the ``count`` articles that have a sum. Numbers are taken as unsigned, so that
    none counts from the end.
    """
    k, end, high = np.uint64(place), np.uint64(end), low + _RANGE
    while k < end and numbers[k] < high:
        own = np.uint64(numbers[k] - low)
        touched[count] = own
        count += np.uint64(sums[own] == 0)
        sums[own] += weight * values[k]
        k += np.uint64(1)
    return k, count


@compiled
def _offer(sums: Any, touched: Any, low: int, best: Any) -> None:
    """Takes the sums of a range that are among the best, as keys; leaves zeros."""
    one = np.empty(1, sums.dtype)
    bits = one.view(np.uint32)
    bits[0] = best[0] >> np.uint64(32)
    least = one[0]
    for number in touched:
        own = np.uint64(number)
        if sums[own] >= least:
            # Bits of floats above 0 ascend as they do; behind them, who comes first is the higher.
            one[0] = sums[own]
            key = (np.uint64(bits[0]) << np.uint64(32)) | (_LOW - np.uint64(number + low))
            if key > best[0]:
                _replace_least(best, key)
                bits[0] = best[0] >> np.uint64(32)
                least = one[0]
        sums[own] = 0


@compiled
def _replace_least(heap: Any, key: Any) -> None:
    """Sets a key in the place of a heap's least, which comes first."""
    place, child = 0, 1
    while child < len(heap):
        if child + 1 < len(heap) and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= key:
            break
        heap[place] = heap[child]
        place, child = child, 2 * child + 1
    heap[place] = key


@compiled
def cosines(
    pointers: Any, indices: Any, data: Any, i: Any, j: Any, starts: Any, row: Any, found: Any
) -> None:
    """Fills ``found`` with the product of each pair of rows; ``row`` is a row of zeros."""
    for run in range(len(starts) - 1):
        own = i[starts[run]]
        for k in range(pointers[own], pointers[own + 1]):
            row[indices[k]] = data[k]
        for pair in range(starts[run], starts[run + 1]):
            # The rows of the others lie anywhere: waiting for them takes longest.
            if pair + _AHEAD < len(j):
                ahead = j[pair + _AHEAD]
                for k in range(pointers[ahead], pointers[ahead + 1], _LINE):
                    prefetch(indices, k)
                    prefetch(data, k)
            total = row[0] - row[0]  # a zero of its precision
            for k in range(np.uint64(pointers[j[pair]]), np.uint64(pointers[j[pair] + 1])):
                total += data[k] * row[np.uint64(indices[k])]
            found[pair] = total
        for k in range(pointers[own], pointers[own + 1]):
            row[indices[k]] = 0


@compiled
def highest(pointers: Any, indices: Any, data: Any, count: int, found: Any) -> int:
    """Fills ``found`` with where the highest values of each row are; returns how many they are."""
    buckets = np.empty(_BUCKETS, np.int64)
    total = 0
    for row in range(len(pointers) - 1):
        start, end = pointers[row], pointers[row + 1]
        if start == end:
            continue
        few, least, last = end - start <= count, data[start], 0
        if not few:
            least, last = _border(indices[start:end], data[start:end], count, buckets)
        for k in range(start, end):
            if few or data[k] > least or (data[k] == least and indices[k] <= last):
                found[total] = k
                total += 1
    return total


@compiled
def _border(indices: Any, values: Any, count: int, buckets: Any) -> Any:
    """The least of the ``count`` highest values, and the last index that has it and is of them."""
    low, high = np.float64(values.min()), np.float64(values.max())
    scale = (len(buckets) - 1) / (high - low) if high > low else 0.0
    buckets[:] = 0
    for value in values:
        buckets[int((value - low) * scale)] += 1
    bucket, higher = len(buckets) - 1, 0
    while higher + buckets[bucket] < count:
        higher += buckets[bucket]
        bucket -= 1
    inside = np.empty(buckets[bucket], values.dtype)
    held = 0
    for value in values:
        if int((value - low) * scale) == bucket:
            inside[held] = value
            held += 1
    inside.sort()
    least = inside[held - (count - higher)]
    tied = np.sort(indices[values == least])
    return least, tied[count - higher - (inside > least).sum() - 1]


@compiled
def shared_terms(
    pointers: Any, indices: Any, data: Any, i: Any, j: Any, row: Any, sums: Any, terms: Any,
    weights: Any,
) -> None:  # fmt: skip
    """Fills ``terms`` and ``weights`` with what the products of pairs of rows are made of most.

    ``row`` is a row of zeros, ``sums`` zeros for each term; a term has a column in each block, and
    what it gives is the sum. Where fewer terms are shared than there is room for, they are left.
    """
    width = len(sums)
    for pair in range(len(i)):
        own, other = slice(pointers[i[pair]], pointers[i[pair] + 1]), j[pair]
        for k in range(own.start, own.stop):
            row[indices[k]] = data[k]
        for k in range(pointers[other], pointers[other + 1]):
            sums[indices[k] % width] += data[k] * row[indices[k]]
        held = 0
        for k in range(pointers[other], pointers[other + 1]):
            term = indices[k] % width
            if sums[term] != 0:
                weight = np.rint(sums[term] * 1e6) / 1e6
                held = _insert(term, weight, terms[pair], weights[pair], held)
                sums[term] = 0
        for k in range(own.start, own.stop):
            row[indices[k]] = 0


@compiled
def _insert(term: Any, weight: Any, terms: Any, weights: Any, held: int) -> int:
    """Sets a term among those held, heaviest first, then by term; returns how many they are."""
    place = held
    while place > 0:
        lighter = weights[place - 1] < weight
        if not lighter and (weights[place - 1] > weight or terms[place - 1] < term):
            break
        place -= 1
    if place == len(terms):
        return held
    held = min(held + 1, len(terms))
    for behind in range(held - 1, place, -1):
        terms[behind], weights[behind] = terms[behind - 1], weights[behind - 1]
    terms[place], weights[place] = term, weight
    return held
