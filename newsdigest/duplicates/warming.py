"""Compiling ahead, so that no search ever waits for the compiler."""

from __future__ import annotations

import numpy as np

from ..errors import UsageError
from .engines import NumbaEngine, has_numba
from .recipe import Recipe

# A text of each kind that the kernels tell apart: ASCII, and beyond.
_TEXTS = ("The council voted on Monday night to close the road", "Ŝi diris: 日本, «добрый день»!")


def warmup() -> None:
    """Compiles the kernels of ``newsdigest[fast]`` and keeps them on disk, in some ten seconds.

    Raises:
        UsageError: if numba isn't installed.
    """
    if not has_numba():
        raise UsageError(
            "there is nothing to compile without numba: pip install 'newsdigest[fast]'"
        )
    engine = NumbaEngine()
    for recipe in (Recipe(), Recipe("affine32")):
        rows = np.empty((len(_TEXTS), recipe.num_perm), np.uint32)
        engine.sketch(_TEXTS, recipe, rows, 1 << 60)
    shingles, ends = engine.distinct(_TEXTS, 2)
    offsets = np.concatenate((np.zeros(1, np.int64), ends))
    first, second = np.array([0]), np.array([1])
    engine.intersections(shingles, offsets, first, second)
    engine.agreements(rows, first, second)
    engine.band_keys(rows, 6, 1, np.empty((2, len(rows)), np.uint64))
