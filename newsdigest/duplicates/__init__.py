"""Duplicates: which articles carry the same text, found by MinHash and verified exactly."""

from .finder import find_duplicates

__all__ = ["find_duplicates"]
