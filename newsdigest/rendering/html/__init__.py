"""The report as one self-contained web page: opened, read, mailed and printed as it is."""

from .assembling import page

__all__ = ["page"]
