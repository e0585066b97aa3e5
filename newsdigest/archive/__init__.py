"""The archive: today's articles join yesterday's events, and nothing is ever lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lazy import loader

if TYPE_CHECKING:
    from .archive import Archive
    from .connection import is_archive
    from .keeping import doctor

__all__ = ["Archive", "doctor", "is_archive"]

# numpy can wait.
__getattr__ = loader(
    __name__, {"Archive": "archive", "doctor": "keeping", "is_archive": "connection"}
)
