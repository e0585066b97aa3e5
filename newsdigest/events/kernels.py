"""The one loop worth compiling, where numba is installed: cosines of chosen pairs of rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from typing import Any


@lru_cache(maxsize=1)
def compiled_cosines() -> Callable[..., None] | None:
    """The compiled loop, None without numba.

    It adds up the same products in the same order and precision as scipy's product of a matrix and
    a vector, so that a run with numba and one without find the same events.
    """
    if find_spec("numba") is None:
        return None
    from numba import njit

    def loop(
        pointers: Any, indices: Any, data: Any, i: Any, j: Any, starts: Any, row: Any, found: Any
    ) -> None:
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

    compiled: Callable[..., None] = njit(nogil=True)(loop)
    return compiled
