"""How the kernels are compiled: at first use, cached on disk, free of the GIL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """A function as numba compiles it; arrays are not checked for their bounds."""
    made: Any
    try:
        made = njit(nogil=True, cache=True, error_model="numpy")(function)
    except RuntimeError:
        # Nowhere to write a cache: compiled for this process alone.
        made = njit(nogil=True, error_model="numpy")(function)
    return cast(_Function, made)
