"""The archive: today's articles join yesterday's events, and nothing is ever lost."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .archive import Archive
    from .connection import is_archive
    from .keeping import doctor

__all__ = ["Archive", "doctor", "is_archive"]

_ROOMS = {"Archive": "archive", "doctor": "keeping", "is_archive": "connection"}


def __getattr__(name: str) -> Any:
    """Loads a name's module when it is first asked for (PEP 562): numpy can wait."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_ROOMS[name]}", __name__), name)
    globals()[name] = value
    return value
