"""How loops are compiled: at first use, cached on disk, free of the GIL; needs numba."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiler(changed: float) -> Callable[[_Function], _Function]:
    """A decorator for functions that numba is to compile; arrays are not checked for their bounds.

    Args:
        changed: when what the functions are made of last changed, in seconds of the epoch. numba
            itself looks at the file of a function alone, not at those of the functions it calls.
    """

    def compiled(function: _Function) -> _Function:
        made: Any
        try:
            made = njit(nogil=True, cache=True, error_model="numpy")(function)
            _forget_older(made, changed)
        except RuntimeError:
            # Nowhere to write a cache: compiled for this process alone.
            made = njit(nogil=True, error_model="numpy")(function)
        return cast(_Function, made)

    return compiled


def _forget_older(made: Any, changed: float) -> None:
    """Removes what was compiled before a change."""
    function = made.py_func
    name = f"{Path(function.__code__.co_filename).stem}.{function.__qualname__}-*.nbi"
    for index in Path(made.stats.cache_path).glob(name):
        # Another process may be quicker, or the place read-only.
        with suppress(OSError):
            if index.stat().st_mtime < changed:
                index.unlink()
