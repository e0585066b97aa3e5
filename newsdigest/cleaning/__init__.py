"""Cleaning: takes site chrome out of texts and HTML pages, and says what it took and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lazy import loader

if TYPE_CHECKING:
    from .intake import read_html
    from .sitelines import SiteLines, learn_site_lines
    from .stage import clean, clean_article

__all__ = [
    "SiteLines",
    "clean",
    "clean_article",
    "learn_site_lines",
    "read_html",
]

# numpy and lxml can wait.
__getattr__ = loader(
    __name__,
    {
        "SiteLines": "sitelines",
        "clean": "stage",
        "clean_article": "stage",
        "learn_site_lines": "sitelines",
        "read_html": "intake",
    },
)
