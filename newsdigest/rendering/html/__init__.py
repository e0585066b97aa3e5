"""The report as one self-contained web page: opened, read, mailed and printed as it is."""

from .page import page

__all__ = ["page"]
