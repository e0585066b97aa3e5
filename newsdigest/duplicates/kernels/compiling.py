"""How the kernels are compiled: at first use, cached on disk, free of the GIL."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit

from ..stamps import kernels_changed

_Function = TypeVar("_Function", bound=Callable[..., Any])
_CHANGED = kernels_changed()


def compiled(function: _Function) -> _Function:
    """A function as numba compiles it; arrays are not checked for their bounds."""
    made: Any
    try:
        made = njit(nogil=True, cache=True, error_model="numpy")(function)
        _forget_older(made)
    except RuntimeError:
        # Nowhere to write a cache: compiled for this process alone.
        made = njit(nogil=True, error_model="numpy")(function)
    return cast(_Function, made)


def _forget_older(made: Any) -> None:
    """Removes what was compiled before any kernel changed.

    numba itself looks at the file of the kernel alone, not at those of the functions it calls.
    """
    function = made.py_func
    name = f"{Path(function.__code__.co_filename).stem}.{function.__qualname__}-*.nbi"
    for index in Path(made.stats.cache_path).glob(name):
        # Another process may be quicker, or the place read-only.
        with suppress(OSError):
            if index.stat().st_mtime < _CHANGED:
                index.unlink()
