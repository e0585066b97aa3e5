"""The compiled loops of the stage, where numba is installed and there is enough for them to do."""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType

MANY = 20_000  # articles from which on compiling a loop costs less than it saves


def loops_for(articles: int) -> ModuleType | None:
    """:mod:`.loops`, None for few articles or without a numba that loads."""
    return _loops() if articles >= MANY else None


@lru_cache(maxsize=1)
def _loops() -> ModuleType | None:
    try:
        from . import loops
    except ImportError:
        return None
    return loops
