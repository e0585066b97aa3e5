"""The loops worth compiling, for numba; imported only where it is installed.

Each adds up the same numbers in the same order and precision as the numpy and scipy that it stands
for, so that a run with numba and one without find the same events.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

_BUCKETS = 256  # of values, to find the few among which the border is

_Function = TypeVar("_Function", bound=Callable[..., Any])


def _compiled(function: _Function) -> _Function:
    try:
        made = njit(nogil=True, cache=True, error_model="numpy")(function)
    except RuntimeError:
        # Nowhere to write a cache: compiled for this process alone.
        made = njit(nogil=True, error_model="numpy")(function)
    return cast(_Function, made)


@_compiled
def cosines(
    pointers: Any, indices: Any, data: Any, i: Any, j: Any, starts: Any, row: Any, found: Any
) -> None:
    """Fills ``found`` with the product of each pair of rows; ``row`` is a row of zeros."""
    for run in range(len(starts) - 1):
        own = i[starts[run]]
        for k in range(pointers[own], pointers[own + 1]):
            row[indices[k]] = data[k]
        for pair in range(starts[run], starts[run + 1]):
            total = row[0] - row[0]  # a zero of its precision
            for k in range(pointers[j[pair]], pointers[j[pair] + 1]):
                total += data[k] * row[indices[k]]
            found[pair] = total
        for k in range(pointers[own], pointers[own + 1]):
            row[indices[k]] = 0


@_compiled
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


@_compiled
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


@_compiled
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


@_compiled
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
