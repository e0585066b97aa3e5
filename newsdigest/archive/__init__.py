"""The archive: today's articles join yesterday's events, and nothing is ever lost."""

from .archive import Archive, doctor
from .connection import is_archive

__all__ = ["Archive", "doctor", "is_archive"]
